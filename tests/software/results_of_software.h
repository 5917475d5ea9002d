/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The files of a run of real software. */
#ifndef RESULTS_OF_SOFTWARE_H
#define RESULTS_OF_SOFTWARE_H

#include "software.h"
#include "whole_file.h"

/* Writes KIND.jsonl into the run's directory: a line for each session, of type "run",
 * and one for each workload, of type "workload". False says why on stderr. */
bool software_results(const struct software_run *run, char *path, size_t size);

/* Ends such a file; false says why on stderr, and how to go on. */
bool software_end_file(const struct software_run *run, struct whole_file *whole,
		       const char *path);

/* The command that runs just this again. */
void software_again(const struct software_run *run, const struct judged *judged, char *text,
		    size_t size);

/* Puts what a container left into files; false if it left nothing. */
bool software_keep_logs(const struct software_run *run, const struct judged *judged,
			char *directory, size_t size);

#endif
