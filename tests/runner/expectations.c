/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "expectations.h"

#include <stdio.h>
#include <stdlib.h>

struct expectations *expectations_read(const char *directory, size_t *count, char *why,
				       size_t size)
{
	size_t n = 1;

	while (backends[n])
		n++;
	struct expectations *all = calloc(n, sizeof(*all));

	for (size_t i = 0; all && i < n; i++) {
		char path[1024];

		snprintf(path, sizeof(path), "%s/%s.txt", directory, backends[i]->name);
		all[i].backend = backends[i];
		if (!deviations_read(path, &all[i].deviations, why, size))
			return NULL;
	}
	*count = n;
	return all;
}

const struct deviations *deviations_of(const struct expectations *all, size_t count,
				       const struct backend *backend)
{
	static const struct deviations none;

	for (size_t i = 0; i < count; i++)
		if (all[i].backend == backend)
			return &all[i].deviations;
	return &none;
}
