/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The instruction forms, as the decoder (Zydis) knows them: a form is a mnemonic
 * with kinds of operands in one encoding. No list of them is typed by hand: every
 * opcode is offered to the decoder, with every prefix that may belong to it.
 */
#ifndef FORM_H
#define FORM_H

#include "forms_format.h"

#include <Zydis/Zydis.h>
#include <stdbool.h>
#include <stddef.h>

enum { FORM_NAME = 96, CODE_MOST = 24 };

/* One point of the space of encodings. */
struct encoding {
	uint8_t prefixes[3];
	uint8_t prefix_count;
	bool vex, wide, long_vector;
	uint8_t map; /* 0: one byte; 1: 0f; 2: 0f38; 3: 0f3a */
	uint8_t opcode;
	uint8_t pp; /* of VEX: none, 66, F3, F2 */
	bool memory;
	uint8_t reg, rm, vvvv; /* four bits each */
};

/* How its memory operand is written. */
struct address {
	uint8_t base, index; /* FORMS_NO_REGISTER: none */
	uint8_t scale;
	uint8_t displacement_bytes; /* 0, 1, 4 */
	int32_t displacement;
	bool relative;	    /* to RIP */
	bool short_address; /* prefix 67 */
	uint8_t segment;    /* a prefix, or 0 */
};

struct code {
	uint8_t bytes[CODE_MOST];
	size_t length;
};

/* What is put around or into the bytes beside the encoding itself. */
struct dressing {
	struct address address;
	uint8_t padding[CODE_MOST]; /* prefixes in front */
	size_t padding_count;
	bool null_rex;	/* a REX prefix without a bit */
	bool three_vex; /* the VEX prefix of three bytes, where two would do */
	uint8_t immediate_bytes;
	uint64_t immediate;
	uint8_t offset_bytes; /* an address in place of ModRM */
};

struct form {
	char name[FORM_NAME];
	char identity[FORM_NAME];
	struct encoding encoding;
	ZydisDecodedInstruction decoded;
	ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
	enum forms_group group;
	enum forms_feature feature;
	const char *left_out; /* why no line is made of it; NULL: it has lines */
	bool first;	      /* of its mnemonic */
	bool has_lines;
};

struct forms {
	struct form *list;
	size_t count;
};

/* The bytes; `has_modrm` is what the decoder said. */
void encode(const struct encoding *encoding, bool has_modrm, const struct dressing *dressing,
	    struct code *code);

/* False if it is no instruction. */
bool decode(const struct code *code, ZydisDecodedInstruction *decoded,
	    ZydisDecodedOperand *operands);

/* What one line of the console calls it; nothing of registers that may be chosen. */
void name_form(const ZydisDecodedInstruction *in, const ZydisDecodedOperand *operands,
	       char name[FORM_NAME]);

/* All of them; ends the program if there is no memory. */
struct forms walk(void);

/* Which case and CPUID feature it belongs to; false: to none. */
bool classify(struct form *form);

#endif
