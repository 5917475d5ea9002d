/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A program of musl's, dynamic and static; and LMDB, whose databases are mapped files
 * with locks in shared memory, used by two processes at once. */
#include "workload.h"

static void steps(struct container *c)
{
	WRITE(c, "m.c",
	      "#include <pthread.h>\n#include <stdio.h>\n#include <string.h>\nstatic __thread "
	      "int n;\n"
	      "static void *f(void *a)\n{\n\tn += *(int *)a;\n\treturn (void *)(long)(n * "
	      "2);\n}\n"
	      "int main(void)\n{\n\tpthread_t t;\n\tint a = 21;\n\tvoid "
	      "*r;\n\tpthread_create(&t, 0, f, &a);\n"
	      "\tpthread_join(t, &r);\n\tprintf(\"%ld %d %s %.17g\\n\", (long)r, n, "
	      "strstr(\"needle in hay\", \"in\"), 1 / 3.0);\n}");
	SPOIL(c, "sed -i 's/a = 21/a = 22/' m.c");
	SAYS(c, "musl-gcc -O2 -o m m.c && ./m && musl-gcc -O2 -static -o ms m.c && ./ms",
	     "42 0 in hay 0.33333333333333331\n42 0 in hay 0.33333333333333331\n");
	RUN(c, "for i in $(seq 1 400); do printf 'key-%04d\\nvalue-%d\\n' $i $((i * i)); done "
	       "> pairs; mkdir db");
	SAYS(c,
	     "mdb_load -f pairs -T db & one=$!; sed s/key/more/ pairs | mdb_load -T db; wait "
	     "$one; mdb_stat db | "
	     "sed -n 's/ *Entries: *//p'; mdb_dump -p db | grep -A1 'key-0077' | tail -1",
	     "800\n value-5929\n");
}

WORKLOAD(musl_lmdb, "services", "musl's programs, and LMDB used by two processes at once");
