/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Every encoding is offered to the decoder; what it takes are the forms. */
#include "form.h"

#include <ctype.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAPS = 4, OPCODES = 256, PROBED = 80 };

static void *checked(void *p)
{
	if (!p) {
		fputs("forms: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

static void add(char name[FORM_NAME], const char *text)
{
	const size_t used = strlen(name);

	snprintf(name + used, FORM_NAME - used, "%s", text);
}

static const char *class_of(ZydisRegister r)
{
	switch (ZydisRegisterGetClass(r)) {
	case ZYDIS_REGCLASS_GPR8:
		return "r8";
	case ZYDIS_REGCLASS_GPR16:
		return "r16";
	case ZYDIS_REGCLASS_GPR32:
		return "r32";
	case ZYDIS_REGCLASS_GPR64:
		return "r64";
	case ZYDIS_REGCLASS_X87:
		return "sti";
	case ZYDIS_REGCLASS_MMX:
		return "mm";
	case ZYDIS_REGCLASS_XMM:
		return "xmm";
	case ZYDIS_REGCLASS_YMM:
		return "ymm";
	case ZYDIS_REGCLASS_SEGMENT:
		return "sreg";
	default:
		return ZydisRegisterGetString(r);
	}
}

static void name_operand(const ZydisDecodedInstruction *in, const ZydisDecodedOperand *o,
			 size_t immediate, char name[FORM_NAME])
{
	char text[32];

	switch (o->type) {
	case ZYDIS_OPERAND_TYPE_REGISTER:
		snprintf(text, sizeof(text), "_%s",
			 o->encoding == ZYDIS_OPERAND_ENCODING_NONE
				 ? ZydisRegisterGetString(o->reg.value)
				 : class_of(o->reg.value));
		break;
	case ZYDIS_OPERAND_TYPE_MEMORY:
		if (o->mem.type == ZYDIS_MEMOP_TYPE_AGEN)
			snprintf(text, sizeof(text), "_address");
		else if (o->mem.type == ZYDIS_MEMOP_TYPE_VSIB)
			snprintf(text, sizeof(text), "_v%u%c", o->element_size,
				 ZydisRegisterGetClass(o->mem.index) == ZYDIS_REGCLASS_YMM
					 ? 'y'
					 : 'x');
		else if (o->encoding == ZYDIS_OPERAND_ENCODING_DISP16_32_64)
			snprintf(text, sizeof(text), "_offset%u", o->size);
		else
			snprintf(text, sizeof(text), "_m%.0u", o->size);
		break;
	case ZYDIS_OPERAND_TYPE_IMMEDIATE:
		if (o->encoding == ZYDIS_OPERAND_ENCODING_NONE)
			snprintf(text, sizeof(text), "_%u", (unsigned)o->imm.value.u);
		else
			snprintf(text, sizeof(text), "_%s%u",
				 o->imm.is_relative ? "rel" : "imm",
				 in->raw.imm[immediate].size);
		break;
	default:
		snprintf(text, sizeof(text), "_far");
	}
	for (char *p = text; *p; p++)
		if (*p == '(' || *p == ')')
			*p = '-';
	add(name, text);
}

void name_form(const ZydisDecodedInstruction *in, const ZydisDecodedOperand *operands,
	       char name[FORM_NAME])
{
	const ZydisInstructionAttributes a = in->attributes;
	size_t immediates = 0;

	name[0] = 0;
	if (a & ZYDIS_ATTRIB_HAS_NOTRACK)
		add(name, "notrack_");
	if (a & ZYDIS_ATTRIB_HAS_LOCK)
		add(name, "lock_");
	if (a & ZYDIS_ATTRIB_HAS_REP)
		add(name, "rep_");
	if (a & ZYDIS_ATTRIB_HAS_REPE)
		add(name, "repe_");
	if (a & ZYDIS_ATTRIB_HAS_REPNE)
		add(name, "repne_");
	add(name, ZydisMnemonicGetString(in->mnemonic));
	for (size_t i = 0; i < in->operand_count_visible; i++) {
		name_operand(in, &operands[i], immediates, name);
		immediates += operands[i].type == ZYDIS_OPERAND_TYPE_IMMEDIATE &&
			      operands[i].encoding != ZYDIS_OPERAND_ENCODING_NONE;
	}
	/* The operand size of what names none. */
	if ((in->mnemonic == ZYDIS_MNEMONIC_ENTER || in->mnemonic == ZYDIS_MNEMONIC_LEAVE) &&
	    in->operand_width == 16)
		add(name, "_o16");
}

/* The same name in another encoding is another form. */
static void identify(struct form *f)
{
	unsigned opcode = f->encoding.opcode;

	for (size_t i = 0; i < f->decoded.operand_count_visible; i++)
		if (f->operands[i].encoding == ZYDIS_OPERAND_ENCODING_OPCODE)
			opcode &= ~7U;
	snprintf(f->identity, sizeof(f->identity), "%.60s %s%u %02x", f->name,
		 f->encoding.vex ? "v" : "l", f->encoding.map & 3U, opcode);
}

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct form *)a)->identity, ((const struct form *)b)->identity);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct form *)a)->name, ((const struct form *)b)->name);
}

static void *known, *mnemonics;

static void offer(struct forms *forms, const struct encoding *e, bool vector_index)
{
	static const struct address plain = { .base = 3, .index = FORMS_NO_REGISTER };
	static const struct address indexed = { .base = 3, .index = 7, .scale = 1 };
	const struct dressing d = { .address = vector_index ? indexed : plain };
	struct form f = { .encoding = *e };
	struct code code = { { 0 }, 0 };

	encode(e, true, &d, &code);
	if (!decode(&code, &f.decoded, f.operands) ||
	    (f.decoded.encoding == ZYDIS_INSTRUCTION_ENCODING_VEX) != e->vex ||
	    f.decoded.opcode != e->opcode ||
	    f.decoded.attributes & ZYDIS_ATTRIB_IS_PRIVILEGED || !classify(&f))
		return;
	name_form(&f.decoded, f.operands, f.name);
	identify(&f);
	if (tfind(&f, &known, compare))
		return;

	struct form *kept = checked(malloc(sizeof(f)));

	*kept = f;
	checked(tsearch(kept, &known, compare));

	char *mnemonic = checked(strdup(ZydisMnemonicGetString(f.decoded.mnemonic)));

	if (!tfind(mnemonic, &mnemonics, (int (*)(const void *, const void *))strcmp)) {
		checked(tsearch(mnemonic, &mnemonics,
				(int (*)(const void *, const void *))strcmp));
		kept->first = true;
	}
	forms->list = checked(realloc(forms->list, (forms->count + 1) * sizeof(*forms->list)));
	forms->list[forms->count++] = *kept;
}

/* All ModRM bytes that can tell anything: each register pair, each extension of the
 * opcode with memory, and that with vectors as indices. */
static void offer_operands(struct forms *forms, struct encoding e)
{
	for (int i = 0; i < PROBED; i++) {
		e.memory = i >= 64;
		e.reg = i & 7;
		e.rm = i >> 3 & 7;
		offer(forms, &e, i >= 72);
	}
}

static void offer_legacy(struct forms *forms)
{
	static const struct {
		uint8_t bytes[3], count;
	} prefixes[] = {
		{ { 0 }, 0 },	 { { 0x66 }, 1 },	{ { 0xf3 }, 1 },
		{ { 0xf2 }, 1 }, { { 0x66, 0xf3 }, 2 }, { { 0x66, 0xf2 }, 2 },
		{ { 0xf0 }, 1 }, { { 0x66, 0xf0 }, 2 }, { { 0x3e }, 1 },
	};

	for (size_t p = 0; p < sizeof(prefixes) / sizeof(*prefixes); p++)
		for (int wide = 0; wide < 2; wide++)
			for (int map = 0; map < MAPS; map++)
				for (int opcode = 0; opcode < OPCODES; opcode++) {
					struct encoding e = { .wide = wide,
							      .map = map,
							      .opcode = (uint8_t)opcode,
							      .prefix_count =
								      prefixes[p].count };

					memcpy(e.prefixes, prefixes[p].bytes, 3);
					offer_operands(forms, e);
				}
}

static void offer_vex(struct forms *forms)
{
	for (uint8_t i = 0; i < 16; i++)
		for (int map = 1; map < MAPS; map++)
			for (int opcode = 0; opcode < OPCODES; opcode++)
				offer_operands(forms,
					       (struct encoding){ .vex = true,
								  .wide = i & 1,
								  .long_vector = i >> 1 & 1,
								  .pp = i >> 2,
								  .map = map,
								  .opcode = (uint8_t)opcode });
}

struct forms walk(void)
{
	struct forms forms = { 0 };

	offer_legacy(&forms);
	offer_vex(&forms);
	/* One name for one form. */
	for (size_t i = 0; i < forms.count; i++) {
		struct form *f = &forms.list[i];
		bool twin = false;

		for (size_t j = 0; j < forms.count && !twin; j++)
			twin = j != i && strcmp(f->name, forms.list[j].name) == 0;
		if (twin)
			f->has_lines = true; /* for now: it needs its opcode in the name */
	}
	for (size_t i = 0; i < forms.count; i++) {
		struct form *f = &forms.list[i];
		char opcode[16];

		if (!f->has_lines)
			continue;
		f->has_lines = false;
		snprintf(opcode, sizeof(opcode), "_op%02x", f->encoding.opcode);
		add(f->name, opcode);
	}
	qsort(forms.list, forms.count, sizeof(*forms.list), compare_names);
	return forms;
}
