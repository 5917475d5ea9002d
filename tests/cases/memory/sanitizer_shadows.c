/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Sanitizers keep their shadow at addresses that they are compiled for, and stop
 * if /proc/self/maps shows anything there or above the program's half.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SIZE = 1 << 16, PLACES = 16 };

static char maps[1 << 17];

static void check_maps(void)
{
	const unsigned long top = 0x7ffffffff000;
	const unsigned long vsyscall = 0xffffffffff600000;
	unsigned long highest = 0;
	int lines = 0;

	MUST(guest_read_file, "/proc/self/maps", maps, sizeof(maps));
	for (char *line = maps; *line; lines++) {
		char *dash;
		const unsigned long start = strtoul(line, &dash, 16);
		const unsigned long end = *dash == '-' ? strtoul(dash + 1, NULL, 16) : -1UL;
		char *next = strchr(line, '\n');

		if (start != vsyscall && end > highest)
			highest = end;
		line = next ? next + 1 : line + strlen(line);
	}
	EXPECT_ROW("/proc/self/maps has lines", lines, >, 4);
	EXPECT_ROW("/proc/self/maps: nothing above the user's half",
		   MUTATE(highest, top + highest) <= top, ==, true);
}

int guest_main(void)
{
	static const struct {
		const char *what;
		unsigned long start, size;
	} shadows[] = {
		{ "AddressSanitizer's low shadow", 0x7fff8000, 0x10000000 },
		{ "AddressSanitizer's high shadow", 0x02008fff7000, 0x100000000000 },
		{ "ThreadSanitizer's shadow", 0x010000000000, 0x008000000000 },
		{ "MemorySanitizer's shadow", 0x200000000000, 0x100000000000 },
	};

	check_maps();
	for (size_t i = 0; i < COUNT(shadows); i++) {
		int wrong = 0;
		long first = 0;

		for (unsigned long k = 0; k < PLACES; k++) {
			char *at = (char *)(shadows[i].start +
					    ((shadows[i].size - SIZE) / PLACES * k & -65536UL));
			const long got = SYS(mmap, at, SIZE, PROT_READ | PROT_WRITE,
					     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE |
						     MAP_FIXED_NOREPLACE,
					     -1, 0);

			if (got != (long)at) {
				first = first ? first : got;
				wrong++;
				continue;
			}
			at[0] = 1;
			at[SIZE - 1] = 2;
			if (at[0] != 1 || at[SIZE - 1] != 2 || at[SIZE / 2] != 0)
				wrong++;
			MUST(munmap, at, SIZE);
		}
		if (!EXPECT_ROW(shadows[i].what, wrong, ==, 0))
			NOTE("the first refusal", "%ld", first);
	}
	return 0;
}

#else

CASE(sanitizer_shadows, .rule = "MEM-41", .needs = NEEDS_ADDRESS_SPACE, .x86_64_only = true,
     .summary =
	     "the addresses of sanitizers' shadows are free, and nothing is mapped above 2^47",
     .issues = { "https://github.com/google/sanitizers/issues/1696" });

#endif
