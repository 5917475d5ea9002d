/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A signal to oneself and its handler. */
#include "bench_kernel.h"

#ifdef GUEST

#include <signal.h>

static volatile uint64_t handled;

static void handler(int number)
{
	handled += (uint64_t)number;
}

uint64_t kernel(unsigned long rounds)
{
	struct sigaction action = { .sa_handler = handler };

	sigaction(SIGUSR1, &action, NULL);
	while (rounds--)
		raise(SIGUSR1);
	return handled * 7 / SIGUSR1;
}

#else

KERNEL(signals, 20, 2000, "a signal to oneself and its handler");

#endif
