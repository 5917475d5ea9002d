/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "engine.h"

#include <string.h>

const struct engine *const engines[] = { &engine_crun, &engine_podman, NULL };

size_t engine_count(void)
{
	return sizeof(engines) / sizeof(engines[0]) - 1;
}

const struct engine *engine_by_name(const char *name)
{
	for (size_t i = 0; engines[i]; i++)
		if (strcmp(engines[i]->name, name) == 0)
			return engines[i];
	return NULL;
}
