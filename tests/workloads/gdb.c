/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* gdb: a program stopped, looked at, changed and gone on with. */
#include "workload.h"

static const char program[] =
	"#include <stdio.h>\nstruct point { int x; double y; };\n"
	"static int twice(struct point *p, int n)\n{\n\tp->x += n;\n\treturn 2 * p->x;\n}\n"
	"int main(void)\n{\n\tstruct point p = { 1, 2.5 };\n\tint sum = 0;\n"
	"\tfor (int i = 0; i < 5; i++)\n\t\tsum += twice(&p, i);\n"
	"\tprintf(\"sum %d\\n\", sum);\n\tfflush(stdout);\n\t*(volatile int *)0 = 1;\n}";

static void steps(struct container *c)
{
	WRITE(c, "t.c", program);
	RUN(c, "gcc -g -O0 -o t t.c");
	SPOIL(c, "sed -i 's/2.5/2.25/' t.c && gcc -g -O0 -o t t.c");
	WRITE(c, "script",
	      "set confirm off\nset debuginfod enabled off\nset print address off\n"
	      "set startup-with-shell off\nbreak twice if n == 3\nrun\n"
	      "print *p\nup\nprint sum\ndown\nset var n = 100\nfinish\ncontinue\n"
	      "print $_siginfo.si_signo\nbacktrace\nkill");
	SAYS(c,
	     "gdb -q -nx -batch -x script t > /logs/gdb 2>&1; grep -E "
	     "'^(\\$[0-9]|sum|#|Value|Program)' /logs/gdb",
	     "$1 = {x = 4, y = 2.5}\n#1  main () at t.c:13\n$2 = 14\n"
	     "#0  twice (p=, n=3) at t.c:5\nValue returned is $3 = 208\nsum 438\n"
	     "Program received signal SIGSEGV, Segmentation fault.\n$4 = 11\n"
	     "#0  main () at t.c:16\n");
	/* A process that runs already. */
	RUN(c, "sleep 1000 & pid=$!");
	SAYS(c,
	     "gdb -q -nx -batch -p $pid -ex 'info inferiors' -ex detach > "
	     "/logs/attach 2>&1; "
	     "grep -c \"process $pid\" /logs/attach | sed 's/[1-9]/some/'; kill -0 $pid && "
	     "echo lives",
	     "some\nlives\n");
}

WORKLOAD(gdb, "services", "gdb: a program stopped, looked at, changed; another attached to");
