/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The three standard streams carry any bytes and stay apart: images are piped
 * through containers (`podman run ... < in.tar > out.tar 2> log`). */
#include "case.h"

#ifdef GUEST

#include <unistd.h>

int guest_main(void)
{
	unsigned char bytes[256];
	unsigned char inverse[256];
	size_t length = 0;
	ssize_t n;

	while ((n = read(0, bytes + length, sizeof(bytes) - length)) > 0)
		length += (size_t)n;
	EXPECT(length, ==, 256UL);
	for (int i = 0; i < 256; i++) {
		if (!EXPECT(bytes[i], ==, i))
			return 0;
		inverse[i] = (unsigned char)~bytes[i];
	}
	MUTATE(, SYS(dup3, 1, 2, 0));
	EXPECT(guest_write_all(1, bytes, sizeof(bytes)), ==, 0);
	EXPECT(guest_write_all(2, inverse, sizeof(inverse)), ==, 0);
	return 0;
}

#else

#include <string.h>

static void drive(struct container *c)
{
	char bytes[256];
	char inverse[256];
	size_t size;

	for (int i = 0; i < 256; i++) {
		bytes[i] = (char)i;
		inverse[i] = (char)~i;
	}
	container_start(c, NULL);
	container_feed(c, bytes, sizeof(bytes));
	EXPECT(c, container_wait(c), ==, 0);

	const char *output = container_output(c, &size);

	EXPECT(c, size, ==, 256);
	if (size == 256)
		EXPECT(c, memcmp(output, bytes, size), ==, 0);

	const char *errors = container_errors(c, &size);

	EXPECT(c, size, ==, 256);
	if (size == 256)
		EXPECT(c, memcmp(errors, inverse, size), ==, 0);
}

CASE(streams_binary, .rule = "LIFE-3",
     .summary = "standard input, output and error carry every byte value, each by itself",
     .engines = CRUN | PODMAN, .drive = drive);

#endif
