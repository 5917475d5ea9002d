/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Loads and stores: the Arm ARM's C4.1, "Loads and Stores". */
#include "decode.h"

#include <stdio.h>
#include <string.h>

/* Of a general register, "w" names no size: the letters of the mnemonics do. */
static const char *const letters[4] = { "b", "h", "", "" };

static void set_name(struct instruction *i, const char *text, const char *more)
{
	snprintf(i->name, sizeof(i->name), "%s%s", text, more);
}

/* Registers by their role; data is general or vector. */
static void finish(struct instruction *i, bool writes_back)
{
	const bool loads = i->kind == I_LOAD || i->kind == I_LOAD_EXCLUSIVE;

	i->address_reads = register_mask(i->base) | register_mask(i->index);
	i->reads |= i->address_reads;
	for (int k = 0; k < 4; k++) {
		const uint64_t mask = register_mask(i->data[k]);

		if (loads || i->kind == I_RMW || i->kind == I_SWAP)
			i->writes |= mask;
		else
			i->reads |= mask;
	}
	i->reads |= register_mask(i->operand);
	if (i->kind == I_COMPARE) { /* the expected value's registers take the old one */
		i->writes |= register_mask(i->operand);
		if (i->count == 2 && i->operand >= 0)
			i->writes |= register_mask(i->operand + 1);
	}
	i->writes |= register_mask(i->status);
	if (writes_back)
		i->writes |= register_mask(i->base);
}

static void exclusive(uint32_t w, struct instruction *i)
{
	const unsigned size = bits(w, 31, 30);
	const bool o2 = bits(w, 23, 23);
	const bool load = bits(w, 22, 22);
	const bool o1 = bits(w, 21, 21);
	const bool o0 = bits(w, 15, 15);

	i->base = (int)bits(w, 9, 5);
	i->size = 1U << size;
	i->count = 1;
	i->data[0] = general(bits(w, 4, 0));
	if (!o2 && o1 && size < 2) { /* CASP */
		i->kind = I_COMPARE;
		i->size = 4U << bits(w, 30, 30);
		i->count = 2;
		i->data[1] = (int)bits(w, 4, 0) + 1;
		i->operand = general(bits(w, 20, 16));
		i->acquire = load;
		i->release = o0;
		set_name(i, "casp", load && o0 ? "al" : load ? "a" : o0 ? "l" : "");
	} else if (!o2) { /* exclusive, single or pair */
		i->kind = load ? I_LOAD_EXCLUSIVE : I_STORE_EXCLUSIVE;
		if (o1) {
			i->count = 2;
			i->data[1] = general(bits(w, 14, 10));
		}
		if (load)
			i->acquire = o0;
		else {
			i->release = o0;
			i->status = general(bits(w, 20, 16));
		}
		snprintf(i->name, sizeof(i->name), "%s%s%s",
			 load ? (o0 ? "ldax" : "ldx") : (o0 ? "stlx" : "stx"), o1 ? "p" : "r",
			 o1 ? "" : letters[size]);
	} else if (!o1) { /* LDAR, STLR; LDLAR and STLLR order less, if at all used */
		i->kind = load ? I_LOAD : I_STORE;
		i->acquire = load;
		i->release = !load;
		set_name(i, load ? (o0 ? "ldar" : "ldlar") : (o0 ? "stlr" : "stllr"),
			 letters[size]);
	} else { /* CAS */
		i->kind = I_COMPARE;
		i->operand = general(bits(w, 20, 16));
		i->acquire = load;
		i->release = o0;
		snprintf(i->name, sizeof(i->name), "cas%s%s",
			 load && o0 ? "al"
			 : load	    ? "a"
			 : o0	    ? "l"
				    : "",
			 letters[size]);
	}
	finish(i, false);
}

static const char *vector_name(unsigned bytes)
{
	return bytes == 1   ? " b"
	       : bytes == 2 ? " h"
	       : bytes == 4 ? " s"
	       : bytes == 8 ? " d"
			    : " q";
}

/* LDAPUR and STLUR, also of vectors; LDIAPP and STILP; the rest stays unknown. */
static void ordered_unscaled(uint32_t w, struct instruction *i)
{
	const unsigned size = bits(w, 31, 30);
	const unsigned opc = bits(w, 23, 22);
	const unsigned low = bits(w, 11, 10);
	const bool vector = bits(w, 26, 26);
	bool load = opc != 0;

	i->base = (int)bits(w, 9, 5);
	i->count = 1;
	i->offset = signed_bits(w, 20, 12);
	i->kind = I_MEMORY;
	i->size = 1U << size;
	set_name(i, "memory", "");
	if (!vector && low == 0) {
		i->data[0] = general(bits(w, 4, 0));
		snprintf(i->name, sizeof(i->name), "%s%s%s", load ? "ldapur" : "stlur",
			 opc > 1 ? "s" : "", size == 2 && opc > 1 ? "w" : letters[size]);
	} else if (vector && low == 2) {
		i->data[0] = REGISTER_V + (int)bits(w, 4, 0);
		load = opc & 1;
		if (opc >= 2)
			i->size = 16;
		set_name(i, load ? "ldapur" : "stlur", vector_name(i->size));
	} else if (!vector && low == 2 && size >= 2 && opc < 2) { /* LRCPC3's pairs */
		const bool plain_offset = bits(w, 12, 12);

		load = opc == 1;
		i->count = 2;
		i->data[0] = general(bits(w, 4, 0));
		i->data[1] = general(bits(w, 20, 16));
		i->offset = plain_offset || load ? 0 : -(int64_t)(2 * i->size);
		set_name(i, load ? "ldiapp" : "stilp", "");
		i->kind = load ? I_LOAD : I_STORE;
		i->acquire_pc = load;
		i->release = !load;
		finish(i, !plain_offset);
		return;
	} else {
		finish(i, false);
		return;
	}
	i->kind = load ? I_LOAD : I_STORE;
	i->acquire_pc = load;
	i->release = !load;
	finish(i, false);
}

static void pair(uint32_t w, struct instruction *i)
{
	const unsigned opc = bits(w, 31, 30);
	const bool vector = bits(w, 26, 26);
	const bool load = bits(w, 22, 22);
	const unsigned mode = bits(w, 24, 23);

	if (opc == 3) {
		i->kind = I_MEMORY;
		i->base = (int)bits(w, 9, 5);
		return;
	}
	i->kind = load ? I_LOAD : I_STORE;
	i->base = (int)bits(w, 9, 5);
	i->count = 2;
	i->size = vector ? 4U << opc : opc == 2 ? 8 : 4;
	for (int k = 0; k < 2; k++) {
		const uint32_t number = k ? bits(w, 14, 10) : bits(w, 4, 0);

		i->data[k] = vector ? REGISTER_V + (int)number : general(number);
	}
	if (mode != 1)
		i->offset = signed_bits(w, 21, 15) * (int64_t)i->size;
	snprintf(i->name, sizeof(i->name), "%s%s%s", load ? "ld" : "st", mode ? "p" : "np",
		 vector ? vector_name(i->size) : "");
	finish(i, mode & 1);
}

static const char *const rmw_names[8] = {
	"ldadd", "ldclr", "ldeor", "ldset", "ldsmax", "ldsmin", "ldumax", "ldumin",
};

static void atomic(uint32_t w, struct instruction *i)
{
	const unsigned size = bits(w, 31, 30);
	const bool acquire = bits(w, 23, 23);
	const bool release = bits(w, 22, 22);
	const bool o3 = bits(w, 15, 15);
	const unsigned opc = bits(w, 14, 12);

	i->base = (int)bits(w, 9, 5);
	i->size = 1U << size;
	i->count = 1;
	if (bits(w, 26, 26) || (o3 && opc != 0 && opc != 4)) {
		i->kind = I_MEMORY;
		set_name(i, "atomic", "");
		finish(i, false);
		return;
	}
	i->data[0] = general(bits(w, 4, 0));
	if (o3 && opc == 4) {
		i->kind = I_LOAD;
		i->acquire_pc = true;
		set_name(i, "ldapr", letters[size]);
		finish(i, false);
		return;
	}
	i->operand = general(bits(w, 20, 16));
	i->acquire = acquire;
	i->release = release;
	i->kind = o3 ? I_SWAP : I_RMW;
	snprintf(i->name, sizeof(i->name), "%s%s%s", o3 ? "swp" : rmw_names[opc],
		 acquire && release ? "al"
		 : acquire	    ? "a"
		 : release	    ? "l"
				    : "",
		 letters[size]);
	finish(i, false);
}

static void single(uint32_t w, struct instruction *i)
{
	const unsigned size = bits(w, 31, 30);
	const bool vector = bits(w, 26, 26);
	const unsigned opc = bits(w, 23, 22);
	const bool immediate = bits(w, 24, 24);
	const unsigned low = bits(w, 11, 10);
	const bool load = vector ? opc & 1 : opc != 0;

	if (!immediate && bits(w, 21, 21) && low == 0) {
		atomic(w, i);
		return;
	}
	i->base = (int)bits(w, 9, 5);
	i->count = 1;
	i->size = vector && opc >= 2 ? 16 : 1U << size;
	if (!vector && size == 3 && opc == 2) { /* PRFM */
		i->kind = I_OTHER;
		return;
	}
	i->kind = load ? I_LOAD : I_STORE;
	i->data[0] = vector ? REGISTER_V + (int)bits(w, 4, 0) : general(bits(w, 4, 0));
	if (immediate) {
		i->offset = (int64_t)bits(w, 21, 10) * i->size;
	} else if (!bits(w, 21, 21)) {
		if (low != 1)
			i->offset = signed_bits(w, 20, 12);
	} else if (low == 2) {
		const unsigned option = bits(w, 15, 13);
		unsigned scale = 0;

		while (1U << scale < i->size)
			scale++;
		i->index = general(bits(w, 20, 16));
		i->extend = option == 2 ? EXTEND_UXTW : option == 6 ? EXTEND_SXTW : EXTEND_NONE;
		i->shift = bits(w, 12, 12) ? scale : 0;
	} else { /* LDRAA: its pointer is authenticated first */
		i->offset = (signed_bits(w, 22, 22) * 512 + (int64_t)bits(w, 20, 12)) * 8;
		i->kind = I_MEMORY;
	}
	if (vector)
		set_name(i, load ? "ldr" : "str", vector_name(i->size));
	else
		snprintf(i->name, sizeof(i->name), "%s%s%s", load ? "ldr" : "str",
			 load && opc > 1 ? "s" : "",
			 load && opc > 1 && size == 2 ? "w" : letters[size]);
	finish(i, !immediate && !bits(w, 21, 21) && (low & 1));
}

static void literal(uint32_t w, struct instruction *i)
{
	const unsigned opc = bits(w, 31, 30);
	const bool vector = bits(w, 26, 26);

	i->kind = !vector && opc == 3 ? I_OTHER : I_LOAD;
	i->literal = true;
	i->offset = signed_bits(w, 23, 5) * 4;
	i->count = 1;
	i->size = vector ? 4U << opc : opc == 1 ? 8 : 4;
	i->data[0] = vector ? REGISTER_V + (int)bits(w, 4, 0) : general(bits(w, 4, 0));
	set_name(i, "ldr", vector ? vector_name(i->size) : "");
	finish(i, false);
}

/* LD1 to LD4 of whole registers, and of single elements. */
static void structures(uint32_t w, struct instruction *i)
{
	const bool load = bits(w, 22, 22);
	const bool whole = !bits(w, 24, 24);
	const bool post = bits(w, 23, 23);

	i->kind = load ? I_LOAD : I_STORE;
	i->base = (int)bits(w, 9, 5);
	i->count = 1;
	if (whole) {
		static const uint8_t registers[16] = { 4, 0, 4, 0, 3, 0, 3, 1, 2, 0, 2 };

		i->count = registers[bits(w, 15, 12)];
		i->size = bits(w, 30, 30) ? 16 : 8;
	} else {
		const unsigned scale = bits(w, 15, 14);

		i->count = 1 + bits(w, 21, 21) + 2 * bits(w, 13, 13);
		i->size = scale == 3			  ? 1U << bits(w, 11, 10)
			  : scale == 2 && bits(w, 10, 10) ? 8
							  : 1U << scale;
	}
	if (!i->count) {
		i->kind = I_UNKNOWN;
		return;
	}
	for (unsigned k = 0; k < i->count; k++)
		i->data[k] = REGISTER_V + (int)((bits(w, 4, 0) + k) % 32);
	snprintf(i->name, sizeof(i->name), "%s%u", load ? "ld" : "st", i->count);
	/* LRCPC3's LDAP1 and STL1 are written like a form of LD1. */
	if (!whole && !post && bits(w, 20, 16) == 1) {
		i->acquire_pc = load;
		i->release = !load;
		set_name(i, load ? "ldap1" : "stl1", "");
	}
	finish(i, post);
	if (load && !whole)
		i->reads |= i->writes & ~register_mask(i->base);
}

void decode_memory(uint32_t w, struct instruction *i)
{
	const unsigned group = bits(w, 29, 28);
	const bool high = bits(w, 24, 24);
	const bool vector = bits(w, 26, 26);

	i->kind = I_MEMORY;
	i->base = (int)bits(w, 9, 5);
	set_name(i, "memory", "");
	if (group == 0 && !high && !vector)
		exclusive(w, i);
	else if (group == 0 && vector && !bits(w, 31, 31))
		structures(w, i);
	else if (group == 1 && !high)
		literal(w, i);
	else if (group == 1 && high && !bits(w, 21, 21))
		ordered_unscaled(w, i);
	else if (group == 2)
		pair(w, i);
	else if (group == 3)
		single(w, i);
	else
		finish(i, false);
}
