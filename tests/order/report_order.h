/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* order.jsonl, and what the console says. */
#ifndef ORDER_REPORT_H
#define ORDER_REPORT_H

#include "herd.h"
#include "judgement.h"

/* Adds its lines; `cpu` is the machine's, as qemu-system names it. */
void report_lines(FILE *file, const struct examined *examined, const struct herd *herd,
		  const char *cpu);

/* Families by settings, backend after backend. */
void report_tables(const struct examined *list, size_t count);

/* What is red, in full; how many. */
size_t report_red(const struct examined *list, size_t count);

#endif
