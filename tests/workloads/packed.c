/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Programs that aren't as a linker made them: packed by UPX, changed by patchelf, and
 * a file that carries its own payload behind its end, as AppImages do. */
#include "workload.h"

static void steps(struct container *c)
{
	RUN(c,
	    "cp /usr/bin/mawk m && upx-ucl -q -1 m > /logs/upx 2>&1 && [ $(stat -c %s m) -lt "
	    "$(stat -c %s /usr/bin/mawk) ]");
	SAYS(c, "seq 1 1000 | ./m '{ s += $1 * $1 } END { print s }'", "333833500\n");
	RUN(c, "mkdir -p own && cp /usr/bin/sort p && cp $(ldd p | sed -n 's/.*=> "
	       "\\(.*libc.so.6\\).*/\\1/p') own/ && "
	       "cp $(patchelf --print-interpreter p) own/ld.so && patchelf --set-interpreter "
	       "/tmp/own/ld.so "
	       "--set-rpath '$ORIGIN/own' --force-rpath p");
	SAYS(c, "printf '3\\n1\\n2\\n' | ./p -n; patchelf --print-interpreter p",
	     "1\n2\n3\n/tmp/own/ld.so\n");
	/* It reads /proc/self/exe to find what lies behind. */
	RUN(c, "printf '#include <stdio.h>\\n#include <string.h>\\nint "
	       "main(void)\\n{\\n\\tFILE *f = fopen(\"/proc/self/exe\", \"r\");\\n"
	       "\\tchar b[8] = \"\";\\n\\tfseek(f, -7, SEEK_END);\\n\\tfread(b, 1, 7, "
	       "f);\\n\\tputs(b);\\n}\\n' > a.c && gcc -w -o a a.c && printf PAYLOAD >> a");
	SPOIL(c, "printf X >> a");
	SAYS(c, "./a; ln -s a link; ./link", "PAYLOAD\nPAYLOAD\n");
}

WORKLOAD(packed, "services",
	 "Programs packed by UPX, changed by patchelf, and with a payload behind their end");
