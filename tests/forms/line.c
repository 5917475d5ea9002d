/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* One line: its bytes, and what the guest must know of them. */
#include "line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	RSP = 4,
	RBP = 5,
	JUMPED = 4, /* bytes between a jump and where it goes */
	NONE = FORMS_NO_REGISTER,
};

static void *grow(void *list, size_t *room, size_t wanted, size_t each)
{
	if (wanted <= *room)
		return list;
	*room = wanted * 2;
	list = realloc(list, *room * each);
	if (!list) {
		fputs("forms: out of memory\n", stderr);
		exit(2);
	}
	return list;
}

const ZydisDecodedOperand *line_memory(const struct form *f)
{
	for (size_t i = 0; i < f->decoded.operand_count; i++)
		if (f->operands[i].type == ZYDIS_OPERAND_TYPE_MEMORY)
			return &f->operands[i];
	return NULL;
}

bool line_has(const struct form *f, ZydisOperandEncoding encoding)
{
	for (size_t i = 0; i < f->decoded.operand_count; i++)
		if (f->operands[i].type == ZYDIS_OPERAND_TYPE_REGISTER &&
		    f->operands[i].encoding == encoding)
			return true;
	return false;
}

static bool has_segment(const struct form *f)
{
	return f->decoded.operand_count_visible > 1 &&
	       f->operands[1].type == ZYDIS_OPERAND_TYPE_REGISTER &&
	       ZydisRegisterGetClass(f->operands[1].reg.value) == ZYDIS_REGCLASS_SEGMENT;
}

static bool has_modrm(const struct form *f)
{
	return f->decoded.attributes & ZYDIS_ATTRIB_HAS_MODRM;
}

static bool has_offset(const struct form *f)
{
	return line_memory(f) &&
	       line_memory(f)->encoding == ZYDIS_OPERAND_ENCODING_DISP16_32_64;
}

bool line_is_relative(const struct form *f)
{
	return f->decoded.attributes & ZYDIS_ATTRIB_IS_RELATIVE && f->decoded.raw.imm[0].size;
}

size_t line_immediate_bytes(const struct form *f)
{
	return (f->decoded.raw.imm[0].size + f->decoded.raw.imm[1].size) / 8;
}

/* The form's encoding with these registers. */
static struct encoding choose(const struct form *f, struct registers r)
{
	struct encoding e = f->encoding;

	if (has_segment(f))
		r.reg = r.reg == REGISTER_EXTENDED ? 3 : 0;
	if (has_modrm(f) && line_has(f, ZYDIS_OPERAND_ENCODING_MODRM_REG))
		e.reg = r.reg;
	if (has_modrm(f) && !e.memory && line_has(f, ZYDIS_OPERAND_ENCODING_MODRM_RM))
		e.rm = r.rm;
	if (line_has(f, ZYDIS_OPERAND_ENCODING_NDSNDD))
		e.vvvv = r.vvvv;
	if (line_has(f, ZYDIS_OPERAND_ENCODING_OPCODE)) {
		e.opcode = (uint8_t)((e.opcode & ~7U) | (r.rm & 7U));
		e.rm = r.rm;
	} else if (!has_modrm(f)) {
		e.rm = e.reg = 0;
	}
	return e;
}

static uint64_t immediate_of(const struct form *f, struct registers r, uint64_t value)
{
	if (line_has(f, ZYDIS_OPERAND_ENCODING_IS4))
		return (uint64_t)r.is4 << 4;
	if (line_is_relative(f))
		return JUMPED;
	if (f->decoded.mnemonic == ZYDIS_MNEMONIC_ENTER)
		return 0x020020; /* 32 bytes, nested twice */
	if (f->decoded.mnemonic == ZYDIS_MNEMONIC_RET)
		return 0x10;
	return line_immediate_bytes(f) == 1 ? value & rules_immediate(f) : value;
}

/* Registers that hold an address which no operand of the code shows. */
static uint16_t pointers_of(const struct form *f)
{
	uint16_t pointers = 1 << RSP;

	for (size_t i = 0; i < f->decoded.operand_count; i++) {
		const ZydisDecodedOperand *o = &f->operands[i];

		if (o->type == ZYDIS_OPERAND_TYPE_MEMORY &&
		    o->encoding == ZYDIS_OPERAND_ENCODING_NONE && o->mem.base)
			pointers |= (uint16_t)(1U << (ZydisRegisterGetId(o->mem.base) & 15));
	}
	if (f->decoded.mnemonic == ZYDIS_MNEMONIC_ENTER ||
	    f->decoded.mnemonic == ZYDIS_MNEMONIC_LEAVE)
		pointers |= 1 << RBP;
	return pointers;
}

static void put_code(struct file_parts *p, const struct code *code, bool jumps,
		     uint32_t exit_at)
{
	static const uint8_t skipped[JUMPED] = { 0x4d, 0x8d, 0x7f,
						 0x01 }; /* lea r15, [r15 + 1] */
	const uint8_t leave[] = { 0xff,
				  0x24,
				  0x25,
				  (uint8_t)exit_at,
				  (uint8_t)(exit_at >> 8),
				  (uint8_t)(exit_at >> 16),
				  (uint8_t)(exit_at >> 24) };

	p->code = grow(p->code, &p->code_room, p->code_size + 64, 1);
	memcpy(p->code + p->code_size, code->bytes, code->length);
	p->code_size += code->length;
	if (jumps) {
		memcpy(p->code + p->code_size, skipped, sizeof(skipped));
		p->code_size += sizeof(skipped);
	}
	memcpy(p->code + p->code_size, leave, sizeof(leave));
	p->code_size += sizeof(leave);
	while (p->code_size % 16)
		p->code[p->code_size++] = 0xcc;
}

static uint32_t put_name(struct file_parts *p, const char *form, const char *aspect)
{
	const size_t at = p->names_size;

	p->names = grow(p->names, &p->names_room, at + (size_t)FORM_NAME * 2, 1);
	p->names_size +=
		(size_t)snprintf(p->names + at, (size_t)FORM_NAME * 2, "%s/%s", form, aspect) +
		1;
	return (uint32_t)at;
}

static uint32_t wishes_of(const struct form *f, const struct aspect *a,
			  const struct encoding *e, struct forms_line *line)
{
	uint32_t wishes = rules_wishes(f) | a->wishes;

	if (wishes & FORM_BIT_OFFSET)
		line->special = e->reg;
	if (wishes & FORM_INDICES)
		line->special = a->address.index;
	if (wishes & FORM_JUMP)
		line->special = e->rm;
	if (wishes & FORM_SCAN)
		line->special = e->reg;
	if (wishes & (FORM_SHIFT | FORM_ROTATE | FORM_DOUBLE_SHIFT)) {
		line->count = !line_immediate_bytes(f) && !f->encoding.vex
				      ? FORM_COUNT_CL
				      : (uint8_t)immediate_of(f, a->registers, a->immediate);
		if ((f->encoding.opcode & 0xfe) == 0xd0)
			line->count = 1;
		line->size = (uint8_t)f->operands[0].size;
	}
	return wishes;
}

/* Lengthens it by segment prefixes, which change nothing in 64-bit code. */
static bool fill(const struct aspect *a, size_t length, struct dressing *d)
{
	static const uint8_t fillers[] = { 0x2e, 0x36, 0x3e, 0x26 };

	if (length > a->fill_to)
		return false;
	d->padding_count = a->fill_to - length;
	for (size_t i = 0; i < d->padding_count; i++)
		d->padding[i] = fillers[i % sizeof(fillers)];
	return true;
}

/* Does the decoder take it for the same form? */
static bool same_form(const struct form *f, const struct code *code)
{
	ZydisDecodedInstruction in;
	ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
	char name[FORM_NAME];
	char whole[FORM_NAME];

	if (!decode(code, &in, operands))
		return false;
	name_form(&in, operands, name);
	name_form(&f->decoded, f->operands, whole);
	return strcmp(name, whole) == 0 && in.length == code->length;
}

bool line_add(struct form *f, const struct aspect *a, uint32_t exit_at, struct file_parts *p)
{
	const struct encoding e = choose(f, a->registers);
	const ZydisDecodedOperand *m = line_memory(f);
	struct forms_line line = { .group = (uint8_t)f->group,
				   .feature = (uint8_t)f->feature,
				   .base = NONE,
				   .index = NONE,
				   .scale = 1,
				   .inputs = a->inputs,
				   .vector = line_has(f, ZYDIS_OPERAND_ENCODING_MODRM_RM)
						     ? a->registers.rm
						     : a->registers.reg,
				   .pointers = pointers_of(f) };
	struct dressing d = { .address = a->address,
			      .null_rex = a->null_rex,
			      .three_vex = a->three_vex,
			      .immediate_bytes = (uint8_t)line_immediate_bytes(f),
			      .immediate = immediate_of(f, a->registers, a->immediate) };
	struct code code;

	line.wishes = wishes_of(f, a, &e, &line);
	if (a->padding) {
		d.padding_count = strlen(a->padding);
		memcpy(d.padding, a->padding, d.padding_count);
	}
	if (has_offset(f)) {
		d.offset_bytes = 8;
		d.address.displacement = FORMS_MIDDLE + FORMS_OPERAND;
	}
	encode(&e, has_modrm(f), &d, &code);
	if (a->fill_to) {
		if (!fill(a, code.length, &d))
			return false;
		encode(&e, has_modrm(f), &d, &code);
	}
	p->code = grow(p->code, &p->code_room, p->code_size + 64, 1);
	if (d.address.relative && e.memory) {
		d.address.displacement = (int32_t)(FORMS_MIDDLE + FORMS_OPERAND - FORMS_CODE -
						   (p->code_size + code.length));
		encode(&e, has_modrm(f), &d, &code);
	}
	if (code.length <= LENGTH_MOST && !same_form(f, &code))
		return false;
	if (e.memory) {
		line.base = d.address.base;
		line.index = d.address.index;
		line.scale = d.address.scale;
		line.displacement = d.address.displacement;
		line.wishes |= d.address.short_address ? FORM_SHORT_ADDRESS : 0;
	}
	if (m)
		line.operand = (uint16_t)(m->size / 8);
	line.undefined_flags = rules_undefined(f);
	rules_ignore(f, &line);
	/* What the choice of registers changed. */
	if (line.ignored_registers && e.reg == REGISTER_EXTENDED)
		line.ignored_registers = 1U << REGISTER_EXTENDED;
	if (line.ignored_registers && !e.memory && f->decoded.operand_count_visible)
		line.ignored_registers |= (uint16_t)(1U << e.rm);
	if (line.ignored_vectors)
		line.ignored_vectors = (uint16_t)(1U << e.reg);
	line.length = (uint8_t)code.length;
	line.code = (uint32_t)p->code_size;
	line.name = put_name(p, f->name, a->name);
	put_code(p, &code,
		 line_is_relative(f) ||
			 line.wishes & (FORM_JUMP | FORM_JUMP_MEMORY | FORM_RETURN),
		 exit_at);
	p->lines = grow(p->lines, &p->line_room, p->line_count + 1, sizeof(*p->lines));
	p->lines[p->line_count++] = line;
	return true;
}
