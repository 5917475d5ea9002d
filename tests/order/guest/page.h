/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What a traced program tells the tracer: a piece of its memory, which it shows by a
 * mark, that is a write(2) of the piece to no descriptor: so the address is the one
 * that the kernel is given, wherever a translator has put it, and no other call is
 * mistaken for a mark. It also has the cells that litmus bodies read and write.
 * Between two marks lies one run of one body.
 */
#ifndef ORDER_PAGE_H
#define ORDER_PAGE_H

#include <stdint.h>

enum {
	PAGE_BYTES = 131072,
	CELL_FIRST = 65536, /* on a page of their own, whatever its size */
	CELL_BYTES = 1024,
	CELLS = 3, /* x, y and z */
	/* Where an aligned access begins: unaligned ones go to either side of it. */
	CELL_MIDDLE = 512,
	BODY_NAME = 48,
	ROUNDS_SHOWN = 2, /* the last ones, by marks */
};

#define BODY_NOT_OFFERED "needs what this CPU lacks"

/* By which it is known. */
#define PAGE_MAGIC_0 0x6f72646572207061ULL
#define PAGE_MAGIC_1 0x9d3b1f64c28e7a05ULL

enum page_phase { PHASE_NONE, PHASE_BEGIN, PHASE_END };

struct order_page {
	uint64_t magic[2];
	uint32_t phase;
	uint32_t round; /* of this body, from 0 */
	uint32_t rounds;
	uint32_t reserved;
	char body[BODY_NAME];
	char mode[16];
};

#endif
