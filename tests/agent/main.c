/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The program of a virtual machine: its first process, and its only one. Started by
 * hand on an arm64 Linux it only says who runs amd64 programs there. */
#include "agent.h"
#include "identify.h"

#include <string.h>

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "identify") == 0)
		return identify(argc - 1, argv + 1);

	const int stream = vm_init();

	return agent_serve(stream, stream);
}
