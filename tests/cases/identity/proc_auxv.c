/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* /proc/self/auxv repeats what the program was started with; OpenSSL, Go and
 * sanitizers read it where they cannot reach the stack. */
#include "case.h"

#ifdef GUEST

#include <elf.h>
#include <string.h>

int guest_main(void)
{
	unsigned long words[256];
	size_t n = 0;

	MUTATE(, guest_auxv[1]++);
	while (guest_auxv[n] != AT_NULL)
		n += 2;
	n += 2;
	EXPECT(guest_read_file("/proc/self/auxv", (char *)words, sizeof(words)), >=,
	       (long)(n * sizeof(*words)));
	for (size_t i = 0; i < n; i++)
		if (!EXPECT(words[i], ==, guest_auxv[i]))
			break;
	return 0;
}

#else

CASE(proc_auxv, .rule = "ID-6",
     .summary = "/proc/self/auxv is the auxiliary vector that the program got");

#endif
