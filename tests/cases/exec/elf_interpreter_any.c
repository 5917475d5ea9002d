/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Any ELF file may be the interpreter (Nix, Guix, musl and Go plugins have
 * theirs): it starts first, with the program loaded and AT_ENTRY telling
 * where that begins. The interpreter here does no more than to jump there.
 */
#include "case.h"

#ifdef GUEST

#include "elf_file.h"

extern const unsigned char jump_to_entry[] __attribute__((visibility("hidden")));
extern const unsigned char jump_to_entry_end[] __attribute__((visibility("hidden")));

__asm__(".text\n"
	".balign 8\n"
	"jump_to_entry:\n"
#ifdef __x86_64__
	"	mov	(%rsp), %rcx\n"
	"	lea	16(%rsp,%rcx,8), %rsi\n"
	"1:	lodsq\n"
	"	test	%rax, %rax\n"
	"	jnz	1b\n"
	"2:	cmpq	$9, (%rsi)\n"
	"	lea	16(%rsi), %rsi\n"
	"	jne	2b\n"
	"	jmp	*-8(%rsi)\n"
#else
	"	ldr	x0, [sp]\n"
	"	mov	x1, sp\n"
	"	add	x1, x1, x0, lsl #3\n"
	"	add	x1, x1, #16\n"
	"1:	ldr	x2, [x1], #8\n"
	"	cbnz	x2, 1b\n"
	"2:	ldp	x2, x3, [x1], #16\n"
	"	cmp	x2, #9\n"
	"	b.ne	2b\n"
	"	br	x3\n"
#endif
	"jump_to_entry_end:\n");

static struct elf_file program;

/* Linux 6.1 clears the rest of an interpreter's last page, and so has to write to it. */
#define INTERPRETER (PF_R | PF_W | PF_X)

static void make_interpreter(const char *path)
{
	const size_t size = (size_t)(jump_to_entry_end - jump_to_entry);

	elf_start(&program, ET_DYN, 0x200);
	elf_segment(&program, PT_LOAD, INTERPRETER, 0, 0, 0x200 + size);
	elf_put(&program, 0x200, jump_to_entry, size);
	elf_write(&program, path);
}

static int run_with(const char *interpreter, uint16_t type, uint64_t base)
{
	const uint64_t word = base + 0x2fc;

	elf_start(&program, type, base + 0x280);
	elf_segment(&program, PT_INTERP, PF_R, 0x200, base + 0x200, strlen(interpreter) + 1);
	elf_segment(&program, PT_LOAD, PF_R | PF_X, 0, base, 0x300);
	elf_put(&program, 0x200, interpreter, strlen(interpreter) + 1);
	elf_put_sum(&program, 0x280, base + 0x280, &word, 1);
	elf_put_word(&program, 0x2fc, 33);
	return elf_run(&program, "/tmp/interpreted");
}

int guest_main(void)
{
	const uint64_t word = 0x2fc;

	make_interpreter("/tmp/interpreter");
	EXPECT(run_with("/tmp/interpreter", ET_EXEC, 0x40000000), ==, 33 << 8);
	EXPECT(run_with("/tmp/interpreter", ET_DYN, 0), ==, 33 << 8);

	/* Control: one that ends by itself never comes to the program. */
	elf_start(&program, ET_DYN, 0x200);
	elf_segment(&program, PT_LOAD, INTERPRETER, 0, 0, 0x300);
	elf_put_sum(&program, 0x200, 0x200, &word, 1);
	elf_put_word(&program, 0x2fc, 34);
	elf_write(&program, MUTATE("/tmp/other", "/tmp/another"));
	EXPECT(run_with("/tmp/other", ET_DYN, 0), ==, 34 << 8);
	return 0;
}

#else

CASE(elf_interpreter_any, .rule = "EXEC-15",
     .summary = "the ELF interpreter that a program names starts first and finds the program",
     .issues = { "https://github.com/orbstack/orbstack/issues/382" }, .shared = true);

#endif
