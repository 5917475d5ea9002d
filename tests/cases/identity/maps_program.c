/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * /proc/self/maps: well-formed lines in the order of their addresses that
 * name the program and the stack. Garbage collectors, profilers and Chromium
 * read it and give up on what they cannot parse.
 */
#include "case.h"

#ifdef GUEST

#include <string.h>

static char text[131072];

static bool number(char **p, unsigned long *value, unsigned base, char end)
{
	char *start = *p;

	*value = 0;
	for (;; (*p)++) {
		char c = **p;
		unsigned digit = c >= '0' && c <= '9'	? (unsigned)(c - '0')
				 : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10)
							: 99;

		if (digit >= base)
			break;
		*value = *value * base + digit;
	}
	return *p > start && *(*p)++ == end;
}

static bool permissions(char **p)
{
	static const char *const allowed[] = { "r-", "w-", "x-", "ps" };

	for (int i = 0; i < 4; i++, (*p)++)
		if (!**p || !strchr(allowed[i], **p))
			return false;
	return *(*p)++ == ' ';
}

int guest_main(void)
{
	unsigned long code = (unsigned long)guest_main;
	unsigned long stack = (unsigned long)__builtin_frame_address(0);
	unsigned long last = 0;
	bool code_found = false;
	bool stack_found = false;

	if (!EXPECT(guest_read_file("/proc/self/maps", text, sizeof(text)), >, 0L))
		return 0;
	MUTATE(, memcpy(strstr(text, "[stack]"), "       ", 7));
	for (char *line = text; *line;) {
		char *next = strchr(line, '\n');
		char *p = line;
		unsigned long start;
		unsigned long end;
		unsigned long other;

		if (!EXPECT((void *)next, !=, NULL))
			break;
		*next = 0;

		/* After the inode come blanks and a name, or nothing. */
		bool parses = number(&p, &start, 16, '-') && number(&p, &end, 16, ' ');
		char *mode = p;

		parses = parses && permissions(&p) && number(&p, &other, 16, ' ') &&
			 number(&p, &other, 16, ':') && number(&p, &other, 16, ' ') &&
			 number(&p, &other, 10, ' ');
		if (!EXPECT(parses, ==, true)) {
			NOTE("line", "%s", line);
			break;
		}
		while (*p == ' ')
			p++;
		EXPECT(start, <, end);
		EXPECT(start, >=, last);
		last = end;
		if (code >= start && code < end) {
			code_found = true;
			EXPECT(mode[2], ==, 'x');
			EXPECT_STR(p, GUEST_SELF);
		}
		if (stack >= start && stack < end) {
			stack_found = true;
			EXPECT(mode[1], ==, 'w');
			EXPECT_STR(p, "[stack]");
		}
		line = next + 1;
	}
	EXPECT(code_found, ==, true);
	EXPECT(stack_found, ==, true);
	return 0;
}

#else

CASE(maps_program, .rule = "ID-4",
     .summary = "/proc/self/maps parses, and names the program and its stack",
     .issues = { "https://github.com/puppeteer/puppeteer/issues/10095" });

#endif
