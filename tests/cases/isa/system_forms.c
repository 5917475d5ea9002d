/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Every form of NOPs, hints, prefetches, random numbers, saved state: the table is the
 * decoder's (docs/guide/forms.md). */
#include "case.h"

#ifdef GUEST

#include "forms.h"

int guest_main(void)
{
	return forms_main(FORMS_SYSTEM, MUTATE(0, 1));
}

#else

CASE(system_forms, .rule = "ISA-19",
     .summary = "every form of NOPs, prefetches and instructions on the processor's state "
		"answers as a CPU does",
     .named_only = true, .x86_64_only = true, .flavours = STATIC, .seconds = 120);

#endif
