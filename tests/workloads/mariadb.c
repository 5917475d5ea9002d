/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* MariaDB: InnoDB with the kernel's native AIO and without; transactions of several
 * clients, one of which is rolled back, and a kill. */
#include "workload.h"

#define SQL "mariadb --no-defaults -S /tmp/s -u root -N -B -e "

static void serve(struct container *c, const char *start)
{
	RUN(c, start);
	UNTIL(c, SQL "'SELECT 1' > /logs/ping 2>&1");
}

static void steps(struct container *c)
{
	RUN(c, "mkdir -p /tmp/db/mysql && chown -R mysql /tmp/db; r='mariadbd --no-defaults "
	       "--user=mysql --datadir=/tmp/db "
	       "--socket=/tmp/s --skip-networking --innodb-buffer-pool-size=24M "
	       "--innodb-log-file-size=8M "
	       "--skip-grant-tables --pid-file=/tmp/pid --log-error=/logs/mariadb'");
	/* What it makes of nothing must have been put to disk once. */
	serve(c, "$r --innodb-use-native-aio=0 & pid=$!");
	RUN(c, SQL "SHUTDOWN; wait $pid");
	serve(c, "$r --innodb-use-native-aio=1 & pid=$!");
	RUN(c, SQL "'CREATE DATABASE d; CREATE TABLE d.t(id INT PRIMARY KEY, n BIGINT, s "
		   "VARCHAR(80)) ENGINE=InnoDB; "
		   "INSERT INTO d.t WITH RECURSIVE q(i) AS (SELECT 1 UNION ALL SELECT i+1 "
		   "FROM q WHERE i<1000) SELECT i, i*i, "
		   "REPEAT(CHAR(97+i%26), 60) FROM q'");
	RUN(c, "for k in 1 2 3 4; do " SQL "\"$(for i in 1 2 3 4 5; do echo 'BEGIN; UPDATE d.t "
	       "SET n=n+1 WHERE id<=50; COMMIT;'; done)\" & "
	       "p=\"$p $!\"; done; wait $p");
	RUN(c, SQL "'BEGIN; DELETE FROM d.t; ROLLBACK'");
	SAYS(c, SQL "'SELECT count(*), sum(n)-333833500 FROM d.t'", "1000\t1000\n");
	RUN(c, "kill -KILL $pid; wait $pid; true");
	serve(c, "$r --innodb-use-native-aio=0 & pid=$!");
	SPOIL(c, SQL "'DELETE FROM d.t WHERE id=500'");
	SAYS(c, SQL "'SELECT count(*), sum(n)-333833500 FROM d.t; CHECK TABLE d.t'",
	     "1000\t1000\nd.t\tcheck\tstatus\tOK\n");
}

WORKLOAD(mariadb, "services",
	 "MariaDB: transactions of several clients and a kill, with native AIO and without",
	 .needs = NEEDS_AIO);
