/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * vulkan: what programs ask of Vulkan first, on the container's GPU. It prints "right" and
 * ends with 0, or says in a line what is not.
 */
#include "device.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	int (*run)(const char *argument);
} commands[] = {
	{ "memory", memory_command },
	{ "compute", compute_command },
	{ "timeline", timeline_command },
	{ "triangle", triangle_command },
};

int main(int argc, char **argv)
{
	for (size_t i = 0; argc == 3 && i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strcmp(argv[1], commands[i].name) == 0) {
			commands[i].run(argv[2]);
			puts("right");
			return 0;
		}
	fprintf(stderr, "usage: vulkan memory BYTES | compute BYTES | timeline STEPS | "
			"triangle FILE\n");
	return 2;
}
