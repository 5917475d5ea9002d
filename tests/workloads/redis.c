/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Redis: many clients, a script, a snapshot that a forked child writes, and a kill;
 * what it had promised is there again. Twice: Debian's jemalloc, and mimalloc in its
 * place for the rest of the process.
 */
#include "workload.h"

static void serve(struct container *c, const char *start)
{
	RUN(c, start);
	UNTIL(c, "redis-cli ping > /logs/ping 2>&1");
}

static void steps(struct container *c)
{
	RUN(c, "r='redis-server --port 6379 --bind 127.0.0.1 --dir /tmp --appendonly yes "
	       "--appendfsync always --save \"\" --daemonize no --logfile /logs/redis'; mkdir "
	       "-p /tmp");
	serve(c, "$r & pid=$!");
	/* Sixteen connections at once; each request counts one. */
	RUN(c, "redis-benchmark -q -c 16 -n 2000 INCR hits > /logs/benchmark 2>&1");
	SAYS(c, "redis-cli GET hits", "2000\n");
	SAYS(c,
	     "redis-cli EVAL 'local s=0 for i=1,3000 do redis.call(\"ZADD\",\"z\",i*i%1009,i) "
	     "s=s+i end return s' 0",
	     "4501500\n");
	SAYS(c, "redis-cli ZRANGE z 0 4 WITHSCORES | paste -sd ' '",
	     "1009 0 2018 0 1 1 1008 1 1010 1\n");
	/* fork(2) while it serves. */
	RUN(c, "redis-cli BGSAVE > /logs/bgsave && n=0; until redis-cli INFO persistence | "
	       "grep -q "
	       "'rdb_bgsave_in_progress:0'; do sleep 0.2; n=$((n+1)); [ $n -lt 100 ] || exit "
	       "1; done; "
	       "redis-cli INFO persistence | grep -q rdb_last_bgsave_status:ok");
	RUN(c, "redis-cli SET last words > /logs/set; kill -KILL $pid; wait $pid; true");
	SPOIL(c, "cp /tmp/appendonlydir/appendonly.aof.1.base.rdb "
		 "/tmp/appendonlydir/appendonly.aof.1.incr.aof");
	serve(c, "LD_PRELOAD=libmimalloc.so.3 $r & pid=$!");
	SAYS(c, "redis-cli GET last; redis-cli GET hits; redis-cli ZCARD z",
	     "words\n2000\n3000\n");
	RUN(c, "grep -q mimalloc /proc/$pid/maps");
	RUN(c, "redis-benchmark -q -c 16 -n 1000 -P 8 SETRANGE big:__rand_int__ 4000 x > "
	       "/logs/benchmark 2>&1");
	SAYS(c, "redis-cli SHUTDOWN NOSAVE; wait $pid; echo $?", "0\n");
}

WORKLOAD(redis, "services",
	 "Redis: many clients, a snapshot, a kill; with jemalloc and mimalloc");
