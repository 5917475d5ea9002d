/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "data_place.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *data_place(const char *name)
{
	char self[PATH_MAX];
	char *path = NULL;
	ssize_t n = access(name, F_OK) ? readlink("/proc/self/exe", self, sizeof(self) - 1) : 0;

	for (int up = 0; n > 0 && up < 2; up++)
		while (n > 0 && self[--n] != '/')
			continue;
	self[n > 0 ? n : 0] = 0;
	if (!self[0] || asprintf(&path, "%s/share/x86-conformance/%s", self, name) < 0)
		return name;
	if (access(path, F_OK) == 0)
		return path;
	free(path);
	return name;
}
