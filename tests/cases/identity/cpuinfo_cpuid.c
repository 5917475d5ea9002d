/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* /proc/cpuinfo describes the CPU that CPUID does: k3s, databases and scripts
 * read vendor and flags from there. */
#include "case.h"

#ifdef GUEST

#include <cpuid.h>
#include <string.h>

static char text[262144];

/* The value of a field of the first processor, without its newline. */
static bool field(const char *name, char *value, size_t size)
{
	size_t length = strlen(name);

	for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
		const char *end = strchr(line, '\n');

		if (!end)
			return false;
		if (strncmp(line, name, length) != 0 ||
		    (line[length] != '\t' && line[length] != ' ' && line[length] != ':'))
			continue;

		const char *colon = strchr(line, ':');

		if (!colon || colon > end)
			continue;
		colon += colon[1] == ' ' ? 2 : 1;
		if ((size_t)(end - colon) >= size)
			return false;
		memcpy(value, colon, (size_t)(end - colon));
		value[end - colon] = 0;
		return true;
	}
	return false;
}

static bool has_word(const char *words, const char *word)
{
	size_t length = strlen(word);

	for (const char *p = words; (p = strstr(p, word)); p++)
		if ((p == words || p[-1] == ' ') && (p[length] == ' ' || !p[length]))
			return true;
	return false;
}

/* The first ones every x86_64 CPU has (psABI, x86-64-v1), and Linux doesn't start
 * without. */
enum { BASELINE = 7 };

static const struct {
	const char *name;
	unsigned leaf;
	enum { EBX, ECX, EDX } where;
	int bit;
} rows[] = {
	{ "fpu", 1, EDX, 0 },	    { "cx8", 1, EDX, 8 },     { "cmov", 1, EDX, 15 },
	{ "mmx", 1, EDX, 23 },	    { "fxsr", 1, EDX, 24 },   { "sse", 1, EDX, 25 },
	{ "sse2", 1, EDX, 26 },	    { "tsc", 1, EDX, 4 },     { "pni", 1, ECX, 0 },
	{ "pclmulqdq", 1, ECX, 1 }, { "ssse3", 1, ECX, 9 },   { "fma", 1, ECX, 12 },
	{ "cx16", 1, ECX, 13 },	    { "sse4_1", 1, ECX, 19 }, { "sse4_2", 1, ECX, 20 },
	{ "movbe", 1, ECX, 22 },    { "popcnt", 1, ECX, 23 }, { "aes", 1, ECX, 25 },
	{ "avx", 1, ECX, 28 },	    { "bmi1", 7, EBX, 3 },    { "avx2", 7, EBX, 5 },
	{ "bmi2", 7, EBX, 8 },	    { "sha_ni", 7, EBX, 29 },
};

int guest_main(void)
{
	static char flags[16384];
	char vendor[64];
	unsigned words[4] = { 0 };
	unsigned a;

	if (!EXPECT(guest_read_file("/proc/cpuinfo", text, sizeof(text)), >, 0L))
		return 0;
	__cpuid(0, a, words[0], words[2], words[1]);
	MUTATE(, memcpy(words, "GenuineOther", 12));
	if (EXPECT(field("vendor_id", vendor, sizeof(vendor)), ==, true))
		EXPECT_STR(vendor, (const char *)words);
	if (!EXPECT(field("flags", flags, sizeof(flags)), ==, true))
		return 0;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unsigned r[3] = { 0 };

		if (rows[i].leaf <= a)
			__cpuid_count(rows[i].leaf, 0, words[3], r[EBX], r[ECX], r[EDX]);

		const bool offered = r[rows[i].where] >> rows[i].bit & 1;
		const bool shown = has_word(flags, rows[i].name);

		/* cpuinfo.rst: what the kernel has switched off it doesn't show. */
		if (offered && !shown && i >= BASELINE)
			NOTE("offered by CPUID and not shown", "%s", rows[i].name);
		else
			EXPECT_ROW(rows[i].name, shown, ==, offered);
	}
	return 0;
}

#else

CASE(cpuinfo_cpuid, .rule = "ID-9",
     .summary = "vendor and flags of /proc/cpuinfo are those of CPUID",
     .issues = { "https://github.com/docker/for-mac/issues/7080",
		 "https://github.com/pavel-odintsov/fastnetmon/issues/1015" },
     .x86_64_only = true, .shared = true);

#endif
