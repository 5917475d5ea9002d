/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "usual_limits.h"

#include <stddef.h>
#include <sys/resource.h>

void set_usual_limits(void)
{
	static const struct {
		int resource;
		struct rlimit limit;
	} usual[] = {
		{ RLIMIT_AS, { RLIM_INFINITY, RLIM_INFINITY } },
		{ RLIMIT_CORE, { 0, 0 } },
		{ RLIMIT_CPU, { RLIM_INFINITY, RLIM_INFINITY } },
		{ RLIMIT_DATA, { RLIM_INFINITY, RLIM_INFINITY } },
		{ RLIMIT_FSIZE, { RLIM_INFINITY, RLIM_INFINITY } },
		{ RLIMIT_MEMLOCK, { 8 << 20, 8 << 20 } },
		{ RLIMIT_MSGQUEUE, { 819200, 819200 } },
		{ RLIMIT_NOFILE, { 4096, 4096 } },
		{ RLIMIT_NPROC, { RLIM_INFINITY, RLIM_INFINITY } },
		{ RLIMIT_SIGPENDING, { 8192, 8192 } },
		{ RLIMIT_STACK, { 8 << 20, RLIM_INFINITY } },
	};

	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++) {
		struct rlimit limit = usual[i].limit;
		struct rlimit own;

		if (setrlimit(usual[i].resource, &limit) == 0 ||
		    getrlimit(usual[i].resource, &own))
			continue;
		limit.rlim_max = own.rlim_max;
		if (limit.rlim_cur > own.rlim_max)
			limit.rlim_cur = own.rlim_max;
		setrlimit(usual[i].resource, &limit);
	}
}
