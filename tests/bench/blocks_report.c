/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The host's side of blocks.h. */
#include "bench.h"
#include "blocks.h"
#include "check_name.h"
#include "lines.h"

#include <stdio.h>
#include <string.h>

static bool from_notes(const char *notes, struct hot_block *b)
{
	int listing = 0;

	if (sscanf(notes, "hot=%63[^,],%lf,%lu,%u,%u,%n", b->symbol, &b->share, &b->executed,
		   &b->x86_64, &b->arm64, &listing) != 5 ||
	    !listing)
		return false;
	snprintf(b->listing, sizeof(b->listing), "%s", notes + listing);
	return true;
}

bool blocks_report(const struct plan *plan, const char *directory)
{
	struct lines lines = { 0 };

	lines_open(&lines, directory, "blocks");

	puts("\nThe hottest block of each kernel: where the backend's log says that most of\n"
	     "its arm64 instructions were executed, start-up included\n");
	printf("%-14s %-14s %-22s %6s %7s %6s\n", "kernel", "backend", "function", "share",
	       "x86_64", "arm64");
	for (size_t s = 0; s < plan->session_count; s++)
		for (size_t i = 0; i < plan->sessions[s].count; i++) {
			const struct planned *p = &plan->sessions[s].checks[i];
			const struct instance *instance = plan->sessions[s].instance;
			struct hot_block b;
			struct check check;

			if (!check_from_name(p->name, &check))
				continue;
			const int length = (int)(strlen(check.test->name) - strlen("_blocks"));

			if (!from_notes(p->record.notes, &b)) {
				printf("%-14.*s %-14s no log\n", length, check.test->name,
				       instance->label);
				continue;
			}
			printf("%-14.*s %-14s %-22.22s %4.0f %% %7u %6u\n", length,
			       check.test->name, instance->label, b.symbol, b.share * 100,
			       b.x86_64, b.arm64);
			lines_add(&lines,
				  json_pack("{ss% ss ss ss sf sI si si ss}", "kernel",
					    check.test->name, (size_t)length, "backend",
					    instance->label, "backend_version",
					    instance->found.version, "function", b.symbol,
					    "share", b.share, "executed",
					    (json_int_t)b.executed, "x86_64_instructions",
					    (int)b.x86_64, "arm64_instructions", (int)b.arm64,
					    "x86_64", b.listing));
		}
	if (!lines_close(&lines))
		return false;
	printf("\nwith their x86_64 instructions in %s\n", lines.path);
	return true;
}
