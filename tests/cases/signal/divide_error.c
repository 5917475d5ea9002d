/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * arm64 divides by zero without a fault, x86_64 must not: Go, Java and .NET
 * make their division-by-zero exceptions of SIGFPE.
 */
#include "case.h"

#ifdef GUEST

#include "fault.h"

#define HIDDEN __attribute__((visibility("hidden")))
extern const char divide_signed_at[] HIDDEN;
extern const char divide_unsigned_at[] HIDDEN;
extern const char divide_overflow_at[] HIDDEN;
extern const char divide_wide_at[] HIDDEN;
void divide_signed(void *);
void divide_unsigned(void *);
void divide_overflow(void *);
void divide_wide(void *);
void divide_fine(void *);

#define IDIV MUTATE("idiv %ecx", "xor %eax, %eax")

__asm__(".text\n"
	"divide_signed:\n	mov $7, %eax\n	cltd\n	xor %ecx, %ecx\n"
	"divide_signed_at:\n	" IDIV "\n	ret\n"
	"divide_unsigned:\n	mov $7, %eax\n	xor %edx, %edx\n	xor %ecx, %ecx\n"
	"divide_unsigned_at:\n	div %rcx\n	ret\n"
	"divide_overflow:\n	mov $0x80000000, %eax\n	cltd\n	mov $-1, %ecx\n"
	"divide_overflow_at:\n	idiv %ecx\n	ret\n"
	/* A quotient of 65 bits. */
	"divide_wide:\n	xor %eax, %eax\n	mov $2, %edx\n	mov $2, %ecx\n"
	"divide_wide_at:\n	div %rcx\n	ret\n"
	"divide_fine:\n	xor %eax, %eax\n	mov $1, %edx\n	mov $2, %ecx\n"
	"	div %rcx\n	ret\n");

int guest_main(void)
{
	static const struct {
		const char *signal, *code, *address;
		void (*run)(void *);
		const char *at;
	} rows[] = {
#define ROW(what) what ": signal", what ": si_code", what ": si_addr"
		{ ROW("idiv by 0"), divide_signed, divide_signed_at },
		{ ROW("div by 0"), divide_unsigned, divide_unsigned_at },
		{ ROW("idiv of the least number by -1"), divide_overflow, divide_overflow_at },
		{ ROW("div with a quotient of 65 bits"), divide_wide, divide_wide_at },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct guest_fault fault = guest_fault(rows[i].run, NULL);

		if (!EXPECT_ROW(rows[i].signal, fault.signal, ==, SIGFPE))
			continue;
		EXPECT_ROW(rows[i].code, fault.code, ==, FPE_INTDIV);
		EXPECT_ROW(rows[i].address, fault.address, ==, (uintptr_t)rows[i].at);
	}
	/* Control: half of that quotient fits. */
	EXPECT(guest_fault(divide_fine, NULL).signal, ==, 0);
	return 0;
}

#else

CASE(divide_error, .rule = "SIG-3", .shared = true,
     .summary = "a division without a result raises SIGFPE with FPE_INTDIV",
     .x86_64_only = true);

#endif
