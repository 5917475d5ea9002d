/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A 32-bit x86 program runs, or execve(2) says ENOEXEC: an amd64 image may
 * bring i386 programs along (Steam's is the best known), and scripts test for
 * that error.
 */
#include "case.h"

#ifdef GUEST

#include "x86.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BASE = 0x08048000, MESSAGE = 0x20 };

static struct {
	Elf32_Ehdr ehdr;
	Elf32_Phdr phdr;
	uint8_t code[64];
} program = {
	.ehdr = { .e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS32, ELFDATA2LSB, EV_CURRENT },
		  .e_type = ET_EXEC,
		  .e_machine = EM_386,
		  .e_version = EV_CURRENT,
		  .e_entry = BASE + sizeof(Elf32_Ehdr) + sizeof(Elf32_Phdr),
		  .e_phoff = sizeof(Elf32_Ehdr),
		  .e_ehsize = sizeof(Elf32_Ehdr),
		  .e_phentsize = sizeof(Elf32_Phdr),
		  .e_phnum = 1 },
	.phdr = { .p_type = PT_LOAD,
		  .p_vaddr = BASE,
		  .p_filesz = sizeof(program),
		  .p_memsz = sizeof(program),
		  .p_flags = PF_R | PF_X,
		  .p_align = 4096 },
	/* mov eax, 1; mov ebx, 41; inc ebx in its 32-bit form; int 0x80 */
	.code = { 0xb8, 1, 0, 0, 0, 0xbb, 41, 0, 0, 0, MUTATE(0x43, 0x90), 0xcd, 0x80 },
};

enum { EXEC_FAILED = 100, NO_SUCH_FORMAT = 101 };

static int execute(const char *path)
{
	const char *argv[] = { path, NULL };
	long pid = MUST_SYS(clone, SIGCHLD, 0, 0, 0, 0);

	if (pid == 0) {
		long r = SYS(execve, path, argv, guest_envp);

		SYS(exit_group, r == -ENOEXEC ? NO_SUCH_FORMAT : EXEC_FAILED);
	}
	return guest_wait((int)pid);
}

static void write_program(const char *path)
{
	int fd = MUST(open, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);

	MUST(write, fd, &program, sizeof(program));
	close(fd);
}

int guest_main(void)
{
	/* Control: a machine that nobody has is refused with ENOEXEC. */
	program.ehdr.e_machine = 0x7777;
	write_program("/tmp/nobody");
	EXPECT(execute("/tmp/nobody"), ==, NO_SUCH_FORMAT << 8);

	program.ehdr.e_machine = EM_386;
	write_program("/tmp/i386");

	int status = execute("/tmp/i386");

	REFUSE_IF(status == NO_SUCH_FORMAT << 8, "execve(2) of an i386 program: ENOEXEC");
	EXPECT(status, ==, 42 << 8);
	return 0;
}

#else

CASE(i386_static_elf, .rule = "COMPAT-1",
     .summary = "an i386 program runs, or execve(2) refuses it with ENOEXEC",
     .x86_64_only = true, .needs = NEEDS_IA32);

#endif
