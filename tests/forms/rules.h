/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What is known of a form beside its encoding. */
#ifndef RULES_OF_FORMS_H
#define RULES_OF_FORMS_H

#include "form.h"

/* Marks the forms of which no line is made (left-out.txt), and checks what undefined.txt
 * says of flags against what the decoder says. False has told why not. */
bool rules_apply(struct forms *forms, const char *directory);

/* FORM_... of the form, without those of an aspect. */
uint32_t rules_wishes(const struct form *form);

/* Flags that the form leaves undefined, whatever its operands are. */
uint32_t rules_undefined(const struct form *form);

/* What no two processors answer alike: bits of general and vector registers, of x87
 * registers. */
void rules_ignore(const struct form *form, struct forms_line *line);

/* The bits of an immediate byte that are not reserved. */
uint8_t rules_immediate(const struct form *form);

#endif
