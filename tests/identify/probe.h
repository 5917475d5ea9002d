/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A small amd64 program is started as any other, and the kernel is asked who runs it. */
#ifndef PROBE_H
#define PROBE_H

#include "backend.h"

struct probed {
	int error;    /* of execve(2); 0: something ran */
	int signal;   /* that ended it before it spoke; 0: none */
	int status;   /* exit status before it spoke; -1: it spoke */
	bool hung;    /* neither spoke nor ended */
	bool deleted; /* the file that runs it is no longer on disk */
	struct identity identity;
	const struct backend *backend; /* whose proof it is; NULL: nobody's known here */
	char version[128];	       /* of it, as its program tells; empty: nobody's */
	char words[512];	       /* what it said on standard error */
};

/* The guest of the case `identity`, of amd64; path to it. */
void probe(const char *program, struct probed *probed);

#endif
