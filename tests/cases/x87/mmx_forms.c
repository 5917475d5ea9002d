/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Every form of the MMX instructions: the table is the decoder's (docs/guide/forms.md). */
#include "case.h"

#ifdef GUEST

#include "forms.h"

int guest_main(void)
{
	return forms_main(FORMS_MMX, MUTATE(0, 1));
}

#else

CASE(mmx_forms, .rule = "X87-12",
     .summary = "every form of the MMX instructions answers as a CPU does", .named_only = true,
     .x86_64_only = true, .flavours = STATIC, .seconds = 120);

#endif
