/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include "expectations.h"
#include "figures.h"

/* DIRECTORY/NAME.jsonl, of a machine with so many CPUs; false, with a line on
 * standard error, if it can't. */
bool bench_write_figures(const struct measured *all, size_t count, int cpus,
			 const char *directory, const char *name);

/* DIRECTORY/kernels.svg and its like; false fills `why`. */
bool bench_draw(const struct measured *all, size_t count, const char *directory, char *why,
		size_t size);

/* Tables for a terminal of 80 columns. */
void bench_print_tables(const struct measured *all, size_t count);

/* What failed, read from a disk, or was not the same each time; how many that
 * are not recorded. */
size_t bench_print_trouble(const struct measured *all, size_t count,
			   const struct expectations *recorded, size_t recorded_count);

#endif
