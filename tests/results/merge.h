/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef MERGE_H
#define MERGE_H

/*
 * `conformance merge RESULTS...`: one results.jsonl of several, on standard output or in
 * a file. Refuses what doesn't belong together: other versions or images, a check that
 * two have, a shard that is missing. Exit status as of a run.
 */
int merge_command(int argc, char **argv);

#endif
