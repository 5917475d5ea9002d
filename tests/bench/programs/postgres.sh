# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
. /case/programs/await.sh
PATH=$PATH:/usr/lib/postgresql/17/bin
data=/tmp/postgres

if [ "$1" = prepare ]; then
	rm -rf $data
	cp -r /case/prepared/postgres $data
	chmod -R go-rwx $data
	chown -R nobody $data
	exit
fi
export PGOPTIONS='-c client_min_messages=warning'
# It refuses to run as root; another user has another home.
HOME=/tmp setpriv --reuid=nobody --clear-groups postgres -D $data -h '' -k /tmp -c fsync=off -c autovacuum=off -c shared_buffers=16MB &
await /tmp/.s.PGSQL.5432
pgbench --host=/tmp --username=nobody --no-vacuum --transactions=30 \
	--file=/case/programs/work.pgbench postgres | grep '^number of transactions actually'
kill -INT "$(head -n 1 $data/postmaster.pid)"
wait
