/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* ThreadSanitizer: shadow memory at fixed addresses, and a race that it finds. */
#include "workload.h"

static const char program[] =
	"#include <pthread.h>\n#include <stdio.h>\nstatic long n;\nstatic pthread_mutex_t m = "
	"PTHREAD_MUTEX_INITIALIZER;\nstatic void *count(void *a)\n{\n\tfor (int i = 0; i < "
	"2000; "
	"i++) {\n#ifndef RACE\n\t\tpthread_mutex_lock(&m);\n#endif\n\t\tn++;\n#ifndef RACE\n"
	"\t\tpthread_mutex_unlock(&m);\n#endif\n\t}\n\treturn a;\n}\nint main(void)\n{\n"
	"\tpthread_t t[4];\n\tfor (int i = 0; i < 4; i++)\n\t\tpthread_create(&t[i], 0, count, "
	"0);\n\tfor (int i = 0; i < 4; i++)\n\t\tpthread_join(t[i], 0);\n\tprintf(\"%ld\\n\", "
	"n);\n}";

static void steps(struct container *c)
{
	WRITE(c, "t.c", program);
	SPOIL(c, "sed -i 's/ifndef RACE/ifdef RACE/' t.c");
	RUN(c, "gcc -g -O1 -fsanitize=thread -o good t.c && gcc -g -O1 -fsanitize=thread "
	       "-DRACE -o bad t.c");
	SAYS(c, "./good 2>/logs/good", "8000\n");
	FAILS(c, "./bad > /logs/bad 2>&1", 66);
	RUN(c, "grep -q 'data race' /logs/bad && grep -q \"global 'n'\" /logs/bad");
}

WORKLOAD(tsan, "services", "ThreadSanitizer: a program without a race, and one with");
