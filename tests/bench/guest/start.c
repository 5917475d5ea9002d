/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The main program of all kernels: NAME ROUNDS prints a checksum. */
#include "bench_kernel.h"

#include <stdio.h>
#include <stdlib.h>

void kernel_not_offered(void)
{
	exit(77);
}

int main(int argc, char **argv)
{
	unsigned long rounds = argc > 1 ? strtoul(argv[1], NULL, 0) : 1;

	printf("%016llx\n", (unsigned long long)kernel(rounds));
	return 0;
}
