/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Exceptions leave their bits in the status word: fetestexcept(3) reads them.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum {
	IE = 1 << 0,
	DE = 1 << 1,
	ZE = 1 << 2,
	OE = 1 << 3,
	UE = 1 << 4,
	PE = 1 << 5,
	ES = 1 << 7
};

#define STORE_STATUS MUTATE("", "\n\tfnclex") "\n\tfnstsw %0"
#define STATUS(control, a, instruction, b)                                                     \
	({                                                                                     \
		uint16_t status_;                                                              \
		const uint16_t control_ = (control);                                           \
		const long double a_ = (a);                                                    \
		const long double b_ = (b);                                                    \
		__asm__ volatile("fninit\n\tfldt %2\n\tfldt %3\n\tfldcw %1\n\t" instruction    \
					 STORE_STATUS "\n\tfninit"                             \
				 : "=m"(status_)                                               \
				 : "m"(control_), "m"(a_), "m"(b_)                             \
				 : "st", "st(1)");                                             \
		status_ & 0xff;                                                                \
	})

int guest_main(void)
{
	EXPECT(STATUS(0x037f, 1.0L, "fdivrp", 0.0L), ==, ZE);
	EXPECT(STATUS(0x037f, 0.0L, "fdivrp", 0.0L), ==, IE);
	EXPECT(STATUS(0x037f, 1.0L, "fdivrp", 3.0L), ==, PE);
	EXPECT(STATUS(0x037f, 1.0L, "fdivrp", 2.0L), ==, 0);
	EXPECT(STATUS(0x037f, 0x1p16000L, "fmulp", 0x1p16000L), ==, OE | PE);
	EXPECT(STATUS(0x037f, 0x1.8p-16000L, "fmulp", 0x1.8p-16000L), ==, UE | PE);
	/* ES joins what is not masked, without a fault before anyone waits. */
	EXPECT(STATUS(0x037b, 1.0L, "fdivrp", 0.0L), ==, ZE | ES);
	EXPECT(STATUS(0x037f, 0x1p-16440L, "faddp", 1.0L), ==, DE | PE);
	return 0;
}

#else

CASE(x87_status_flags, .rule = "X87-8",
     .summary = "x87 exceptions set their bits in the status word", .x86_64_only = true,
     .shared = true);

#endif
