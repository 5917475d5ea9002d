/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What a container leaves of itself, for whoever looks into a failure. */
#ifndef LOGS_H
#define LOGS_H

struct container;

/* One command that was typed, and what came of it. */
void logs_dialogue(const char *command, const char *answer, int status);

/* Puts the ends of the files below /logs, and the dialogue, into the record: its
 * field "logs" has a text for each name. */
void logs_keep(struct container *container);

#endif
