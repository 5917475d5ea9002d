/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include <stdio.h>

int main(void)
{
	printf("Hello, world\n");
	return 0;
}
