/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A packed program (UPX) unpacks itself and its interpreter, and writes where they are
 * over the entries that it was given, in place: one that isn't there can't be written.
 */
#include "case.h"

#ifdef GUEST

#include <elf.h>

static const struct {
	unsigned long type;
	const char *what;
} always[] = {
	{ AT_PHDR, "AT_PHDR" },	    { AT_PHENT, "AT_PHENT" },	{ AT_PHNUM, "AT_PHNUM" },
	{ AT_PAGESZ, "AT_PAGESZ" }, { AT_BASE, "AT_BASE" },	{ AT_FLAGS, "AT_FLAGS" },
	{ AT_ENTRY, "AT_ENTRY" },   { AT_UID, "AT_UID" },	{ AT_EUID, "AT_EUID" },
	{ AT_GID, "AT_GID" },	    { AT_EGID, "AT_EGID" },	{ AT_HWCAP, "AT_HWCAP" },
	{ AT_CLKTCK, "AT_CLKTCK" }, { AT_SECURE, "AT_SECURE" }, { AT_RANDOM, "AT_RANDOM" },
	{ AT_EXECFN, "AT_EXECFN" },
};

static int count(unsigned long type)
{
	int n = 0;

	for (const unsigned long *entry = guest_auxv; entry[0] != AT_NULL; entry += 2)
		n += entry[0] == type;
	return n;
}

int guest_main(void)
{
	for (unsigned long *entry = guest_auxv; *entry; entry += 2)
		if (MUTATE(false, true) && entry[0] == AT_BASE)
			entry[0] = AT_IGNORE;
	for (size_t i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		EXPECT_ROW(always[i].what, count(always[i].type), ==, 1);
	/* Control: what no kernel gives is not found. */
	EXPECT_ROW("no such entry", count(0x7fffffff), ==, 0);
	return 0;
}

#else

CASE(auxv_entries, .rule = "ID-42",
     .summary = "the auxiliary vector has each entry that Linux gives to every program, once",
     .shared = true);

#endif
