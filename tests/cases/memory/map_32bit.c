/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * MAP_32BIT exists on x86_64 only: code generators (Lua, Mono, old JVMs) ask
 * by it for addresses that fit into a 32-bit displacement.
 */
#include "case.h"

#ifdef GUEST

#include <sys/mman.h>

enum { TRIES = 4, ANONYMOUS = MAP_PRIVATE | MAP_ANONYMOUS };

int guest_main(void)
{
	char *last = NULL;

	for (int i = 0; i < TRIES; i++) {
		char *low = mmap(NULL, 65536, PROT_READ | PROT_WRITE,
				 ANONYMOUS MUTATE(| MAP_32BIT, ), -1, 0);

		if (!EXPECT((void *)low, !=, MAP_FAILED))
			return 1;
		EXPECT_ROW("MAP_32BIT stays below 2 GiB", (uintptr_t)low >> 31, ==, 0UL);
		EXPECT_ROW("each is another", (void *)low, !=, (void *)last);
		low[65535] = 'x';
		last = low;
	}
	/* Control: what cannot lie there is refused. */
	EXPECT_ERROR(
		mmap(NULL, 1UL << 31, PROT_NONE, ANONYMOUS | MAP_32BIT | MAP_NORESERVE, -1, 0),
		ENOMEM);
	return 0;
}

#else

CASE(map_32bit, .rule = "MEM-8", .shared = true,
     .summary = "MAP_32BIT gives addresses below 2 GiB", .x86_64_only = true);

#endif
