/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* SQLite: a database of twenty thousand rows, written in transactions, in the journal's
 * two modes, by two processes at once, and by one that is killed in the middle. */
#include "workload.h"

#define DB "sqlite3 -bail /tmp/t.db "

static void steps(struct container *c)
{
	RUN(c, DB "'CREATE TABLE t(id INTEGER PRIMARY KEY, k TEXT, n INTEGER, x REAL);"
		  "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM s WHERE i<20000)"
		  "INSERT INTO t SELECT i, printf(\"%06d\", (i*7919)%20000), i*i, i/8.0 FROM s;"
		  "CREATE INDEX t_k ON t(k);'");
	SAYS(c, DB "'SELECT count(*), sum(n), sum(x), max(k) FROM t'",
	     "20000|2666866670000|25001250.0|019999\n");
	/* By the index, by a function, sorted. */
	SAYS(c, DB "'SELECT id FROM t WHERE k=\"000042\"'", "2518\n");
	SAYS(c, DB "'SELECT round(avg(n),3), total(length(k)) FROM t GROUP BY id%3 ORDER BY 1'",
	     "133336666.0|40002.0\n133336666.5|39996.0\n133356667.0|40002.0\n");
	SAYS(c, DB "'PRAGMA journal_mode=WAL'", "wal\n");
	/* Two writers wait for each other's lock. */
	RUN(c,
	    "w() { for i in 1 2 3 4 5 6 7 8; do sqlite3 -cmd '.timeout 60000' /tmp/t.db "
	    "'BEGIN IMMEDIATE; UPDATE t SET n=n+1 WHERE id<=100; COMMIT' || exit 1; done; }; "
	    "w & one=$!; w & two=$!; wait $one && wait $two");
	SPOIL(c, DB "'UPDATE t SET n=n-1 WHERE id=77'");
	SAYS(c, DB "'SELECT sum(n)-2666866670000 FROM t'", "1600\n");
	/* Killed within a transaction: nothing of it stays. */
	RUN(c,
	    "mkfifo /tmp/f; sqlite3 /tmp/t.db < /tmp/f > /logs/killed & pid=$!; exec 9>/tmp/f; "
	    "echo 'BEGIN; UPDATE t SET n=0; SELECT count(*) FROM t;' >&9; "
	    "until grep -q 20000 /logs/killed; do sleep 0.2; done; kill -KILL $pid; exec 9>&-; "
	    "wait $pid; true");
	SAYS(c, DB "'PRAGMA integrity_check; SELECT sum(n)-2666866670000 FROM t'",
	     "ok\n1600\n");
}

WORKLOAD(sqlite, "tools", "SQLite: transactions, two writers, and one that is killed");
