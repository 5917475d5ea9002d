/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * glibc finds the main thread's stack in /proc/self/maps, Chrome, sanitizers
 * and profilers read all of it: it must show the program's own mappings.
 */
#include "case.h"

#ifdef GUEST

#include <elf.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char text[1 << 18];

struct line {
	unsigned long begin, end, offset;
	char permissions[8];
	const char *path;
};

/* "begin-end rwxp offset major:minor inode   path" */
static bool parse(char *at, struct line *line)
{
	char *end;

	memset(line, 0, sizeof(*line));
	line->begin = strtoul(at, &end, 16);
	if (*end != '-')
		return false;
	line->end = strtoul(end + 1, &end, 16);
	if (*end++ != ' ' || line->begin >= line->end)
		return false;
	for (int i = 0; i < 4; i++)
		line->permissions[i] = *end++;
	for (int i = 0; i < 3; i++)
		if (line->permissions[i] != '-' && line->permissions[i] != "rwx"[i])
			return false;
	if ((line->permissions[3] != 'p' && line->permissions[3] != 's') || *end++ != ' ')
		return false;
	line->offset = strtoul(end, &end, 16);
	if (*end++ != ' ')
		return false;
	strtoul(end, &end, 16);
	if (*end++ != ':')
		return false;
	strtoul(end, &end, 16);
	if (*end++ != ' ')
		return false;
	strtoul(end, &end, 10);
	while (*end == ' ')
		end++;
	line->path = end;
	return true;
}

/* The line that holds `address`; checks all lines on the way. */
static bool find(const void *address, struct line *found)
{
	unsigned long last = 0;
	bool there = false;
	int bad = 0;
	int disorder = 0;

	if (!EXPECT_ROW("/proc/self/maps can be read",
			guest_read_file("/proc/self/maps", text, sizeof(text)) > 0, ==, true))
		return false;
	for (char *at = text; *at;) {
		char *end = strchr(at, '\n');
		struct line line;

		if (!end)
			break;
		*end = 0;
		if (!parse(at, &line)) {
			bad++;
		} else {
			disorder += line.begin < last;
			last = line.end;
			if ((unsigned long)address >= line.begin &&
			    (unsigned long)address < line.end) {
				*found = line;
				there = true;
			}
		}
		at = end + 1;
	}
	EXPECT_ROW("lines that cannot be parsed", bad, ==, 0);
	EXPECT_ROW("lines out of order", disorder, ==, 0);
	return there;
}

static int data = 1;

int guest_main(void)
{
	const size_t page = GUEST_PAGE;
	int fd = MUST(memfd_create, "listed", 0);
	struct line line;
	int local;

	MUST(ftruncate, fd, (off_t)(4 * page));

	char *map = MUST(mmap, NULL, 2 * page, PROT_READ, MAP_SHARED, fd, (off_t)page);

	MUTATE(, MUST(mprotect, map, page, PROT_NONE));
	if (EXPECT_ROW("a file's mapping is listed", find(map, &line), ==, true)) {
		EXPECT_ROW("its begin", line.begin, ==, (unsigned long)map);
		EXPECT_ROW("its end", line.end, ==, (unsigned long)map + 2 * page);
		EXPECT_ROW("its offset", line.offset, ==, page);
		EXPECT_STR(line.permissions, "r--s");
		EXPECT_STR(line.path, "/memfd:listed (deleted)");
	}
	MUST(mprotect, map + page, page, PROT_NONE);
	if (EXPECT_ROW("a protected part is listed", find(map + page, &line), ==, true)) {
		EXPECT_ROW("its begin, split", line.begin, ==, (unsigned long)map + page);
		EXPECT_STR(line.permissions, "---s");
	}
	MUST(munmap, map, 2 * page);
	EXPECT_ROW("what is unmapped is not listed", find(map, &line), ==, false);

	if (EXPECT_ROW("the stack is listed", find(&local, &line), ==, true)) {
		EXPECT_STR(line.path, "[stack]");
		EXPECT_STR(line.permissions, "rw-p");
	}
	if (EXPECT_ROW("the program's data is listed", find(&data, &line), ==, true))
		EXPECT_STR(line.permissions, "rw-p");
	if (EXPECT_ROW("the program's code is listed", find((void *)guest_main, &line), ==,
		       true)) {
		EXPECT_STR(line.permissions, "r-xp");
		EXPECT_STR(line.path, GUEST_SELF);
	}

	/* A kernel may do without it (vdso=0). */
	const void *vdso = (const void *)guest_aux(AT_SYSINFO_EHDR);

	if (vdso)
		EXPECT_ROW("the vdso is listed", find(vdso, &line), ==, true);
	return 0;
}

#else

CASE(maps_lists_mapping, .rule = "MEM-10",
     .summary = "/proc/self/maps lists the program's own mappings with their protections",
     .issues = { "https://github.com/puppeteer/puppeteer/issues/10095" });

#endif
