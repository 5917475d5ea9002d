/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "operations.h"

#include <string.h>

#define LOAD(n, b, o, ...)                                                                     \
	{                                                                                      \
		.name = (n), .kind = OPERATION_LOAD, .bytes = (b), .offset = (o),              \
		.update = UPDATE_KEEP, __VA_ARGS__                                             \
	}
#define STORE(n, b, o, ...)                                                                    \
	{                                                                                      \
		.name = (n), .kind = OPERATION_STORE, .bytes = (b), .offset = (o), __VA_ARGS__ \
	}
#define LOCKED(n, b, u)                                                                        \
	{                                                                                      \
		.name = (n), .kind = OPERATION_LOCKED, .bytes = (b), .update = (u)             \
	}
#define COMPARED(n, b)                                                                         \
	{                                                                                      \
		.name = (n), .kind = OPERATION_LOCKED, .bytes = (b), .compares = true          \
	}
#define BETWEEN(n, k, b, u, text)                                                              \
	{                                                                                      \
		.name = (n), .kind = (k), .bytes = (b), .update = (u), .x86 = (text)           \
	}
#define BOTH(n, b, o, ...) STORE("W" n, b, o, __VA_ARGS__), LOAD("R" n, b, o, __VA_ARGS__)

static const struct operation operations[] = {
	BOTH("1", 1, 0, 0),
	BOTH("2", 2, 0, 0),
	BOTH("4", 4, 0, 0),
	BOTH("8", 8, 0, 0),
	BOTH("16", 16, 0, 0),
	BOTH("32", 32, 0, .many = true),
	BOTH("MMX", 8, 0, 0),
	BOTH("X4", 4, 0, 0),
	BOTH("X8", 8, 0, 0),
	BOTH("X10", 10, 0, .many = true),
	BOTH("8A4", 8, 4, .many = true),
	BOTH("8A12", 8, 12, .many = true),
	BOTH("8A60", 8, 60, .many = true),
	BOTH("4A1", 4, 1, .many = true),
	BOTH("16A8", 16, 8, .many = true),
	BOTH("16A56", 16, 56, .many = true),
	BOTH("MOVS", 64, 0, .many = true),
	STORE("WSTOS", 64, 0, .many = true),
	STORE("WPUSH", 8, 0, 0),
	STORE("WCALL", 8, 0, 0),
	LOAD("RPOP", 8, 0, 0),
	LOAD("RCMP", 8, 0, 0),
	STORE("WNT8", 8, 0, .non_temporal = true),
	STORE("WNT16", 16, 0, .non_temporal = true),
	LOCKED("XCHG", 8, UPDATE_SET),
	LOCKED("XADD", 8, UPDATE_ADD),
	LOCKED("LADD", 4, UPDATE_ADD),
	COMPARED("CAS", 8),
	COMPARED("CAS8B", 8),
	COMPARED("CAS16", 16),

	BETWEEN("NONE", OPERATION_NOTHING, 0, UPDATE_SET, ""),
	BETWEEN("JMP", OPERATION_NOTHING, 0, UPDATE_SET, ""),
	BETWEEN("JCC", OPERATION_NOTHING, 0, UPDATE_SET, ""),
	BETWEEN("CALL", OPERATION_NOTHING, 0, UPDATE_SET, ""),
	BETWEEN("PAD", OPERATION_NOTHING, 0, UPDATE_SET, ""),
	BETWEEN("LOOP", OPERATION_NOTHING, 0, UPDATE_SET, ""),
	BETWEEN("MFENCE", OPERATION_FENCE, 0, UPDATE_SET, "mfence"),
	/* Neither keeps a store before a later load (SDM 3A, 8.2.5); herd7's model would. */
	BETWEEN("SFENCE", OPERATION_FENCE, 0, UPDATE_SET, ""),
	BETWEEN("LFENCE", OPERATION_FENCE, 0, UPDATE_SET, ""),
	/* It serializes (SDM 3A, 8.3): as much as MFENCE, at least. */
	BETWEEN("CPUID", OPERATION_FENCE, 0, UPDATE_SET, "mfence"),
	/* All are alike to x86's model, and herd7 knows no other one that adds: what fails
	 * to compare is locked as well, and writes what it has read. */
	BETWEEN("XCHGZ", OPERATION_LOCKED_ELSEWHERE, 8, UPDATE_SET, "lock addq $1,(%s)"),
	BETWEEN("XADDZ", OPERATION_LOCKED_ELSEWHERE, 8, UPDATE_ADD, "lock addq $1,(%s)"),
	BETWEEN("CASZ", OPERATION_LOCKED_ELSEWHERE, 8, UPDATE_SET, "lock addq $1,(%s)"),
	BETWEEN("CASFZ", OPERATION_LOCKED_ELSEWHERE, 8, UPDATE_KEEP, "lock addq $0,(%s)"),
	BETWEEN("CAS8BFZ", OPERATION_LOCKED_ELSEWHERE, 8, UPDATE_KEEP, "lock addq $0,(%s)"),
	BETWEEN("CAS16FZ", OPERATION_LOCKED_ELSEWHERE, 16, UPDATE_KEEP, "lock addq $0,(%s)"),
	BETWEEN("LORSP", OPERATION_LOCKED_ELSEWHERE, 4, UPDATE_KEEP, "lock addq $0,(%s)"),

	/* The controls on arm64 (guest/arm64.S), as if they stood for plain ones of x86. */
	STORE("STR", 8, 0, 0),
	STORE("STLR", 8, 0, 0),
	STORE("STRQ", 16, 0, 0),
	STORE("STP", 16, 0, .many = true),
	STORE("SRLX", 8, 0, 0),
	STORE("SREL", 8, 0, 0),
	STORE("SSC", 8, 0, 0),
	LOAD("LDR", 8, 0, 0),
	LOAD("LDAR", 8, 0, 0),
	LOAD("LDAPR", 8, 0, 0),
	LOAD("LDRQ", 16, 0, 0),
	LOAD("LRLX", 8, 0, 0),
	LOAD("LACQ", 8, 0, 0),
	LOAD("LSC", 8, 0, 0),
	LOCKED("SWPAL", 8, UPDATE_SET),
	BETWEEN("DMB", OPERATION_FENCE, 0, UPDATE_SET, "mfence"),
	BETWEEN("DMBLD", OPERATION_NOTHING, 0, UPDATE_SET, ""),
	BETWEEN("DMBST", OPERATION_NOTHING, 0, UPDATE_SET, ""),
	BETWEEN("CONTROL", OPERATION_NOTHING, 0, UPDATE_SET, ""),
	BETWEEN("ADDRESS", OPERATION_NOTHING, 0, UPDATE_SET, ""),
	BETWEEN("LDADDAL", OPERATION_LOCKED_ELSEWHERE, 8, UPDATE_ADD, "lock addq $1,(%s)"),
	BETWEEN("LDADD", OPERATION_LOCKED_ELSEWHERE, 8, UPDATE_ADD, "lock addq $1,(%s)"),
	BETWEEN("CASALF", OPERATION_LOCKED_ELSEWHERE, 8, UPDATE_KEEP, "lock addq $0,(%s)"),
	BETWEEN("LOOPEX", OPERATION_LOCKED_ELSEWHERE, 8, UPDATE_ADD, "lock addq $1,(%s)"),
	BETWEEN("LOOPDMB", OPERATION_LOCKED_ELSEWHERE, 8, UPDATE_ADD, "lock addq $1,(%s)"),
};

const struct operation *operation_find(const char *name, size_t length)
{
	for (size_t i = 0; i < sizeof(operations) / sizeof(operations[0]); i++)
		if (strncmp(operations[i].name, name, length) == 0 &&
		    !operations[i].name[length])
			return &operations[i];
	return NULL;
}

static bool is_access(const struct operation *o)
{
	return o && o->kind <= OPERATION_LOCKED;
}

bool shape_of(const char *body, struct shape *shape)
{
	const struct operation *words[3] = { NULL };
	size_t count = 0;

	while (*body && count < 3) {
		const size_t length = strcspn(body, " ");

		words[count] = operation_find(body, length);
		if (!words[count++])
			return false;
		body += length + (body[length] == ' ');
	}
	*shape = (struct shape){ .access = { words[0], words[2] }, .between = words[1] };
	if (*body || !is_access(words[0]) ||
	    (count != 1 && (count != 3 || !is_access(words[2]) || is_access(words[1]))))
		return false;
	for (int i = 0; i < ACCESSES_MOST && shape->access[i]; i++)
		shape->letters[i] = shape->access[i]->kind == OPERATION_LOAD ? 'R' : 'W';
	return true;
}

bool shape_is_judged(const struct shape *shape)
{
	const struct operation *between = shape->between;
	const bool fenced =
		between &&
		(between->kind == OPERATION_LOCKED_ELSEWHERE ||
		 (between->kind == OPERATION_FENCE && strcmp(between->name, "LFENCE") != 0));

	for (int i = 0; i < ACCESSES_MOST && shape->access[i]; i++)
		if (shape->access[i]->non_temporal && !fenced)
			return false;
	return true;
}
