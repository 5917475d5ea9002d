/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * PostgreSQL: a database is made, eight clients move money to and fro, all of the
 * server's processes are killed while they do, and after the recovery no transaction
 * is there in part: the totals add up.
 */
#include "workload.h"

#define SQL "psql -h /tmp -U postgres -AtX -c "

static void serve(struct container *c)
{
	RUN(c, "as postgres -D /tmp/pg -k /tmp -c listen_addresses= -c shared_buffers=16MB "
	       "-c max_connections=20 > /logs/postgres 2>&1 &");
	UNTIL(c, "pg_isready -q -h /tmp");
}

static void steps(struct container *c)
{
	RUN(c, "PATH=/usr/lib/postgresql/17/bin:$PATH; export LC_ALL=C; "
	       "as() { setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"; }");
	RUN(c, "as initdb --no-sync --auth=trust --locale=C --encoding=UTF8 --wal-segsize=1 "
	       "--username=postgres --no-instructions -D /tmp/pg > /logs/initdb 2>&1");
	serve(c);
	RUN(c, "pgbench -h /tmp -U postgres -i -q -s 1 -I dtGp postgres > /logs/load 2>&1");
	RUN(c, "pgbench -h /tmp -U postgres -n -c 8 -j 2 -t 25 postgres > /logs/pgbench 2>&1");
	SAYS(c,
	     SQL
	     "'SELECT count(*), sum(delta)=(SELECT sum(abalance) FROM pgbench_accounts) FROM "
	     "pgbench_history' postgres",
	     "200|t\n");
	/* Once more, and killed meanwhile. */
	RUN(c,
	    "pgbench -h /tmp -U postgres -n -c 8 -j 2 -T 600 postgres > /logs/pgbench 2>&1 & "
	    "until [ \"$(" SQL
	    "'SELECT count(*)>260 FROM pgbench_history' postgres)\" = t ]; do "
	    "sleep 0.2; done; kill -KILL $(cat /tmp/pg/postmaster.pid | head -1) $(pgrep -P "
	    "$(head -1 "
	    "/tmp/pg/postmaster.pid)); wait %2; true");
	RUN(c, "! pgrep -x postgres > /dev/null || sleep 2; rm -f /tmp/.s.PGSQL.5432*");
	serve(c);
	RUN(c, "grep -q 'automatic recovery in progress' /logs/postgres");
	SPOIL(c, SQL "'UPDATE pgbench_accounts SET abalance=abalance+1 WHERE aid=7' postgres");
	SAYS(c,
	     SQL
	     "'SELECT count(*)>=260, sum(delta)=(SELECT sum(abalance) FROM pgbench_accounts), "
	     "sum(delta)=(SELECT sum(tbalance) FROM pgbench_tellers), sum(delta)=(SELECT "
	     "bbalance "
	     "FROM pgbench_branches) FROM pgbench_history' postgres",
	     "t|t|t|t\n");
	/* Every page and index entry is read again. */
	RUN(c, "vacuumdb -h /tmp -U postgres --analyze postgres > /logs/vacuum 2>&1 && "
	       "pg_dump -h /tmp -U postgres postgres | grep -c . > /logs/lines");
}

WORKLOAD(postgresql, "tools",
	 "PostgreSQL: eight clients, the server killed, and the totals add up");
