/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: facts FLAVOUR < what `strace -f --decode-pids=pidns -o` wrote
 *
 * Which case makes which system call with which named options. A process is a
 * case's from when it opens that case's report, which is after all start-up of
 * loader and libc, and so are its children; a program that it executes counts
 * when it opens the report as well. Prints each fact once:
 *   FLAVOUR CASE call NAME
 *   FLAVOUR CASE option NAME ARGUMENT OPTION     ARGUMENT counts from 1
 *   FLAVOUR CASE path NAME PATH                  for paths in /proc, /sys, /dev
 */
#include <ctype.h>
#include <search.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIDS_MOST = 1 << 22, NAME_MOST = 64 };

/* A system call that created a process: where it began tells whose child that is. */
struct birth {
	unsigned child, parent;
	struct birth *next;
};

static struct life {
	const char *name; /* of the case; NULL: none's */
	bool counts;
	bool alive;
	char *unfinished;
	struct birth *births, **last_birth;
} * lives[PIDS_MOST];

static struct line {
	unsigned pid;
	char *text;
} * lines;
static size_t line_count;

static const char *flavour;
static void *facts;

static void *checked(void *p)
{
	if (!p) {
		fputs("facts: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void say(const char *text)
{
	char *copy = checked(strdup(text));
	char **found = checked(tsearch(copy, &facts, compare));

	if (*found != copy)
		free(copy);
	else
		printf("%s\n", text);
}

static struct life *life_of(unsigned pid)
{
	if (pid >= PIDS_MOST) {
		fputs("facts: a process number that Linux does not have\n", stderr);
		exit(2);
	}
	if (!lives[pid]) {
		lives[pid] = checked(calloc(1, sizeof(*lives[pid])));
		lives[pid]->last_birth = &lives[pid]->births;
	}
	return lives[pid];
}

/* Joins what strace tells of one call in two places; NULL if it is but the first. */
static char *joined(struct life *life, char *text)
{
	char *cut = strstr(text, " <unfinished ...>");
	char *rest = strncmp(text, "<... ", 5) == 0 ? strstr(text, " resumed>") : NULL;

	if (cut) {
		*cut = 0;
		free(life->unfinished);
		life->unfinished = checked(strdup(text));
		return NULL;
	}
	if (!rest || !life->unfinished)
		return text;

	const size_t first = strlen(life->unfinished);
	char *whole = checked(malloc(first + strlen(rest + 9) + 1));

	memcpy(whole, life->unfinished, first);
	strcpy(whole + first, rest + 9);
	free(life->unfinished);
	life->unfinished = NULL;
	return whole;
}

/* What follows the last " = " outside of all brackets and strings. */
static const char *result_of(const char *text)
{
	const char *found = NULL;

	for (const char *p = text; (p = strstr(p, " = ")); p++)
		if (p > text && (p[-1] == ')' || p[-1] == ' '))
			found = p + 3;
	return found ? found : "?";
}

static void add_line(unsigned pid, char *text)
{
	static size_t most;

	if (line_count == most) {
		most = most ? 2 * most : 1 << 16;
		lines = checked(realloc(lines, most * sizeof(*lines)));
	}
	lines[line_count].pid = pid;
	lines[line_count++].text = text;
}

static void read_lines(void)
{
	char *text = NULL;
	size_t room = 0;
	ssize_t length;

	while ((length = getline(&text, &room, stdin)) > 0) {
		char *end;
		unsigned long pid = strtoul(text, &end, 10);

		if (text[length - 1] == '\n')
			text[length - 1] = 0;
		if (end == text)
			continue;
		while (*end == ' ')
			end++;
		struct life *life = life_of((unsigned)pid);

		/* One that never came back. */
		if (strncmp(end, "+++", 3) == 0 && life->unfinished) {
			add_line((unsigned)pid, life->unfinished);
			life->unfinished = NULL;
		}

		char *whole = joined(life, end);

		/* Without a text it still says that the process lives by then. */
		add_line((unsigned)pid, whole == end ? checked(strdup(end)) : whole);
	}
	free(text);
}

static bool is_call(const char *text, const char *name)
{
	const size_t n = strlen(name);

	return strncmp(text, name, n) == 0 && text[n] == '(';
}

static void find_births(void)
{
	for (size_t i = 0; i < line_count; i++) {
		const char *text = lines[i].text;

		if (!text || (!is_call(text, "clone") && !is_call(text, "clone3") &&
			      !is_call(text, "fork") && !is_call(text, "vfork")))
			continue;

		const char *result = result_of(text);
		const char *outside = strstr(result, "/* ");
		unsigned long child = strtoul(outside ? outside + 3 : result, NULL, 10);

		if (child == 0 || child >= PIDS_MOST || *result == '-')
			continue;

		struct life *life = life_of((unsigned)child);
		struct birth *birth = checked(calloc(1, sizeof(*birth)));

		birth->child = (unsigned)child;
		birth->parent = lines[i].pid;
		*life->last_birth = birth;
		life->last_birth = &birth->next;
	}
}

static void begin(struct life *life)
{
	struct birth *birth = life->births;

	life->alive = true;
	life->name = NULL;
	life->counts = false;
	if (!birth)
		return;
	life->births = birth->next;

	const struct life *parent = life_of(birth->parent);

	life->name = parent->name;
	life->counts = parent->counts;
	free(birth);
}

static void name_option(const char *name, const char *call, int argument, const char *from,
			const char *to)
{
	char fact[512];

	const char *letter = from;

	while (*letter == '_')
		letter++;
	if (to - from < 3 || to - from > NAME_MOST || !isupper((unsigned char)*letter))
		return;
	snprintf(fact, sizeof(fact), "%s %s option %s %d %.*s", flavour, name, call, argument,
		 (int)(to - from), from);
	say(fact);
}

/* Over a string in quotes; tells paths that are the kernel's. */
static const char *over_string(const char *p, const char *name, const char *call)
{
	static const char *const roots[] = { "/proc/", "/sys/", "/dev/" };
	const char *start = p + 1;

	for (p++; *p && *p != '"'; p++)
		if (*p == '\\' && p[1])
			p++;
	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++) {
		char fact[512];

		if (strncmp(start, roots[i], strlen(roots[i])) != 0 || p - start > 200)
			continue;
		snprintf(fact, sizeof(fact), "%s %s path %s %.*s", flavour, name, call,
			 (int)(p - start), start);
		say(fact);
	}
	return *p ? p : p - 1;
}

static void tell(const char *name, const char *text)
{
	const char *open = strchr(text, '(');
	char call[NAME_MOST];
	char fact[256];
	int depth = 0;
	int argument = 1;

	if (!open || open == text || open - text >= NAME_MOST)
		return;
	for (const char *p = text; p < open; p++)
		if (!isalnum((unsigned char)*p) && *p != '_')
			return;
	snprintf(call, sizeof(call), "%.*s", (int)(open - text), text);
	snprintf(fact, sizeof(fact), "%s %s call %s", flavour, name, call);
	say(fact);
	for (const char *p = open; *p; p++) {
		if (*p == '"') {
			p = over_string(p, name, call);
		} else if (strchr("([{", *p)) {
			depth++;
		} else if (strchr(")]}", *p)) {
			if (--depth == 0)
				return;
		} else if (*p == ',' && depth == 1) {
			argument++;
		} else if (isupper((unsigned char)*p) || *p == '_') {
			const char *from = p;

			while (isalnum((unsigned char)*p) || *p == '_')
				p++;
			name_option(name, call, argument, from, p);
			p--;
		} else if (isalnum((unsigned char)*p)) {
			while (isalnum((unsigned char)p[1]) || p[1] == '_')
				p++;
		}
	}
}

/* The case whose report this call opens, or NULL. */
static const char *report_opened(const char *text)
{
	static const char start[] = "openat(AT_FDCWD, \"/report/";
	const char *name = text + sizeof(start) - 1;
	const char *end;

	if (strncmp(text, start, sizeof(start) - 1) != 0 || *result_of(text) == '-')
		return NULL;
	end = strchr(name, '"');
	return end && end > name ? checked(strndup(name, (size_t)(end - name))) : NULL;
}

int main(int argc, char **argv)
{
	flavour = argc > 1 ? argv[1] : "";
	read_lines();
	find_births();
	for (size_t i = 0; i < line_count; i++) {
		struct life *life = life_of(lines[i].pid);
		const char *text = lines[i].text;

		if (!life->alive)
			begin(life);
		if (!text)
			continue;
		if (strncmp(text, "+++", 3) == 0) {
			life->alive = false;
			continue;
		}

		const char *opened = report_opened(text);

		if (opened) {
			life->name = opened;
			life->counts = true;
			continue;
		}
		if (life->name && life->counts)
			tell(life->name, text);
		if ((is_call(text, "execve") || is_call(text, "execveat")) &&
		    *result_of(text) == '0')
			life->counts = false;
	}
	return 0;
}
