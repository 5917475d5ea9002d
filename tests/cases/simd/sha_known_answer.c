/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * SHA-256 and SHA-1 of "abc" by the SHA instructions, where CPUID offers
 * them: every layer of every image is named by one of these sums.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

/* FIPS 180-4, 4.2.2. */
static const uint32_t constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
	0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
	0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2
};

/* "abc" padded to a block, as words. */
static const uint32_t block[16] = { 0x61626380, [15] = 24 };

static union xmm add(union xmm a, union xmm b)
{
	return XMM_OP("paddd", a, b);
}

/* SHA256RNDS2 takes its two words of message plus constant from XMM0. */
static union xmm two_rounds(union xmm cdgh, union xmm abef, union xmm words)
{
	__asm__ volatile("movdqu %1, %%xmm1\n\tmovdqu %0, %%xmm2\n\tmovdqu %2, %%xmm0\n\t"
			 "sha256rnds2 %%xmm1, %%xmm2\n\tmovdqu %%xmm2, %0"
			 : "+m"(cdgh)
			 : "m"(abef), "m"(words)
			 : "xmm0", "xmm1", "xmm2");
	return cdgh;
}

static void sha256(void)
{
	static const uint32_t start[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
					   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
	union xmm abef = { .d = { start[5], start[4], start[1], start[0] } };
	union xmm cdgh = { .d = { start[7], start[6], start[3], start[2] } };
	union xmm w[16];

	for (int i = 0; i < 16; i++) {
		if (i < 4) {
			memcpy(&w[i], block + (size_t)4 * i, 16);
		} else {
			/* W[t-7] straddles two vectors. */
			const union xmm seventh = { .d = { w[i - 2].d[1], w[i - 2].d[2],
							   w[i - 2].d[3], w[i - 1].d[0] } };
			union xmm partial = XMM_OP("sha256msg1", w[i - 4], w[i - 3]);

			w[i] = XMM_OP(MUTATE("sha256msg2", "sha256msg1"), add(partial, seventh),
				      w[i - 1]);
		}

		union xmm k;

		memcpy(&k, constants + (size_t)4 * i, 16);
		k = add(w[i], k);
		cdgh = two_rounds(cdgh, abef, k);
		k.q[0] = k.q[1];
		abef = two_rounds(abef, cdgh, k);
	}
	EXPECT_ROW("SHA-256 of abc, word 0", abef.d[3] + start[0], ==, 0xba7816bfU);
	EXPECT_ROW("SHA-256 of abc, word 1", abef.d[2] + start[1], ==, 0x8f01cfeaU);
	EXPECT_ROW("SHA-256 of abc, word 2", cdgh.d[3] + start[2], ==, 0x414140deU);
	EXPECT_ROW("SHA-256 of abc, word 3", cdgh.d[2] + start[3], ==, 0x5dae2223U);
	EXPECT_ROW("SHA-256 of abc, word 4", abef.d[1] + start[4], ==, 0xb00361a3U);
	EXPECT_ROW("SHA-256 of abc, word 5", abef.d[0] + start[5], ==, 0x96177a9cU);
	EXPECT_ROW("SHA-256 of abc, word 6", cdgh.d[1] + start[6], ==, 0xb410ff61U);
	EXPECT_ROW("SHA-256 of abc, word 7", cdgh.d[0] + start[7], ==, 0xf20015adU);
}

static void sha1(void)
{
	union xmm abcd = { .d = { 0x10325476, 0x98badcfe, 0xefcdab89, 0x67452301 } };
	const union xmm abcd_start = abcd;
	union xmm w[20];
	/* E is folded into the words by SHA1NEXTE from the state before. */
	union xmm before = abcd;
	union xmm e = { .d = { 0, 0, 0, 0xc3d2e1f0 } };

	for (int i = 0; i < 20; i++) {
		if (i < 4) {
			for (int j = 0; j < 4; j++)
				w[i].d[3 - j] = block[4 * i + j];
		} else {
			union xmm partial = XMM_OP("sha1msg1", w[i - 4], w[i - 3]);

			partial = XMM_OP("pxor", partial, w[i - 2]);
			w[i] = XMM_OP("sha1msg2", partial, w[i - 1]);
		}
		e = i ? XMM_OP("sha1nexte", before, w[i]) : add(e, w[0]);
		before = abcd;
		switch (i / 5) {
		case 0:
			abcd = XMM_OP("sha1rnds4 $0,", abcd, e);
			break;
		case 1:
			abcd = XMM_OP("sha1rnds4 $1,", abcd, e);
			break;
		case 2:
			abcd = XMM_OP("sha1rnds4 $2,", abcd, e);
			break;
		default:
			abcd = XMM_OP("sha1rnds4 $3,", abcd, e);
		}
	}

	union xmm sum = add(abcd, abcd_start);

	EXPECT_XMM("SHA-1 of abc, words 0 to 3", sum, 0xa9993e364706816a, 0xba3e25717850c26c);
	e = XMM_OP("sha1nexte", before, ((union xmm){ .d = { 0, 0, 0, 0xc3d2e1f0 } }));
	EXPECT_ROW("SHA-1 of abc, word 4", e.d[3], ==, 0x9cd0d89dU);
}

int guest_main(void)
{
	if (MUTATE(cpuid(7, 0).b & bit_SHA, true)) {
		sha256();
		sha1();
	} else {
		NOT_OFFERED("SHA");
	}
	return 0;
}

#else

CASE(sha_known_answer, .rule = "SIMD-6",
     .summary = "the SHA instructions give the sums of FIPS 180 for its example",
     .x86_64_only = true, .shared = true);

#endif
