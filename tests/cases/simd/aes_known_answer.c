/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The AES-128 example of FIPS 197, key schedule and both directions, and the
 * carry-less product of GCM. If one of them is wrong every TLS connection
 * ends with "bad record mac".
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

/* FIPS 197, appendix C.1. */
static const union xmm key = { .b = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 } };
static const union xmm plain = { .b = { 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88,
					0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff } };
static const union xmm cipher = { .b = { 0x69, 0xc4, 0xe0, 0xd8, 0x6a, 0x7b, 0x04, 0x30, 0xd8,
					 0xcd, 0xb7, 0x80, 0x70, 0xb4, 0xc5, 0x5a } };
/* The last round key, from appendix A's algorithm for this key. */
static const union xmm last_key = { .b = { 0x13, 0x11, 0x1d, 0x7f, 0xe3, 0x94, 0x4a, 0x17, 0xf3,
					   0x07, 0xa7, 0x8b, 0x4d, 0x2b, 0x30, 0xc5 } };

static union xmm next_key(union xmm k, union xmm assist)
{
	uint32_t word = assist.d[3];

	for (int i = 0; i < 4; i++)
		k.d[i] = word ^= k.d[i];
	return k;
}

#define NEXT_KEY(k, constant)                                                                  \
	next_key(k, XMM_OP("aeskeygenassist $" #constant ",", XMM_Q(0, 0), k))

static void aes(void)
{
	union xmm keys[11] = { key };

	keys[1] = NEXT_KEY(keys[0], 0x01);
	keys[2] = NEXT_KEY(keys[1], 0x02);
	keys[3] = NEXT_KEY(keys[2], 0x04);
	keys[4] = NEXT_KEY(keys[3], 0x08);
	keys[5] = NEXT_KEY(keys[4], 0x10);
	keys[6] = NEXT_KEY(keys[5], 0x20);
	keys[7] = NEXT_KEY(keys[6], 0x40);
	keys[8] = NEXT_KEY(keys[7], 0x80);
	keys[9] = NEXT_KEY(keys[8], 0x1b);
	keys[10] = NEXT_KEY(keys[9], 0x36);
	EXPECT_XMM("the key schedule of FIPS 197", keys[10], last_key.q[1], last_key.q[0]);

	union xmm state = XMM_OP("pxor", plain, keys[0]);

	for (int i = 1; i < 10; i++)
		state = XMM_OP("aesenc", state, keys[i]);
	state = XMM_OP(MUTATE("aesenclast", "aesenc"), state, keys[10]);
	EXPECT_XMM("the encryption of FIPS 197", state, cipher.q[1], cipher.q[0]);

	state = XMM_OP("pxor", cipher, keys[10]);
	for (int i = 9; i > 0; i--)
		state = XMM_OP("aesdec", state, XMM_OP("aesimc", keys[i], keys[i]));
	state = XMM_OP("aesdeclast", state, keys[0]);
	EXPECT_XMM("the decryption of FIPS 197", state, plain.q[1], plain.q[0]);
}

/* Without carries, bit by bit. */
static union xmm product(uint64_t a, uint64_t b)
{
	union xmm r = XMM_Q(0, 0);

	for (int i = 0; i < 64; i++) {
		if (!(b >> i & 1))
			continue;
		r.q[0] ^= a << i;
		r.q[1] ^= i ? a >> (64 - i) : 0;
	}
	return r;
}

static void carryless(void)
{
	const union xmm a = XMM_Q(0x42831ec221777424, 0x4b7221b784d0d49c);
	const union xmm b = XMM_Q(0xb83b533708bf535d, 0x0aa6e52980d53d29);
	union xmm r;

	r = product(a.q[0], b.q[0]);
	EXPECT_XMM("pclmulqdq low by low", XMM_OP("pclmulqdq $0x00,", a, b), r.q[1], r.q[0]);
	r = product(a.q[1], b.q[0]);
	EXPECT_XMM("pclmulqdq high by low", XMM_OP("pclmulqdq $0x01,", a, b), r.q[1], r.q[0]);
	r = product(a.q[0], b.q[1]);
	EXPECT_XMM("pclmulqdq low by high", XMM_OP("pclmulqdq $0x10,", a, b), r.q[1], r.q[0]);
	r = product(a.q[1], b.q[1]);
	EXPECT_XMM("pclmulqdq high by high", XMM_OP("pclmulqdq $0x11,", a, b), r.q[1], r.q[0]);
}

int guest_main(void)
{
	if (MUTATE(cpuid(1, 0).c & bit_AES, true))
		aes();
	else
		NOT_OFFERED("AES");
	if (cpuid(1, 0).c & bit_PCLMUL)
		carryless();
	else
		NOT_OFFERED("PCLMULQDQ");
	return 0;
}

#else

CASE(aes_known_answer, .rule = "SIMD-6",
     .summary =
	     "AES and PCLMULQDQ give the answers of FIPS 197 and of a product without carries",
     .issues = { "https://github.com/ptitSeb/box64/issues/4206",
		 "https://github.com/docker/desktop-feedback/issues/230" },
     .x86_64_only = true, .shared = true);

#endif
