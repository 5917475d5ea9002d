/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Every form of AVX, AVX2, FMA and F16C: the table is the decoder's (docs/guide/forms.md). */
#include "case.h"

#ifdef GUEST

#include "forms.h"

int guest_main(void)
{
	return forms_main(FORMS_AVX, MUTATE(0, 1));
}

#else

CASE(avx_forms, .rule = "SIMD-13",
     .summary = "every form of AVX, AVX2, FMA and F16C answers as a CPU does",
     .named_only = true, .x86_64_only = true, .flavours = STATIC, .seconds = 120);

#endif
