/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Where the cost of a kernel comes from: of all blocks that a backend
 * translated, the one that its translations of most arm64 instructions were
 * executed for, by the backend's own log.
 */
#ifndef BLOCKS_H
#define BLOCKS_H

#include "plan.h"

enum { BLOCK_LISTING = 600 };

struct hot_block {
	char symbol[64];	     /* the guest's function */
	double share;		     /* of all that was executed; 0 to 1 */
	unsigned long executed;	     /* how often */
	unsigned x86_64, arm64;	     /* its instructions, and those they became */
	char listing[BLOCK_LISTING]; /* the x86_64 ones, "; " between them */
};

/* Reads what QEMU logs of in_asm,out_asm,exec,nochain. False: nothing was
 * executed that the log also shows translated. */
bool hot_block_read(const char *path, struct hot_block *block);

/* What the machines noted: a table, and DIRECTORY/blocks.jsonl. False, with a
 * line on standard error, if it can't be written. */
bool blocks_report(const struct plan *plan, const char *directory);

#endif
