/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "decode.h"

#include <stdio.h>
#include <string.h>

static void add_read(struct instruction *i, int number)
{
	i->reads |= register_mask(number);
}

static void add_write(struct instruction *i, int number)
{
	i->writes |= register_mask(number);
}

/* Add and subtract of immediates may name SP; so do logical ones, as Rd. */
static void data_immediate(uint32_t w, struct instruction *i)
{
	const unsigned group = bits(w, 25, 23);
	const int rd = (int)bits(w, 4, 0);
	const int rn = (int)bits(w, 9, 5);
	const bool sets_flags = bits(w, 29, 29);

	switch (group) {
	case 0:
	case 1: /* ADR, ADRP */
		add_write(i, general((uint32_t)rd));
		return;
	case 2: /* ADD, SUB */
	case 3: /* ... with tags; minimum and maximum */
		add_read(i, rn);
		add_write(i, group == 2 && sets_flags ? general((uint32_t)rd) : rd);
		i->writes_flags = group == 2 && sets_flags;
		return;
	case 4: /* AND, ORR, EOR, ANDS */
		add_read(i, general((uint32_t)rn));
		i->writes_flags = bits(w, 30, 29) == 3;
		add_write(i, i->writes_flags ? general((uint32_t)rd) : rd);
		return;
	case 5: /* MOVN, MOVZ, MOVK */
		if (bits(w, 30, 29) == 3)
			add_read(i, general((uint32_t)rd));
		add_write(i, general((uint32_t)rd));
		return;
	default: /* bitfields, EXTR */
		add_read(i, general((uint32_t)rn));
		if (group == 7)
			add_read(i, general(bits(w, 20, 16)));
		else if (bits(w, 30, 29) == 1) /* BFM keeps some of Rd */
			add_read(i, general((uint32_t)rd));
		add_write(i, general((uint32_t)rd));
	}
}

static void data_register(uint32_t w, struct instruction *i)
{
	const int rd = general(bits(w, 4, 0));
	const int rn = general(bits(w, 9, 5));
	const int rm = general(bits(w, 20, 16));
	const unsigned op2 = bits(w, 24, 21);

	if (!bits(w, 28, 28)) {
		/* Logical, or add and subtract, shifted; the extended form has SP. */
		const bool extended = bits(w, 24, 24) && bits(w, 21, 21);

		i->writes_flags = bits(w, 24, 24) ? bits(w, 29, 29) : bits(w, 30, 29) == 3;
		add_read(i, extended ? (int)bits(w, 9, 5) : rn);
		add_read(i, rm);
		add_write(i, extended && !i->writes_flags ? (int)bits(w, 4, 0) : rd);
		return;
	}
	if (bits(w, 24, 24)) { /* three sources */
		add_read(i, rn);
		add_read(i, rm);
		add_read(i, general(bits(w, 14, 10)));
		add_write(i, rd);
		return;
	}
	switch (op2) {
	case 0: /* with carry, RMIF, SETF */
		add_read(i, rn);
		i->reads_flags = true;
		i->writes_flags = bits(w, 29, 29) || bits(w, 11, 10);
		if (!bits(w, 11, 10)) {
			add_read(i, rm);
			add_write(i, rd);
		}
		return;
	case 2: /* conditional compare */
		add_read(i, rn);
		if (!bits(w, 11, 11))
			add_read(i, rm);
		i->reads_flags = i->writes_flags = true;
		return;
	case 4: /* conditional select */
		add_read(i, rn);
		add_read(i, rm);
		add_write(i, rd);
		i->reads_flags = true;
		return;
	default: /* one or two sources */
		add_read(i, rn);
		if (!bits(w, 30, 30))
			add_read(i, rm);
		add_write(i, rd);
	}
}

static void data_vector(uint32_t w, struct instruction *i)
{
	const int vd = REGISTER_V + (int)bits(w, 4, 0);
	const int vn = REGISTER_V + (int)bits(w, 9, 5);
	const int vm = REGISTER_V + (int)bits(w, 20, 16);
	/* DUP, INS, UMOV, SMOV */
	const bool copy = bits(w, 28, 21) == 0x70 && !bits(w, 31, 31) && !bits(w, 15, 15) &&
			  bits(w, 10, 10);
	const unsigned how = bits(w, 14, 11);

	i->kind = I_OTHER;
	/* FMOV, FCVT and their kin between the files of registers. */
	if (bits(w, 30, 24) == 0x1e && bits(w, 21, 21) && !bits(w, 15, 10)) {
		const unsigned opcode = bits(w, 18, 16);
		const bool to_general = opcode != 2 && opcode != 3 && opcode != 7;

		add_read(i, to_general ? vn : general(bits(w, 9, 5)));
		add_write(i, to_general ? general(bits(w, 4, 0)) : vd);
		return;
	}
	if (copy && !bits(w, 29, 29) && how != 0 && how != 1 && how != 3) {
		add_read(i, vn); /* SMOV, UMOV */
		add_write(i, general(bits(w, 4, 0)));
		return;
	}
	if (copy && !bits(w, 29, 29) && how != 0) {
		add_read(i, general(bits(w, 9, 5))); /* DUP, INS from a general register */
		if (how == 3)
			add_read(i, vd);
		add_write(i, vd);
		return;
	}
	if (bits(w, 30, 24) == 0x1e && bits(w, 21, 21) &&
	    (bits(w, 13, 10) == 8 || bits(w, 11, 10) == 1)) { /* FCMP, FCCMP */
		add_read(i, vn);
		add_read(i, vm);
		i->writes_flags = true;
		return;
	}
	add_read(i, vn);
	add_read(i, vm);
	add_read(i, vd); /* many add to it */
	add_write(i, vd);
}

static const char *const domains[16] = {
	"#0", "oshld", "oshst", "osh", "#4",  "nshld", "nshst", "nsh",
	"#8", "ishld", "ishst", "ish", "#12", "ld",    "st",	"sy",
};

static void barrier(struct instruction *i, const char *name, const char *option)
{
	i->kind = I_BARRIER;
	snprintf(i->name, sizeof(i->name), "%s%s%s", name, *option ? " " : "", option);
}

static void system(uint32_t w, struct instruction *i)
{
	const unsigned crm = bits(w, 11, 8);

	i->kind = I_OTHER;
	if ((w & 0xfffff01f) == 0xd503301f) {
		switch (bits(w, 7, 5)) {
		case 4:
			/* DSB #0 and #4 are SSBB and PSSBB, which order nothing here. */
			if (crm != 0 && crm != 4)
				barrier(i, "dsb", domains[crm]);
			return;
		case 1:
			barrier(i, "dsb", domains[crm | 3]);
			return;
		case 5:
			barrier(i, "dmb", domains[crm]);
			return;
		case 6:
			barrier(i, "isb", "");
			return;
		case 7:
			barrier(i, "sb", "");
			return;
		default:
			return;
		}
	}
	if ((w & 0xfff00000) == 0xd5300000) { /* MRS: of NZCV, the flags */
		add_write(i, general(bits(w, 4, 0)));
		i->reads_flags = bits(w, 19, 5) == 0x5a10;
	} else if ((w & 0xfff00000) == 0xd5100000) { /* MSR */
		add_read(i, general(bits(w, 4, 0)));
		i->writes_flags = bits(w, 19, 5) == 0x5a10;
	} else if ((w & 0xfff80000) == 0xd5080000 && bits(w, 15, 12) == 7 &&
		   bits(w, 11, 8) == 4) { /* DC ZVA and its kin store */
		i->kind = I_MEMORY;
		snprintf(i->name, sizeof(i->name), "dc zva");
		i->base = general(bits(w, 4, 0));
		add_read(i, i->base);
	}
}

static void branch(uint32_t w, struct instruction *i)
{
	i->kind = I_OTHER;
	if ((w & 0xff000000) == 0x54000000) { /* B.cond, BC.cond */
		i->kind = I_BRANCH;
		i->reads_flags = true;
		i->target = signed_bits(w, 23, 5) * 4;
	} else if ((w & 0x7e000000) == 0x34000000) { /* CBZ, CBNZ */
		i->kind = I_BRANCH;
		add_read(i, general(bits(w, 4, 0)));
		i->target = signed_bits(w, 23, 5) * 4;
	} else if ((w & 0x7e000000) == 0x36000000) { /* TBZ, TBNZ */
		i->kind = I_BRANCH;
		add_read(i, general(bits(w, 4, 0)));
		i->target = signed_bits(w, 18, 5) * 4;
	} else if ((w & 0x7c000000) == 0x14000000) { /* B, BL */
		if (bits(w, 31, 31))
			add_write(i, 30);
	} else if ((w & 0xfe000000) == 0xd6000000) { /* BR, BLR, RET */
		i->kind = I_BRANCH;
		add_read(i, general(bits(w, 9, 5)));
		if (bits(w, 22, 21) == 1)
			add_write(i, 30);
	} else if ((w & 0xffe0001f) == 0xd4000001) {
		i->kind = I_CALL;
		snprintf(i->name, sizeof(i->name), "svc");
	} else if ((w & 0xffc00000) == 0xd5000000) {
		system(w, i);
	} else if ((w & 0xff000000) == 0xd4000000) {
		i->kind = I_UNKNOWN; /* BRK, HLT and their kin */
	}
}

struct instruction decode(uint32_t word)
{
	struct instruction i = {
		.kind = I_UNKNOWN,
		.base = NO_REGISTER,
		.index = NO_REGISTER,
		.operand = NO_REGISTER,
		.status = NO_REGISTER,
		.data = { NO_REGISTER, NO_REGISTER, NO_REGISTER, NO_REGISTER },
	};
	const unsigned op0 = bits(word, 28, 25);

	if ((op0 & 5) == 4) {
		decode_memory(word, &i);
	} else if ((op0 & 14) == 8) {
		i.kind = I_OTHER;
		data_immediate(word, &i);
	} else if ((op0 & 14) == 10) {
		branch(word, &i);
	} else if ((op0 & 7) == 5) {
		i.kind = I_OTHER;
		data_register(word, &i);
	} else if ((op0 & 7) == 7) {
		data_vector(word, &i);
	}
	return i;
}
