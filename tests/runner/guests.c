/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "guests.h"

#include <stdio.h>

static bool is_taken(const struct selection *selection, const struct conformance_case *c,
		     enum flavour flavour)
{
	if (!selection->cases)
		return true;
	for (size_t e = 0; engines[e]; e++)
		if (selection_takes(selection, &(struct check){ c, flavour, engines[e] }))
			return true;
	return false;
}

void guests_print(const struct selection *selection)
{
	static const char *const architectures[] = { "x86_64", "aarch64" };
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);

	for (size_t i = 0; i < count; i++)
		for (int f = 0; f < FLAVOUR_COUNT; f++) {
			if (!(registry_flavours(cases[i]) & 1U << f) ||
			    !is_taken(selection, cases[i], (enum flavour)f))
				continue;
			for (size_t a = 0; a < (cases[i]->x86_64_only ? 1 : 2); a++)
				printf("%s %s %s %s%s\n", architectures[a], flavour_names[f],
				       cases[i]->name, cases[i]->file,
				       cases[i]->shared && f != FLAVOUR_GO ? " shared" : "");
		}
}
