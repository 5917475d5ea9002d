/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "herd.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { AT_ONCE = 200, BUCKETS = 4096 };

/* Of CPU, for one test. */
#define SECONDS "20"

struct question {
	enum herd_language language;
	uint64_t hash;
	char *text;
	char *states;
	char trouble[160];
	bool asked;
	int next; /* of its bucket, or -1 */
};

struct herd {
	char loader[600], program[600], libraries[600], models[600], directory[600];
	struct question *list;
	size_t count, room;
	int buckets[BUCKETS];
};

struct herd *herd_open(const char *image, const char *directory, char *why, size_t size)
{
	struct herd *h = calloc(1, sizeof(*h));

	if (!h) {
		snprintf(why, size, "out of memory");
		return NULL;
	}
	snprintf(h->loader, sizeof(h->loader), "%s/lib/loader", image);
	snprintf(h->libraries, sizeof(h->libraries), "%s/lib", image);
	snprintf(h->program, sizeof(h->program), "%s/bin/herd7", image);
	snprintf(h->models, sizeof(h->models), "%s/herd", image);
	snprintf(h->directory, sizeof(h->directory), "%s", directory);
	for (int i = 0; i < BUCKETS; i++)
		h->buckets[i] = -1;
	if (access(h->loader, X_OK) || access(h->program, R_OK)) {
		snprintf(why, size, "%s has no herd7; run: fixtures/images/build herdtools",
			 image);
		free(h);
		return NULL;
	}
	if (mkdir(directory, 0755) && errno != EEXIST) {
		snprintf(why, size, "cannot make %s: %s", directory, strerror(errno));
		free(h);
		return NULL;
	}
	return h;
}

static uint64_t hash_of(enum herd_language language, const char *text)
{
	uint64_t hash = 0xcbf29ce484222325 + (uint64_t)language;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3;
	return hash;
}

int herd_add(struct herd *h, enum herd_language language, const char *text)
{
	const uint64_t hash = hash_of(language, text);
	int *bucket = &h->buckets[hash % BUCKETS];

	for (int i = *bucket; i >= 0; i = h->list[i].next)
		if (h->list[i].hash == hash && h->list[i].language == language &&
		    strcmp(h->list[i].text, text) == 0)
			return i;
	if (h->count == h->room) {
		const size_t room = 2 * h->room + 256;
		struct question *list = realloc(h->list, room * sizeof(*list));

		if (!list)
			return -1;
		h->list = list;
		h->room = room;
	}
	h->list[h->count] = (struct question){
		.language = language, .hash = hash, .text = strdup(text), .next = *bucket
	};
	if (!h->list[h->count].text)
		return -1;
	*bucket = (int)h->count;
	return (int)h->count++;
}

void herd_path(const struct herd *h, int number, char *path, size_t size)
{
	snprintf(path, size, "%s/T%d.litmus", h->directory, number);
}

size_t herd_count(const struct herd *h)
{
	return h->count;
}

/* NULL: it can't be read. */
static char *read_file(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = NULL;
	size_t room = 0;

	if (!file)
		return NULL;
	if (getdelim(&text, &room, 0, file) < 0) {
		free(text);
		text = NULL;
	}
	fclose(file);
	return text;
}

/* By its number herd7 knows it, which drops the second test of a name. */
static bool write_test(const struct herd *h, int number, const char *path,
		       const char *condition, char *why, size_t size)
{
	const struct question *q = &h->list[number];
	FILE *file = fopen(path, "we");

	if (file) {
		fprintf(file, "%s T%d\n%s", q->language == HERD_X86 ? "X86_64" : "AArch64",
			number, q->text);
		if (*condition)
			fprintf(file, "exists (%s)\n", condition);
	}
	if (file && !ferror(file) && fclose(file) == 0)
		return true;
	snprintf(why, size, "cannot write %s: %s", path, strerror(errno));
	return false;
}

static bool write_question(const struct herd *h, int number, char *why, size_t size)
{
	char path[700];

	herd_path(h, number, path, sizeof(path));
	return write_test(h, number, path, "", why, size);
}

bool herd_write(const struct herd *h, int number, const char *directory, const char *name,
		const char *condition, char *why, size_t size)
{
	char path[1024];

	snprintf(path, sizeof(path), "%s/%s.litmus", directory, name);
	return write_test(h, number, path, condition, why, size);
}

static struct question *question(struct herd *h, const char *name)
{
	char *end;
	const unsigned long number = strtoul(name + 1, &end, 10);

	return *name == 'T' && end > name + 1 && number < h->count ? &h->list[number] : NULL;
}

static void append(char **text, const char *line)
{
	const size_t old = *text ? strlen(*text) : 0;
	char *longer = realloc(*text, old + strlen(line) + 1);

	if (!longer)
		return;
	strcpy(longer + old, line);
	*text = longer;
}

/* "Test T5 Required", "States 3", so many lines; or a warning that names the file. */
static void read_answers(struct herd *h, FILE *from)
{
	struct question *q = NULL;
	char *line = NULL;
	size_t room = 0;
	long states = 0;
	const char *name;

	while (getline(&line, &room, from) > 0) {
		if (states > 0) {
			states--;
			if (q)
				append(&q->states, line);
		} else if (strncmp(line, "Test T", 6) == 0) {
			q = question(h, line + 5);
		} else if (strncmp(line, "States ", 7) == 0) {
			states = atol(line + 7);
		} else if (strncmp(line, "Warning", 7) == 0 && (name = strstr(line, "/T"))) {
			struct question *bad = question(h, name + 1);
			const char *what = strstr(name, "\": ");

			what = what ? what + 3 : strstr(name, "\", ");
			if (bad)
				snprintf(bad->trouble, sizeof(bad->trouble), "%.*s",
					 (int)strcspn(what ? what : name, "\n"),
					 what ? what : name);
		}
	}
	/* It ended amid an answer. */
	if (states > 0 && q) {
		free(q->states);
		q->states = NULL;
	}
	free(line);
}

/* What herd7 prints; NULL fills `why`. Ended by herd_end. */
static FILE *herd_begin(const char *const *argv, pid_t *pid, char *why, size_t size)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC)) {
		snprintf(why, size, "pipe: %s", strerror(errno));
		return NULL;
	}
	*pid = fork();
	if (*pid == 0) {
		sigset_t none;

		/* The runner takes its signals from a descriptor, and blocks them. */
		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		dup2(ends[1], 1);
		dup2(ends[1], 2);
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	close(ends[1]);
	FILE *from = fdopen(ends[0], "r");

	if (*pid > 0 && from)
		return from;
	snprintf(why, size, "cannot start herd7: %s", strerror(errno));
	close(ends[0]);
	return NULL;
}

static bool herd_end(const struct herd *h, FILE *from, pid_t pid, char *why, size_t size)
{
	int status;

	fclose(from);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (WIFEXITED(status) && WEXITSTATUS(status) != 127)
		return true;
	snprintf(why, size, "%s could not be run", h->program);
	return false;
}

static bool ask(struct herd *h, const int *numbers, size_t count, char *why, size_t size)
{
	static char paths[AT_ONCE][700];
	const char *argv[AT_ONCE + 16] = { h->loader,  "--library-path", h->libraries,
					   h->program, "-set-libdir",	 h->models,
					   "-timeout", SECONDS };
	size_t n = 8;
	pid_t pid;

	for (size_t i = 0; i < count; i++) {
		if (!write_question(h, numbers[i], why, size))
			return false;
		herd_path(h, numbers[i], paths[i], sizeof(paths[i]));
		argv[n++] = paths[i];
	}
	FILE *from = herd_begin(argv, &pid, why, size);

	if (!from)
		return false;
	read_answers(h, from);
	return herd_end(h, from, pid, why, size);
}

bool herd_draw(const struct herd *h, const char *directory, const char *const *names,
	       size_t count, char *why, size_t size)
{
	/* po is program order, rf who read whose store, fr what is read before a store and
	 * co the order of two stores. Barriers stand between the accesses themselves. */
	static const char *const look[] = {
		"-show",	   "prop",    "-showone",    "true",
		"-graph",	   "columns", "-xscale",     "2",
		"-splines",	   "true",    "-squished",   "true",
		"-showinitwrites", "false",   "-showlegend", "false",
		"-fontsize",	   "11",      "-unshow",     "ca,dmb.st,dmb.ld,dmb.full,dmb.sy",
		"-doshow",	   "fr,co"
	};
	enum { LOOKS = sizeof(look) / sizeof(look[0]) };
	static char paths[DRAWN_MOST][1024];
	const char *argv[DRAWN_MOST + LOOKS + 16] = {
		h->loader, "--library-path", h->libraries, h->program, "-set-libdir",
		h->models, "-timeout",	     SECONDS,	   "-o",       directory
	};
	char line[256];
	size_t n = 10;
	pid_t pid;

	for (size_t i = 0; i < LOOKS; i++)
		argv[n++] = look[i];
	for (size_t i = 0; i < count && i < DRAWN_MOST; i++) {
		snprintf(paths[i], sizeof(paths[i]), "%s/%s.litmus", directory, names[i]);
		argv[n++] = paths[i];
	}
	FILE *from = herd_begin(argv, &pid, why, size);

	if (!from)
		return false;
	while (fgets(line, sizeof(line), from))
		continue;
	return herd_end(h, from, pid, why, size);
}

/* What it has once answered, by the text: "HASH.states". */
static void answer_path(const struct herd *h, const struct question *q, char *path, size_t size)
{
	snprintf(path, size, "%s/%016" PRIx64 ".states", h->directory, q->hash);
}

/* Not if herd7 is newer. */
static bool is_known(const struct herd *h, struct question *q)
{
	char path[700];
	struct stat answer;
	struct stat program;

	answer_path(h, q, path, sizeof(path));
	if (stat(path, &answer) || stat(h->program, &program) ||
	    answer.st_mtime < program.st_mtime)
		return false;
	q->states = read_file(path);
	return q->states != NULL;
}

static void keep(const struct herd *h, const struct question *q)
{
	char path[700];
	char part[720];

	answer_path(h, q, path, sizeof(path));
	snprintf(part, sizeof(part), "%s.part", path);
	FILE *file = q->states ? fopen(part, "we") : NULL;

	if (!file)
		return;
	fputs(q->states, file);
	if (fclose(file) == 0)
		rename(part, path);
}

bool herd_run(struct herd *h, char *why, size_t size)
{
	int numbers[AT_ONCE];
	size_t count = 0;

	for (size_t i = 0; i < h->count; i++) {
		struct question *q = &h->list[i];

		if (!q->asked && is_known(h, q)) {
			if (!write_question(h, (int)i, why, size))
				return false;
		} else if (!q->asked) {
			numbers[count++] = (int)i;
		}
		q->asked = true;
		if (count == AT_ONCE || (count && i + 1 == h->count)) {
			if (!ask(h, numbers, count, why, size))
				return false;
			for (size_t k = 0; k < count; k++)
				keep(h, &h->list[numbers[k]]);
			count = 0;
		}
	}
	return true;
}

const char *herd_states(const struct herd *h, int number, const char **trouble)
{
	const struct question *q = &h->list[number];

	*trouble = q->trouble[0] ? q->trouble : "herd7 gave no answer";
	return q->states;
}
