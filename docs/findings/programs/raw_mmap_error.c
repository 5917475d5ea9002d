/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* mmap(2) by the instruction itself, as Go and static programs do: the offset is no page. */
#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>

int main(void)
{
	long result = SYS_mmap;
	register long flags __asm__("r10") = MAP_PRIVATE | MAP_ANONYMOUS;
	register long fd __asm__("r8") = -1;
	register long offset __asm__("r9") = 1;

	__asm__ volatile("syscall"
			 : "+a"(result)
			 : "D"(0L), "S"(4096L), "d"((long)PROT_READ), "r"(flags), "r"(fd),
			   "r"(offset)
			 : "rcx", "r11", "memory");
	printf("wanted %d (-EINVAL), got %ld\n", -EINVAL, result);
	return 0;
}
