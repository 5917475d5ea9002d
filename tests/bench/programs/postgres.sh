# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
PATH=$PATH:/usr/lib/postgresql/17/bin
data=/tmp/postgres

# It refuses to run as root.
server() {
	setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

if [ "$1" = prepare ]; then
	server initdb --no-sync --auth=trust --locale=C --encoding=UTF8 --pgdata=$data
	exit
fi
export PGOPTIONS='-c client_min_messages=warning'
server postgres -D $data -h '' -k /tmp -c fsync=off -c autovacuum=off -c shared_buffers=16MB &
until [ -S /tmp/.s.PGSQL.5432 ]; do
	kill -0 $! || exit 1
	sleep 0.01
done
pgbench --host=/tmp --username=nobody --no-vacuum --transactions=100 \
	--file=/case/programs/work.pgbench postgres | grep '^number of transactions actually'
kill -INT "$(head -n 1 $data/postmaster.pid)"
wait
