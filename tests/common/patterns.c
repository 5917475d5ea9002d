/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "patterns.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

static const char separators[] = ", ";

bool patterns_next(const char **list, char pattern[PATTERN_SIZE])
{
	const char *start = *list + strspn(*list, separators);
	size_t length = strcspn(start, separators);

	*list = start + length;
	snprintf(pattern, PATTERN_SIZE, "%.*s", (int)length, start);
	return length;
}

bool patterns_take(const char *list, const char *value)
{
	char pattern[PATTERN_SIZE];

	if (!list)
		return true;
	while (patterns_next(&list, pattern))
		if (fnmatch(pattern, value, 0) == 0)
			return true;
	return false;
}
