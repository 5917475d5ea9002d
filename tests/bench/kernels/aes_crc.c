/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* AES rounds and CRC-32C by the instructions that each architecture has for
 * them: the result is the same, the instructions are not. */
#include "bench_kernel.h"

#ifdef GUEST

#ifdef __x86_64__

#include <cpuid.h>
#include <immintrin.h>

static void need_instructions(void)
{
	if (!__builtin_cpu_supports("aes") || !__builtin_cpu_supports("sse4.2"))
		kernel_not_offered();
}

#define TARGET __attribute__((target("aes,sse4.2")))
typedef __m128i block;

TARGET static inline block make(uint64_t high, uint64_t low)
{
	return _mm_set_epi64x((long long)high, (long long)low);
}

TARGET static inline block aes_round(block state, block key)
{
	return _mm_aesenc_si128(state, key);
}

TARGET static inline uint64_t low_half(block state)
{
	return (uint64_t)_mm_cvtsi128_si64(state);
}

TARGET static inline uint32_t crc(uint32_t sum, uint64_t word)
{
	return (uint32_t)_mm_crc32_u64(sum, word);
}

#else

#include <arm_acle.h>
#include <arm_neon.h>

static void need_instructions(void)
{
}

#define TARGET __attribute__((target("+crypto+crc")))
typedef uint8x16_t block;

TARGET static inline block make(uint64_t high, uint64_t low)
{
	return vreinterpretq_u8_u64(vcombine_u64(vcreate_u64(low), vcreate_u64(high)));
}

/* AESE adds its key first, AESENC last. */
TARGET static inline block aes_round(block state, block key)
{
	return veorq_u8(vaesmcq_u8(vaeseq_u8(state, vdupq_n_u8(0))), key);
}

TARGET static inline uint64_t low_half(block state)
{
	return vgetq_lane_u64(vreinterpretq_u64_u8(state), 0);
}

TARGET static inline uint32_t crc(uint32_t sum, uint64_t word)
{
	return __crc32cd(sum, word);
}

#endif

TARGET static uint64_t work(unsigned long rounds)
{
	block state = make(0x0011223344556677, 0x8899aabbccddeeff);
	block key = make(0x0f0e0d0c0b0a0908, 0x0706050403020100);
	uint32_t sum = 1;

	while (rounds--) {
		for (int i = 0; i < 10; i++)
			state = aes_round(state, key);
		sum = crc(sum, low_half(state));
		sum = crc(sum, rounds);
	}
	return low_half(state) ^ sum;
}

uint64_t kernel(unsigned long rounds)
{
	need_instructions();
	return work(rounds);
}

#else

KERNEL(aes_crc, 100, 200000, "AES and CRC instructions",
       .unlike = "arm64 has other instructions for it");

#endif
