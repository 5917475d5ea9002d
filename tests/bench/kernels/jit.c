/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Code written and run, as a just-in-time compiler does it: whatever was
 * translated before is void each time. */
#include "bench_kernel.h"

#ifdef GUEST

#include <string.h>
#include <sys/mman.h>

/* A function that returns `value`. */
static size_t write_code(unsigned char *to, uint32_t value)
{
#ifdef __x86_64__
	to[0] = 0xb8; /* mov $value, %eax */
	memcpy(to + 1, &value, 4);
	to[5] = 0xc3; /* ret */
	return 6;
#else
	const uint32_t code[3] = {
		0x52800000 | (value & 0xffff) << 5, /* mov w0, #low */
		0x72a00000 | (value >> 16) << 5,    /* movk w0, #high, lsl #16 */
		0xd65f03c0,			    /* ret */
	};

	memcpy(to, code, sizeof(code));
	return sizeof(code);
#endif
}

uint64_t kernel(unsigned long rounds)
{
	unsigned char *code = mmap(NULL, 65536, PROT_READ | PROT_WRITE | PROT_EXEC,
				   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint64_t state = 0;
	uint64_t sum = 0;

	if (code == MAP_FAILED)
		return 0;
	while (rounds--) {
		uint32_t value = (uint32_t)kernel_random(&state);
		unsigned char *to = code + (value & 0xffc0);
		size_t size = write_code(to, value);
		uint32_t (*run)(void) = (uint32_t(*)(void))(uintptr_t)to;

		__builtin___clear_cache((char *)to, (char *)to + size);
		for (int i = 0; i < 4; i++)
			sum = sum * 3 + run();
	}
	return sum;
}

#else

KERNEL(jit, 20, 10000, "code written and run");

#endif
