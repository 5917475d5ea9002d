/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Java, Go, GHC and JavaScript engines reserve far more address space than they
 * use, and give it back. What is reserved takes no memory.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define RESERVED (24UL << 30)
#define STEP (1UL << 30)

enum { MOST_KIB = 32 * 1024, ROUNDS = 12, USED = 65536 };

static long resident_kib(void)
{
	char text[128];
	char *at;

	MUST(guest_read_file, "/proc/self/statm", text, sizeof(text));
	strtoul(text, &at, 10);
	/* In pages of the machine. */
	return (long)strtoul(at + 1, NULL, 10) * (long)(guest_aux(6) / 1024);
}

int guest_main(void)
{
	const long before = resident_kib();
	char *area = (char *)SYS(mmap, NULL, RESERVED, PROT_NONE,
				 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	EXPECT(before, >, 0);
	if (!EXPECT_ROW("24 GiB are reserved", (long)area, >, 0L))
		return 1;
	/* Some of it comes into use and goes again, as a heap does. */
	for (unsigned long at = 0; at < RESERVED; at += STEP) {
		const unsigned long used = MUTATE(USED, at ? USED : 2048UL * MOST_KIB);

		EXPECT(CALL(mprotect, area + at, used, PROT_READ | PROT_WRITE), ==, 0);
		for (unsigned long i = 0; i < used; i += 4096)
			area[at + i] = 1;
		EXPECT(CALL(madvise, area + at, USED, MADV_DONTNEED), ==, 0);
		EXPECT(CALL(mprotect, area + at, used, PROT_NONE), ==, 0);
	}
	EXPECT_ROW("KiB resident while 24 GiB are reserved", resident_kib() - before, <,
		   (long)MOST_KIB);
	EXPECT(CALL(munmap, area, RESERVED), ==, 0);
	for (int i = 0; i < ROUNDS; i++) {
		area = MUST(mmap, NULL, 2 * STEP, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
			    0);
		MUST(munmap, area, 2 * STEP);
	}
	EXPECT_ROW("KiB resident when all is given back", resident_kib() - before, <,
		   (long)MOST_KIB);
	return 0;
}

#else

CASE(reserve_and_release, .rule = "MEM-42", .needs = NEEDS_ADDRESS_SPACE, .shared = true,
     .summary = "address space that is reserved and given back takes no memory",
     .issues = { "https://gitlab.com/qemu-project/qemu/-/issues/967" });

#endif
