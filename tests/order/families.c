/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "families.h"

#include <string.h>

/* Names and shapes are those of the literature (Alglave, Maranget, Tautschnig: "Herding
 * cats"; Sarkar et al. for those of three and four threads). */
const struct family families[] = {
	{ "MP", { { "WW", "xy" }, { "RR", "yx" } } },
	{ "SB", { { "WR", "xy" }, { "WR", "yx" } } },
	{ "LB", { { "RW", "xy" }, { "RW", "yx" } } },
	{ "R", { { "WW", "xy" }, { "WR", "yx" } } },
	{ "S", { { "WW", "xy" }, { "RW", "yx" } } },
	{ "2+2W", { { "WW", "xy" }, { "WW", "yx" } } },
	{ "CoRR", { { "W", "x" }, { "RR", "xx" } } },
	{ "WRC", { { "W", "x" }, { "RW", "xy" }, { "RR", "yx" } } },
	{ "RWC", { { "W", "x" }, { "RR", "xy" }, { "WR", "yx" } } },
	{ "WWC", { { "W", "x" }, { "RW", "xy" }, { "WW", "yx" } } },
	{ "ISA2", { { "WW", "xy" }, { "RW", "yz" }, { "RR", "zx" } } },
	{ "W+RWC", { { "WW", "xy" }, { "RR", "yz" }, { "WR", "zx" } } },
	{ "Z6.0", { { "WW", "xy" }, { "RW", "yz" }, { "WR", "zx" } } },
	{ "Z6.1", { { "WW", "xy" }, { "WW", "yz" }, { "RW", "zx" } } },
	{ "Z6.2", { { "WW", "xy" }, { "RW", "yz" }, { "RW", "zx" } } },
	{ "Z6.3", { { "WW", "xy" }, { "WW", "yz" }, { "RR", "zx" } } },
	{ "3.SB", { { "WR", "xy" }, { "WR", "yz" }, { "WR", "zx" } } },
	{ "3.LB", { { "RW", "xy" }, { "RW", "yz" }, { "RW", "zx" } } },
	{ "3.2W", { { "WW", "xy" }, { "WW", "yz" }, { "WW", "zx" } } },
	{ "IRIW", { { "W", "x" }, { "W", "y" }, { "RR", "xy" }, { "RR", "yx" } } },
};
const size_t family_count = sizeof(families) / sizeof(families[0]);

int family_thread(const struct family *f, const char *letters, int first)
{
	for (int i = first; i < THREADS_MOST && f->threads[i].letters; i++)
		if (strcmp(f->threads[i].letters, letters) == 0)
			return i;
	return -1;
}
