/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The executions that x86 forbids and Arm allows, as graphs: one for each family that a
 * setting breaks, of the first test that does.
 */
#ifndef ORDER_DRAWING_H
#define ORDER_DRAWING_H

#include "judgement.h"

/* Writes BACKEND-SETTING-FAMILY.dot files to the directory and names them in
 * `drawing` of the judgements. Only of a setting that was looked at as a whole. False
 * fills `why`. */
bool draw_executions(struct examined *examined, const struct herd *herd, const char *directory,
		     char *why, size_t size);

#endif
