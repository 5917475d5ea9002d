/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef LINE_OF_FORMS_H
#define LINE_OF_FORMS_H

#include "lines.h"

enum {
	LENGTH_MOST = 15, /* of an instruction: SDM volume 2, 2.3.11 */
	REGISTER_EXTENDED = 10,
};

/* Which registers an aspect takes where the form leaves the choice. */
struct registers {
	uint8_t reg, rm, vvvv, is4;
};

struct aspect {
	const char *name;
	struct registers registers;
	struct address address;
	uint64_t immediate;
	uint32_t wishes;
	uint8_t inputs;
	const char *padding; /* prefixes in front */
	bool null_rex, three_vex;
	size_t fill_to; /* this many bytes, by prefixes that say nothing; 0: as it is */
};

/* False if the form has no such aspect: the decoder takes its bytes for something else. */
bool line_add(struct form *form, const struct aspect *aspect, uint32_t exit_at,
	      struct file_parts *parts);

/* NULL: none. */
const ZydisDecodedOperand *line_memory(const struct form *form);

/* Has it a register that is chosen by this part of its bytes? */
bool line_has(const struct form *form, ZydisOperandEncoding encoding);

bool line_is_relative(const struct form *form);
size_t line_immediate_bytes(const struct form *form);

#endif
