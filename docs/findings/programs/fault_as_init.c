/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* To be the first process of a container: a null pointer must end it. */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
	volatile int *volatile nowhere = NULL;

	printf("process %d writes to address 0\n", (int)getpid());
	fflush(stdout);
	*nowhere = 1;
	return 0;
}
