/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Code written through one mapping of a page and run through another. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
	uint8_t function[] = { 0xb8, 0, 0, 0, 0, 0xc3 }; /* mov eax, VALUE; ret */
	int fd = memfd_create("code", 0);

	if (fd < 0 || ftruncate(fd, 4096))
		return 2;

	uint8_t *writable = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	uint8_t *code = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_SHARED, fd, 0);

	if (writable == MAP_FAILED || code == MAP_FAILED)
		return 2;
	for (uint8_t wanted = 1; wanted <= 3; wanted++) {
		function[1] = wanted;
		memcpy(writable, function, sizeof(function));
		printf("wanted %d, got %d\n", wanted, ((int (*)(void))code)());
	}
	return 0;
}
