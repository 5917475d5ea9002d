/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Code in a shared file mapping, changed by pwrite(2) on the file and by
 * another process that maps it: shared code caches of several processes do
 * this.
 */
#include "case.h"

#ifdef GUEST

#include "jit.h"

#include <unistd.h>

static const char page[JIT_PAGE];
static char *writable;

static void rewrite(void)
{
	jit_write(writable, 3);
}

int guest_main(void)
{
	uint8_t function[JIT_FUNCTION];
	int fd = MUST(memfd_create, "code", 0);

	MUST(write, fd, page, JIT_PAGE);
	jit_write(function, 1);
	MUST(pwrite64, fd, function, sizeof(function), 0);

	char *code = MUST(mmap, NULL, JIT_PAGE, PROT_READ | PROT_EXEC, MAP_SHARED, fd, 0);

	EXPECT(jit_call(code), ==, 1U);
	jit_write(function, MUTATE(2, 1));
	MUST(pwrite64, fd, function, sizeof(function), 0);
	/* Control: the new bytes are there to be read. */
	EXPECT(memcmp(code, function, sizeof(function)), ==, 0);
	EXPECT(jit_call(code), ==, 2U);

	writable = MUST(mmap, NULL, JIT_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	EXPECT(in_child(rewrite), ==, 0);
	jit_write(function, 3);
	EXPECT(memcmp(code, function, sizeof(function)), ==, 0);
	EXPECT(jit_call(code), ==, 3U);
	return 0;
}

#else

CASE(jit_shared_file, .rule = "JIT-5", .needs = NEEDS_WRITABLE_CODE,
     .summary = "code in a shared mapping changes with its file, whoever writes it",
     .x86_64_only = true, .shared = true);

#endif
