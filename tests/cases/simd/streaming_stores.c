/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Stores past the cache and by a byte mask are stores: memcpy of large blocks
 * and video code use them. A masked one writes no byte that it leaves out. */
#include "case.h"

#ifdef GUEST

#include "x86.h"

int guest_main(void)
{
	unsigned char *pages = MUST(mmap, NULL, 8192, PROT_READ | PROT_WRITE,
				    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	unsigned char *end = pages + 4096;
	union xmm data;
	union xmm mask = XMM_Q(0, 0);
	union xmm loaded;

	for (unsigned i = 0; i < 16; i++)
		data.b[i] = (unsigned char)(i + 0x40);
	__asm__ volatile("movdqu %1, %%xmm0\n\tmovntdq %%xmm0, %0\n\tsfence"
			 : "=m"(*(union xmm *)pages)
			 : "m"(data)
			 : "xmm0", "memory");
	EXPECT_ROW("movntdq stores 16 bytes", memcmp(pages, data.b, 16), ==, 0);
	__asm__ volatile("movnti %1, %0\n\tsfence"
			 : "=m"(*(uint64_t *)(pages + 24))
			 : "r"(0x1122334455667788UL)
			 : "memory");
	EXPECT_ROW("movnti stores 8 bytes", *(uint64_t *)(pages + 24), ==,
		   0x1122334455667788UL);
	EXPECT(pages[16] | pages[23] | pages[32], ==, 0);
	if (cpuid(1, 0).c & bit_SSE4_1) {
		__asm__ volatile("movntdqa %1, %%xmm0\n\tmovdqu %%xmm0, %0"
				 : "=m"(loaded)
				 : "m"(*(union xmm *)pages)
				 : "xmm0", "memory");
		EXPECT_ROW("movntdqa loads 16 bytes", memcmp(loaded.b, data.b, 16), ==, 0);
	}

	/* MASKMOVDQU goes by the sign bits, unaligned, to where RDI points. */
	memset(pages + 64, 0xee, 32);
	mask.b[0] = 0x80;
	mask.b[1] = 0x7f;
	mask.b[5] = 0xff;
	mask.b[15] = MUTATE(0x81, 0);
	__asm__ volatile(
		"movdqu %0, %%xmm0\n\tmovdqu %1, %%xmm1\n\tmaskmovdqu %%xmm1, %%xmm0\n\tsfence"
		:
		: "m"(data), "m"(mask), "D"(pages + 65)
		: "xmm0", "xmm1", "memory");
	EXPECT(pages[65], ==, 0x40);
	EXPECT(pages[66], ==, 0xee);
	EXPECT(pages[70], ==, 0x45);
	EXPECT(pages[80], ==, 0x4f);
	EXPECT(pages[64], ==, 0xee);
	EXPECT(pages[81], ==, 0xee);

	/* The same with 8 bytes of MMX. */
	__asm__ volatile("movq %0, %%mm0\n\tmovq %1, %%mm1\n\tmaskmovq %%mm1, %%mm0\n\temms"
			 :
			 : "m"(data), "m"(mask), "D"(pages + 128)
			 : "memory");
	EXPECT(pages[128], ==, 0x40);
	EXPECT(pages[129], ==, 0);
	EXPECT(pages[133], ==, 0x45);

	/* Across a page's end. */
	memset(end - 8, 0x11, 8);
	mask = XMM_Q(0, 0);
	mask.b[0] = 0xff;
	__asm__ volatile(
		"movdqu %0, %%xmm0\n\tmovdqu %1, %%xmm1\n\tmaskmovdqu %%xmm1, %%xmm0\n\tsfence"
		:
		: "m"(data), "m"(mask), "D"(end - 1)
		: "xmm0", "xmm1", "memory");
	EXPECT(end[-1], ==, 0x40);
	EXPECT(end[-2], ==, 0x11);
	EXPECT(end[0], ==, 0);
	return 0;
}

#else

CASE(streaming_stores, .rule = "SIMD-11",
     .summary = "non-temporal and masked stores write their bytes and no others",
     .x86_64_only = true, .shared = true);

#endif
