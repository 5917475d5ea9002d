/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "rules.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNDEFINED_MOST = 64, LINE_MOST = 1024 };

static struct undefined {
	char mnemonics[128];
	uint32_t flags;
	bool against_decoder;
} undefined[UNDEFINED_MOST];
static size_t undefined_count;

static const struct {
	const char *name;
	uint32_t bit;
} flags[] = {
	{ "CF", ZYDIS_CPUFLAG_CF }, { "PF", ZYDIS_CPUFLAG_PF }, { "AF", ZYDIS_CPUFLAG_AF },
	{ "ZF", ZYDIS_CPUFLAG_ZF }, { "SF", ZYDIS_CPUFLAG_SF }, { "OF", ZYDIS_CPUFLAG_OF },
};

static FILE *open_list(const char *directory, const char *name)
{
	char path[LINE_MOST];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	file = fopen(path, "re");
	if (!file)
		perror(path);
	return file;
}

/* Is the word one of those in the list, which blanks separate? */
static bool has_word(const char *list, const char *word, bool patterns)
{
	char copy[LINE_MOST];
	char *rest = copy;

	snprintf(copy, sizeof(copy), "%s", list);
	for (char *one; (one = strsep(&rest, " \n"));)
		if (*one && (patterns ? fnmatch(one, word, 0) : strcmp(one, word)) == 0)
			return true;
	return false;
}

static void leave_out(struct forms *forms, const char *patterns, const char *reason)
{
	const char *kept = NULL;

	for (size_t i = 0; i < forms->count; i++)
		if (!forms->list[i].left_out && has_word(patterns, forms->list[i].name, true)) {
			kept = kept ? kept : strdup(reason);
			forms->list[i].left_out = kept;
		}
}

static bool read_left_out(struct forms *forms, const char *directory)
{
	FILE *file = open_list(directory, "left-out.txt");
	char line[LINE_MOST];
	char patterns[LINE_MOST] = "";
	char reason[LINE_MOST] = "";

	while (file && fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = 0;
		if (strncmp(line, "Forms: ", 7) == 0) {
			if (patterns[0])
				leave_out(forms, patterns, reason);
			snprintf(patterns, sizeof(patterns), "%s", line + 7);
		} else if (strncmp(line, "Reason: ", 8) == 0) {
			snprintf(reason, sizeof(reason), "%s", line + 8);
		} else if (line[0] == ' ') {
			const size_t used = strlen(reason);

			snprintf(reason + used, sizeof(reason) - used, "%s", line);
		}
	}
	if (file)
		leave_out(forms, patterns, reason);
	return file && fclose(file) == 0;
}

static bool read_undefined(const char *directory)
{
	FILE *file = open_list(directory, "undefined.txt");
	char line[LINE_MOST];

	while (file && fgets(line, sizeof(line), file)) {
		struct undefined *u = &undefined[undefined_count];
		char *rest = line;
		const char *mnemonics = strsep(&rest, ";");
		const char *names = strsep(&rest, ";");

		if (line[0] == '#' || !names || !rest || undefined_count == UNDEFINED_MOST)
			continue;
		snprintf(u->mnemonics, sizeof(u->mnemonics), "%s", mnemonics);
		for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
			if (has_word(names, flags[i].name, false))
				u->flags |= flags[i].bit;
		u->against_decoder = strchr(rest, ';');
		undefined_count++;
	}
	return file && fclose(file) == 0;
}

static const char *mnemonic(const struct form *f)
{
	return ZydisMnemonicGetString(f->decoded.mnemonic);
}

static const struct undefined *undefined_of(const struct form *f)
{
	static const struct undefined none;

	for (size_t i = 0; i < undefined_count; i++)
		if (has_word(undefined[i].mnemonics, mnemonic(f), false))
			return &undefined[i];
	return &none;
}

uint32_t rules_undefined(const struct form *f)
{
	return undefined_of(f)->flags;
}

static bool is(const struct form *f, const char *list)
{
	return has_word(list, mnemonic(f), false);
}

/* The decoder doesn't look at the count. */
static bool depends_on_count(const struct form *f)
{
	return is(f, "shl shr sar sal shld shrd rol ror rcl rcr");
}

static bool undefined_agrees(const struct forms *forms)
{
	bool ok = true;

	for (size_t i = 0; i < forms->count; i++) {
		const struct form *f = &forms->list[i];
		const uint32_t said =
			f->decoded.cpu_flags ? f->decoded.cpu_flags->undefined : 0;

		if (f->left_out || depends_on_count(f) || undefined_of(f)->against_decoder ||
		    said == rules_undefined(f))
			continue;
		fprintf(stderr,
			"forms: %s: undefined.txt says that the flags %x are undefined, Zydis "
			"%x\n",
			f->name, rules_undefined(f), said);
		ok = false;
	}
	return ok;
}

bool rules_apply(struct forms *forms, const char *directory)
{
	return read_left_out(forms, directory) && read_undefined(directory) &&
	       undefined_agrees(forms);
}

static bool has_memory(const struct form *f)
{
	for (size_t i = 0; i < f->decoded.operand_count; i++)
		if (f->operands[i].type == ZYDIS_OPERAND_TYPE_MEMORY)
			return true;
	return false;
}

static bool has_register(const struct form *f, ZydisOperandEncoding encoding)
{
	for (size_t i = 0; i < f->decoded.operand_count; i++)
		if (f->operands[i].type == ZYDIS_OPERAND_TYPE_REGISTER &&
		    f->operands[i].encoding == encoding)
			return true;
	return false;
}

uint32_t rules_wishes(const struct form *f)
{
	static const struct {
		const char *mnemonics;
		uint32_t wishes;
	} table[] = {
		{ "div idiv", FORM_DIVIDE },
		{ "shl shr sar sal", FORM_SHIFT },
		{ "rol ror rcl rcr", FORM_ROTATE },
		{ "shld shrd", FORM_DOUBLE_SHIFT },
		{ "bsf bsr", FORM_SCAN },
		{ "popf popfq", FORM_FLAGS },
		{ "ret", FORM_RETURN },
		{ "fxrstor fxrstor64", FORM_FX_IMAGE },
		{ "xrstor xrstor64", FORM_FX_IMAGE | FORM_STATE_MASK },
		{ "fxsave fxsave64", FORM_SAVES },
		{ "xsave xsave64 xsavec xsavec64 xsaveopt xsaveopt64",
		  FORM_SAVES | FORM_STATE_MASK },
		{ "xgetbv", FORM_STATE_MASK },
		{ "ldmxcsr vldmxcsr", FORM_MXCSR },
		{ "fldcw fldenv frstor", FORM_CONTROL },
		{ "fnstenv fnsave", FORM_SAVES_ENVIRONMENT },
		{ "wrfsbase wrgsbase rdfsbase rdgsbase", FORM_FS_BASE },
		{ "fbld", FORM_DECIMAL },
		{ "loop loope loopne", FORM_COUNTED },
	};
	uint32_t wishes = 0;

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (is(f, table[i].mnemonics))
			wishes |= table[i].wishes;
	if (f->decoded.attributes &
	    (ZYDIS_ATTRIB_HAS_REP | ZYDIS_ATTRIB_HAS_REPE | ZYDIS_ATTRIB_HAS_REPNE))
		wishes |= FORM_COUNTED;
	if (is(f, "bt bts btr btc") && has_memory(f) &&
	    has_register(f, ZYDIS_OPERAND_ENCODING_MODRM_REG))
		wishes |= FORM_BIT_OFFSET;
	for (size_t i = 0; i < f->decoded.operand_count; i++)
		if (f->operands[i].type == ZYDIS_OPERAND_TYPE_MEMORY &&
		    f->operands[i].mem.type == ZYDIS_MEMOP_TYPE_VSIB)
			wishes |= FORM_INDICES;
	if (is(f, "jmp call") && f->encoding.memory)
		wishes |= FORM_JUMP_MEMORY;
	else if (is(f, "jmp call") && has_register(f, ZYDIS_OPERAND_ENCODING_MODRM_RM))
		wishes |= FORM_JUMP;
	return wishes;
}

void rules_ignore(const struct form *f, struct forms_line *line)
{
	/* SDM volume 2: what the processor says of itself, of time and of chance; "the
	 * relative error is at most 1.5 * 2^-12"; volume 1, 8.3.10: transcendental results
	 * are accurate to one unit in the last place, however rounded. */
	const bool own =
		is(f, "cpuid rdtsc rdtscp rdpid rdrand rdseed xgetbv rdfsbase rdgsbase");
	const bool estimate =
		is(f, "rcpps rcpss rsqrtps rsqrtss vrcpps vrcpss vrsqrtps vrsqrtss");
	const bool transcendental = is(f, "f2xm1 fcos fpatan fptan fsin fsincos fyl2x fyl2xp1");

	for (size_t i = 0; i < f->decoded.operand_count; i++) {
		const ZydisDecodedOperand *o = &f->operands[i];
		const ZydisRegister r = o->reg.value;

		if (o->type != ZYDIS_OPERAND_TYPE_REGISTER ||
		    !(o->actions & ZYDIS_OPERAND_ACTION_MASK_WRITE))
			continue;
		switch (ZydisRegisterGetClass(r)) {
		case ZYDIS_REGCLASS_GPR8:
		case ZYDIS_REGCLASS_GPR16:
		case ZYDIS_REGCLASS_GPR32:
		case ZYDIS_REGCLASS_GPR64:
			if (own)
				line->ignored_registers |=
					(uint16_t)(1U << (ZydisRegisterGetId(r) & 15));
			break;
		case ZYDIS_REGCLASS_XMM:
		case ZYDIS_REGCLASS_YMM:
			if (estimate)
				line->ignored_vectors |=
					(uint16_t)(1U << ZydisRegisterGetId(r));
			break;
		default:
			break;
		}
	}
	line->ignored_stack = transcendental;
	if (f->decoded.fpu_flags) {
		const uint32_t u = f->decoded.fpu_flags->undefined;

		line->undefined_status = (uint16_t)((u & ZYDIS_FPUFLAG_C0 ? 1 << 8 : 0) |
						    (u & ZYDIS_FPUFLAG_C1 ? 1 << 9 : 0) |
						    (u & ZYDIS_FPUFLAG_C2 ? 1 << 10 : 0) |
						    (u & ZYDIS_FPUFLAG_C3 ? 1 << 14 : 0));
	}
	if (transcendental)
		line->undefined_status |= 1 << 9 | 1 << 5 | 1 << 4; /* C1, PE, UE */
	/* SDM volume 2: outside of their range these two are undefined. */
	if (is(f, "f2xm1 fyl2xp1"))
		line->undefined_status |= 0x3f;
}

uint8_t rules_immediate(const struct form *f)
{
	static const struct {
		const char *mnemonics;
		uint8_t bits;
	} table[] = {
		{ "cmpps cmppd cmpss cmpsd", 0x07 },
		{ "vcmpps vcmppd vcmpss vcmpsd", 0x1f },
		{ "roundps roundpd roundss roundsd vroundps vroundpd vroundss vroundsd", 0x0f },
		{ "pclmulqdq vpclmulqdq", 0x11 },
		{ "pcmpestri pcmpestrm pcmpistri pcmpistrm", 0x7f },
		{ "vpcmpestri vpcmpestrm vpcmpistri vpcmpistrm", 0x7f },
		{ "vcvtps2ph", 0x07 },
		{ "sha1rnds4", 0x03 },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (is(f, table[i].mnemonics))
			return table[i].bits;
	if (rules_wishes(f) & FORM_DOUBLE_SHIFT && f->decoded.operand_width == 16)
		return 0x0f;
	return 0xff;
}
