/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "upstream.h"

#include "record.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE_MOST = 4 << 20 };

static bool is_port(int fd)
{
	struct stat s;

	return fstat(fd, &s) == 0 && S_ISCHR(s.st_mode);
}

struct upstream upstream_of(int in, int stream)
{
	return (struct upstream){ .in = in, .stream = stream, .port = is_port(in) };
}

void upstream_send(const struct upstream *up, json_t *json)
{
	/* Whoever reads has gone: so has the reason to run. */
	if (!json || json_write_line(up->stream, json))
		exit(1);
	json_decref(json);
}

int upstream_trouble(const struct upstream *up, const char *format, ...)
{
	char why[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	upstream_send(up, json_pack("{ss ss}", "type", "trouble", "why", why));
	return 1;
}

json_t *upstream_assignment(const struct upstream *up)
{
	const int stream = up->in;
	char *text = malloc(LINE_MOST);
	size_t size = 0;
	json_t *json = NULL;

	while (text && size < LINE_MOST - 1) {
		ssize_t n = read(stream, text + size, LINE_MOST - 1 - size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			/* A virtio port reads as ended until its other side is open. */
			struct pollfd wait = { .fd = stream, .events = POLLIN };

			if (n < 0 || !up->port || poll(&wait, 1, 100) < 0)
				break;
			usleep(2000);
			continue;
		}
		size += (size_t)n;
		if (text[size - 1] == '\n') {
			json = json_loadb(text, size, 0, NULL);
			break;
		}
	}
	free(text);
	return json;
}

void upstream_end_with_runner(const struct upstream *up)
{
	char byte;

	if (!up->port && read(up->in, &byte, 1) == 0)
		exit(1);
}
