/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Julia, and debuggers that set breakpoints in themselves, write code through
 * /proc/self/mem: what has run before runs anew, though no mapping of it was
 * ever writable. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <sys/mman.h>

int guest_main(void)
{
	/* MOV EAX, 1; RET */
	static const unsigned char code[] = { 0xb8, 1, 0, 0, 0, 0xc3 };
	unsigned char *page = MUST(mmap, NULL, 4096, PROT_READ | PROT_WRITE,
				   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int (*const run)(void) = (int (*)(void))page;
	int fd = MUST(open, "/proc/self/mem", O_RDWR | O_CLOEXEC);

	memcpy(page, code, sizeof(code));
	MUST(mprotect, page, 4096, PROT_READ | PROT_EXEC);
	for (int i = 0; i < 200; i++)
		run();
	EXPECT(run(), ==, 1);
	for (unsigned char value = 2; value < 6; value++) {
		const unsigned char other = MUTATE(value, 9);

		EXPECT(pwrite(fd, &other, 1, (off_t)(uintptr_t)(page + 1)), ==, 1L);
		EXPECT_ROW("memory holds what was written", page[1], ==, value);
		EXPECT_ROW("code written through /proc/self/mem runs", run(), ==, (int)value);
	}
	return 0;
}

#else

CASE(jit_proc_self_mem, .rule = "JIT-5", .needs = NEEDS_WRITABLE_CODE | NEEDS_FORCED_WRITES,
     .summary = "code written through /proc/self/mem is what runs", .x86_64_only = true,
     .shared = true);

#endif
