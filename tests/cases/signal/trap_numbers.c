/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What the processor pushed with an exception: its number, error code and the
 * address of a page fault. Wine, DOSEMU and crash reporters tell reads from
 * writes and from instruction fetches by them.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

enum { PRESENT = 1, WRITE = 2, USER = 4, FETCH = 16 };

#define HIDDEN __attribute__((visibility("hidden")))
void trap_divide(void *) HIDDEN;
void trap_int3(void *) HIDDEN;
void trap_ud2(void *) HIDDEN;
void trap_int(void *) HIDDEN;
void trap_jump(void *) HIDDEN;

__asm__(".text\n"
	"trap_divide:\n	xor %ecx, %ecx\n	div %ecx\n	ret\n"
	"trap_int3:\n	int3\n	ret\n"
	"trap_ud2:\n	ud2\n	ret\n"
	"trap_int:\n	int $0x81\n	ret\n"
	"trap_jump:\n	jmp *%rdi\n");

/* The page is there when the write comes, as a fault tells apart. */
static void write_present(void *at)
{
	fault_read(at);
	fault_write(at);
}

int guest_main(void)
{
	char *page = MUST(mmap, NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	const struct {
		const char *trap, *error, *address;
		void (*run)(void *);
		void *at;
		int wanted_trap, wanted_error;
	} rows[] = {
#define ROW(what) what ": REG_TRAPNO", what ": REG_ERR", what ": REG_CR2"
		{ ROW("read of address 0"), fault_read, NULL, 14, USER },
		{ ROW("write to address 8"), MUTATE(fault_write, fault_read), (void *)8, 14,
		  USER | WRITE },
		{ ROW("forbidden write"), write_present, page, 14, USER | WRITE | PRESENT },
		{ ROW("call of address 16"), trap_jump, (void *)16, 14, USER | FETCH },
		{ ROW("division by 0"), trap_divide, NULL, 0, 0 },
		{ ROW("int3"), trap_int3, NULL, 3, 0 },
		{ ROW("ud2"), trap_ud2, NULL, 6, 0 },
		/* The error code names the vector in the interrupt table. */
		{ ROW("int 0x81"), trap_int, NULL, 13, 0x81 * 8 + 2 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct guest_fault fault = guest_fault(rows[i].run, rows[i].at);

		EXPECT_ROW("a signal comes", fault.signal, >, 0);
		EXPECT_ROW(rows[i].trap, fault.registers[REG_TRAPNO], ==, rows[i].wanted_trap);
		/* FRED has none for INT n (arch/x86/entry/entry_fred.c). */
		if (rows[i].run != trap_int || !cpu_has_fred())
			EXPECT_ROW(rows[i].error, fault.registers[REG_ERR], ==,
				   rows[i].wanted_error);
		if (rows[i].wanted_trap == 14)
			EXPECT_ROW(rows[i].address, fault.registers[REG_CR2], ==,
				   (greg_t)rows[i].at);
		EXPECT_ROW("the code segment's selector", fault.registers[REG_CSGSFS] & 0xffff,
			   ==, 0x33);
	}
	return 0;
}

#else

CASE(trap_numbers, .rule = "SIG-2", .shared = true,
     .summary = "the context holds the exception's number, error code and address",
     .x86_64_only = true, .seconds = 30);

#endif
