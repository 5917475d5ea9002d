/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A REX prefix that is not the last prefix has no effect. */
#include <stdio.h>

int main(void)
{
	unsigned long a = 0x1111111122223344;
	unsigned long b = 0xaaaaaaaabbbbccdd;

	/* REX.W, operand size, mov: to the processor this is mov %bx, %ax. */
	__asm__ volatile(".byte 0x48, 0x66, 0x89, 0xd8" : "+a"(a) : "b"(b));
	printf("wanted 0x111111112222ccdd, got 0x%lx\n", a);
	return 0;
}
