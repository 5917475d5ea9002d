/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * An arm64 instruction, as far as it matters for memory order: what it reads and
 * writes in memory and in registers, and what it orders. By the encodings of the
 * Arm ARM, C4.1.
 */
#ifndef ORDER_DECODE_H
#define ORDER_DECODE_H

#include <stdbool.h>
#include <stdint.h>

enum instruction_kind {
	I_OTHER,   /* no memory, no order */
	I_UNKNOWN, /* not decoded: it may do anything */
	I_LOAD,
	I_STORE,
	I_LOAD_EXCLUSIVE,
	I_STORE_EXCLUSIVE,
	I_RMW, /* LDADD and its kin */
	I_SWAP,
	I_COMPARE, /* CAS, CASP */
	I_BARRIER, /* DMB, DSB, ISB, SB */
	I_BRANCH,  /* conditional, or to a register */
	I_CALL,	   /* SVC */
	I_MEMORY,  /* touches memory at `base` in a way that isn't told here */
};

/* Registers: X0 to X30, then SP, then V0 to V31. XZR is none. */
enum { REGISTER_SP = 31, REGISTER_V = 32, NO_REGISTER = -1 };

enum extension { EXTEND_NONE, EXTEND_UXTW, EXTEND_SXTW };

struct instruction {
	enum instruction_kind kind;
	char name[16]; /* as an assembler writes it, a barrier with its option */
	/* Memory: `count` registers of `size` bytes, one behind the other. */
	unsigned size, count;
	bool acquire, acquire_pc, release;
	bool literal; /* the address is the instruction's own and `offset` */
	int base, index;
	enum extension extend;
	unsigned shift;
	int64_t offset;
	int data[4]; /* loaded into, or stored from */
	int operand; /* RMW, swap: Rs; compare: the expected value */
	int status;  /* of a store exclusive */
	/* Where to: a branch that is no branch to a register. */
	int64_t target;
	/* All that it reads and writes; of a load, `writes` is what takes the value, and
	 * `address_reads` what makes the address. */
	uint64_t reads, writes, address_reads;
	bool reads_flags, writes_flags;
};

struct instruction decode(uint32_t word);

/* The mask of a register; nothing for NO_REGISTER. */
static inline uint64_t register_mask(int number)
{
	return number < 0 ? 0 : UINT64_C(1) << number;
}

/* Loads and stores; what it isn't stays I_UNKNOWN. For decode() alone. */
void decode_memory(uint32_t w, struct instruction *i);

static inline uint32_t bits(uint32_t word, int high, int low)
{
	return word >> low & ((UINT32_C(2) << (high - low)) - 1);
}

static inline int64_t signed_bits(uint32_t word, int high, int low)
{
	const int width = high - low + 1;
	const int64_t value = bits(word, high, low);

	return value & (INT64_C(1) << (width - 1)) ? value - (INT64_C(1) << width) : value;
}

static inline int general(uint32_t number)
{
	return number == 31 ? NO_REGISTER : (int)number;
}

#endif
