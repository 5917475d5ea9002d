/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What the user sees while it runs, on standard error: one line rewritten on
 * a terminal, a line now and then elsewhere. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

void progress_begin(size_t total);
void progress_running(const char *machine, const char *backend, const char *check);
void progress_done(bool red);
void progress_tick(void);
void progress_end(void);

#endif
