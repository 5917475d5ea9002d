/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* 64 MiB through a container by pipes: every byte, in order, and an end. */
#include "case.h"

#ifdef GUEST

#include <unistd.h>

static char buffer[65536];

int guest_main(void)
{
	ssize_t n;

	while ((n = read(0, buffer, sizeof(buffer))) > 0) {
		MUTATE(, buffer[0]++);
		if (!EXPECT(guest_write_all(1, buffer, (size_t)n), ==, 0))
			return 1;
	}
	EXPECT(n, ==, 0L);
	return 0;
}

#else

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { TOTAL = 64 << 20 };

static void drive(struct container *c)
{
	uint64_t *data = malloc(TOTAL);
	uint64_t x = 88172645463325252;
	size_t size;

	EXPECT(c, data, !=, NULL);
	if (!data)
		return;
	/* Marsaglia's xorshift: no two blocks of it are alike. */
	for (size_t i = 0; i < TOTAL / sizeof(*data); i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		data[i] = x;
	}
	container_start(c, NULL);
	container_feed(c, data, TOTAL);
	EXPECT(c, container_wait(c), ==, 0);

	const char *output = container_output(c, &size);

	EXPECT(c, size, ==, TOTAL);
	if (size == TOTAL)
		EXPECT(c, memcmp(output, data, TOTAL), ==, 0);
	free(data);
}

CASE(pipe_64m, .rule = "LIFE-3",
     .summary = "64 MiB pass from standard input to standard output unchanged", .seconds = 60,
     .drive = drive);

#endif
