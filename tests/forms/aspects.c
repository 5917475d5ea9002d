/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* In which aspects a form is tried. */
#include "line.h"

#include <stdio.h>

enum {
	RBX = 3,
	RSP = 4,
	RBP = 5,
	RDI = 7,
	INPUTS_MANY = 10,
	INPUTS_FEW = 3,
	NONE = FORMS_NO_REGISTER
};

static const struct registers low = { 2, 1, 6, 5 };
static const struct registers extended = { REGISTER_EXTENDED, 9, 14, 13 };

static const struct {
	const char *name;
	struct address address;
} addresses[] = {
	{ "base", { RBX, NONE, 1, 0, 0, false, false, 0 } },
	{ "rsp", { RSP, NONE, 1, 1, 0x20, false, false, 0 } },
	{ "rbp", { RBP, NONE, 1, 1, 0, false, false, 0 } },
	{ "r12", { 12, NONE, 1, 0, 0, false, false, 0 } },
	{ "index", { NONE, RDI, 8, 4, 0x10000, false, false, 0 } },
	{ "absolute", { NONE, NONE, 1, 4, FORMS_MIDDLE + FORMS_OPERAND, false, false, 0 } },
	{ "rip", { NONE, NONE, 1, 4, 0, true, false, 0 } },
	{ "short", { RBX, NONE, 1, 1, 0x10, false, true, 0 } },
	{ "short-index", { RBX, RDI, 2, 1, -8, false, true, 0 } },
	{ "gs", { RBX, NONE, 1, 1, 0x10, false, false, 0x65 } },
	{ "cs", { RBP, RDI, 1, 1, 0x10, false, false, 0x2e } },
	{ "scaled", { RSP, 12, 4, 4, -0x10000, false, false, 0 } },
};
enum { ADDRESSES = sizeof(addresses) / sizeof(*addresses) };

static uint32_t hash(const char *text)
{
	uint32_t h = 2166136261U;

	while (*text)
		h = (h ^ (uint8_t)*text++) * 16777619U;
	return h ^ h >> 15;
}

static bool has_byte_register(const struct form *f)
{
	for (size_t i = 0; i < f->decoded.operand_count_visible; i++)
		if (f->operands[i].type == ZYDIS_OPERAND_TYPE_REGISTER &&
		    f->operands[i].encoding != ZYDIS_OPERAND_ENCODING_NONE &&
		    ZydisRegisterGetClass(f->operands[i].reg.value) == ZYDIS_REGCLASS_GPR8)
			return true;
	return false;
}

static void add_registers(struct form *f, struct aspect a, uint32_t exit_at,
			  struct file_parts *p)
{
	const bool choice = line_has(f, ZYDIS_OPERAND_ENCODING_MODRM_REG) ||
			    line_has(f, ZYDIS_OPERAND_ENCODING_MODRM_RM) ||
			    line_has(f, ZYDIS_OPERAND_ENCODING_NDSNDD) ||
			    line_has(f, ZYDIS_OPERAND_ENCODING_OPCODE);

	if (!choice || f->encoding.memory)
		return;
	a.inputs = INPUTS_FEW;
	a.wishes = 0;
	a.name = "extended";
	a.registers = extended;
	line_add(f, &a, exit_at, p);
	a.name = "same";
	a.registers = (struct registers){ RBX, RBX, RBX, RBX };
	if (f->decoded.operand_count_visible > 1)
		line_add(f, &a, exit_at, p);
	if (!has_byte_register(f) || f->encoding.wide)
		return;
	a.name = "high-bytes";
	a.registers = (struct registers){ 6, 5, 6, 6 };
	line_add(f, &a, exit_at, p);
	a.name = "rex-bytes";
	a.null_rex = true;
	a.registers = (struct registers){ 6, 7, 6, 6 };
	line_add(f, &a, exit_at, p);
}

static void add_immediates(struct form *f, struct aspect a, uint32_t exit_at,
			   struct file_parts *p)
{
	enum { VALUES = 6 };
	const uint8_t bits = rules_immediate(f);
	const uint32_t h = hash(f->name);
	bool done[256] = { false };

	if (f->encoding.memory || line_immediate_bytes(f) != 1 || line_is_relative(f) ||
	    line_has(f, ZYDIS_OPERAND_ENCODING_IS4))
		return;
	a.inputs = INPUTS_FEW;
	a.wishes = 0;
	for (uint32_t i = 0; i < VALUES; i++) {
		char name[16];

		a.immediate = i < 2 ? i : (h >> (4 * i)) + 37 * i;
		a.immediate =
			bits != 0xff && bits != 0x11 ? (h + i) & bits : a.immediate & bits;
		if (done[a.immediate])
			continue;
		done[a.immediate] = true;
		snprintf(name, sizeof(name), "imm-%02x", (unsigned)a.immediate);
		a.name = name;
		line_add(f, &a, exit_at, p);
	}
}

static void add_memory(struct form *f, struct aspect a, uint32_t exit_at, struct file_parts *p)
{
	const ZydisDecodedOperand *m = line_memory(f);
	const bool vsib = m && m->mem.type == ZYDIS_MEMOP_TYPE_VSIB;
	const uint32_t h = hash(f->name);

	if (!f->encoding.memory || !m)
		return;
	a.inputs = INPUTS_FEW;
	a.wishes = 0;
	if (m->size &&
	    !(rules_wishes(f) & (FORM_BIT_OFFSET | FORM_INDICES | FORM_STATE_MASK)) &&
	    m->mem.type == ZYDIS_MEMOP_TYPE_MEM) {
		a.name = "at-end";
		a.wishes = FORM_AT_END;
		line_add(f, &a, exit_at, p);
		a.name = "unaligned";
		a.wishes = FORM_UNALIGNED;
		if (m->size > 8)
			line_add(f, &a, exit_at, p);
		a.wishes = 0;
	}
	a.name = "extended";
	a.registers = extended;
	a.address = (struct address){ 13, 15, 4, 4, 0x1234, false, false, 0 };
	line_add(f, &a, exit_at, p);
	a.registers = low;
	for (uint32_t i = 0; i < 2 && !vsib; i++) {
		const uint32_t which = (h + i * 5) % ADDRESSES;
		char name[24];

		a.address = addresses[which].address;
		snprintf(name, sizeof(name), "by-%s", addresses[which].name);
		a.name = name;
		line_add(f, &a, exit_at, p);
	}
}

/* Once for each mnemonic: it is the decoder that is asked here. */
static void add_prefixes(struct form *f, struct aspect a, uint32_t exit_at,
			 struct file_parts *p)
{
	if (!f->first || line_is_relative(f) ||
	    f->decoded.attributes & ZYDIS_ATTRIB_HAS_NOTRACK)
		return;
	a.inputs = 1;
	a.wishes = 0;
	a.name = "15-bytes";
	a.fill_to = LENGTH_MOST;
	line_add(f, &a, exit_at, p);
	a.name = "16-bytes";
	a.fill_to = LENGTH_MOST + 1;
	/* What comes first, the fault of the length or #UD, is nobody's promise. */
	if (f->decoded.mnemonic != ZYDIS_MNEMONIC_UD0 &&
	    f->decoded.mnemonic != ZYDIS_MNEMONIC_UD1)
		line_add(f, &a, exit_at, p);
	a.fill_to = 0;
	if (f->encoding.vex) {
		a.name = "three-byte-vex";
		a.three_vex = true;
		line_add(f, &a, exit_at, p);
		return;
	}
	a.name = "rex-first";
	a.padding = "\x4f\x2e";
	line_add(f, &a, exit_at, p);
}

void lines_make(struct forms *forms, uint32_t exit_at, struct file_parts *p)
{
	for (size_t i = 0; i < forms->count; i++) {
		struct form *f = &forms->list[i];
		const ZydisDecodedOperand *m = line_memory(f);
		struct aspect a = { .name = "plain",
				    .registers = low,
				    .address = { RBX, NONE, 1, 1, 0x10, false, false, 0 },
				    .immediate = 0x1000000000000000 | hash(f->name),
				    .wishes = FORM_AGAIN,
				    .inputs = INPUTS_MANY };

		if (f->left_out)
			continue;
		if (m && m->mem.type == ZYDIS_MEMOP_TYPE_VSIB)
			a.address = (struct address){ RBX, RDI, 2, 1, 0x10, false, false, 0 };
		f->has_lines = line_add(f, &a, exit_at, p);
		if (!f->has_lines)
			continue;
		if (f->group == FORMS_X87) {
			a.name = "all-80-bits";
			a.wishes = FORM_EXTENDED;
			line_add(f, &a, exit_at, p);
			a.name = "odd-stack";
			a.wishes = FORM_ODD_STACK;
			a.inputs = INPUTS_FEW;
			line_add(f, &a, exit_at, p);
		}
		add_registers(f, a, exit_at, p);
		add_immediates(f, a, exit_at, p);
		add_memory(f, a, exit_at, p);
		add_prefixes(f, a, exit_at, p);
	}
}
