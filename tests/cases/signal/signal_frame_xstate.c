/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The signal's frame holds the vector registers as XSAVE lays them out, and
 * says how large that is. Runtimes that move threads (SQL Server, Go, Wine)
 * read it there and change it; what they leave is in force afterwards.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum {
	MAGIC1 = 0x46505853,
	MAGIC2 = 0x46505845,
	FP_XSTATE = 1, /* in uc_flags */
	SOFTWARE_AT = 464,
	HEADER_AT = 512,
	XMM_AT = 160,
	X87 = 1,
	SSE = 2,
	AVX = 4,
};

struct software {
	uint32_t magic1, extended_size;
	uint64_t features;
	uint32_t size;
};

static void (*change)(unsigned char *area);
static bool offered;
static uint64_t enabled;
static uint32_t first_seen;

static void handler(int number, siginfo_t *info, void *data)
{
	ucontext_t *context = data;
	unsigned char *area = (unsigned char *)context->uc_mcontext.fpregs;

	(void)number;
	(void)info;
	if (!EXPECT_ROW("the frame has vector registers", area != NULL, ==, true))
		return;
	memcpy(&first_seen, area + XMM_AT + 16, sizeof(first_seen));
	if (offered) {
		struct software software;
		uint64_t features;
		uint32_t magic2 = 0;

		memcpy(&software, area + SOFTWARE_AT, sizeof(software));
		EXPECT(context->uc_flags & FP_XSTATE, ==, (unsigned long)FP_XSTATE);
		if (!EXPECT(software.magic1, ==, (uint32_t)MAGIC1))
			return;
		EXPECT_ROW("the frame's features are enabled", software.features & ~enabled, ==,
			   0UL);
		EXPECT_ROW("the frame has x87, SSE and AVX as they are enabled",
			   software.features & (X87 | SSE | AVX), ==,
			   enabled & (X87 | SSE | AVX));
		EXPECT_ROW("the frame's size is that of its area and one word",
			   software.extended_size - software.size, ==, 4U);
		EXPECT_ROW("the area is aligned to 64", (uintptr_t)area % 64, ==, 0UL);
		memcpy(&magic2, area + software.size, sizeof(magic2));
		EXPECT(magic2, ==, (uint32_t)MAGIC2);
		memcpy(&features, area + HEADER_AT, sizeof(features));
		EXPECT_ROW("SSE state is in use", features & SSE, ==, (uint64_t)SSE);
		EXPECT_ROW("no state beyond the frame's is in use",
			   features & ~software.features, ==, 0UL);
	}
	change(area);
}

static void add_one(unsigned char *area)
{
	area[XMM_AT + 16] += MUTATE(1, 2);
}

/* As SQL Server does: no component is in use, so all start anew. */
static void forget(unsigned char *area)
{
	memset(area + HEADER_AT, 0, 8);
}

static uint32_t through_signal(uint32_t value)
{
	uint32_t out = value;
	long number = SYS_tgkill;

	/* XMM1 in, the signal, XMM1 out. */
	__asm__ volatile("movd %[value], %%xmm1\n\tsyscall\n\tmovd %%xmm1, %[out]"
			 : "+a"(number), [out] "=&r"(out)
			 : [value] "r"(value), "D"(getpid()), "S"(SYS(gettid)), "d"(SIGUSR1)
			 : "rcx", "r11", "xmm0", "xmm1", "memory");
	return out;
}

int guest_main(void)
{
	const struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };

	MUST(sigaction, SIGUSR1, &action, NULL);
	offered = cpuid(1, 0).c & bit_OSXSAVE;
	if (offered) {
		uint32_t low;
		uint32_t high;

		__asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
		enabled = low | (uint64_t)high << 32;
	} else {
		NOT_OFFERED("XSAVE");
	}
	change = add_one;
	EXPECT_ROW("a changed XMM register is in force", through_signal(0x41), ==, 0x42U);
	EXPECT_ROW("the frame has the register's value", first_seen, ==, 0x41U);
	if (offered) {
		change = forget;
		EXPECT_ROW("state said not to be in use is empty", through_signal(0x43), ==,
			   0U);
	}
	return 0;
}

#else

CASE(signal_frame_xstate, .rule = "SIG-17", .shared = true,
     .summary = "a signal's frame has the XSAVE area, its size and features, and takes changes",
     .issues = { "https://github.com/microsoft/mssql-docker/issues/942",
		 "https://github.com/containers/podman/issues/28184" },
     .x86_64_only = true);

#endif
