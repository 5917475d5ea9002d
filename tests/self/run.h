/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Running the runner of the self-tests as a user would, and reading it. */
#ifndef RUN_H
#define RUN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RUN_TEXT = 1 << 20 };

/* Of one test: a directory that looks like build/, with results of its own. */
struct run {
	char directory[256];
	char expect[300];
	char out[RUN_TEXT];
	char err[RUN_TEXT];
	int status; /* exit status, or 128 + signal */
	pid_t pid;
	int ends[2];
};

static inline void run_link(const struct run *run, const char *from, const char *name)
{
	char to[400];
	char path[600];
	char *real = realpath(from, NULL);

	snprintf(to, sizeof(to), "%s/%s", run->directory, name);
	snprintf(path, sizeof(path), "%s", real ? real : from);
	free(real);
	assert_int_equal(symlink(path, to), 0);
}

/* Fresh, with the guests of this payload; tests run from the top of the project. */
static inline struct run *run_new_of(const char *payload)
{
	struct run *run = calloc(1, sizeof(*run));

	assert_non_null(run);
	snprintf(run->directory, sizeof(run->directory), "build/self/run-XXXXXX");
	assert_non_null(mkdtemp(run->directory));
	snprintf(run->expect, sizeof(run->expect), "%s/expect", run->directory);
	assert_int_equal(mkdir(run->expect, 0755), 0);
	run_link(run, payload, "payload");
	run_link(run, "build/self/payload.erofs", "payload.erofs");
	run_link(run, "build/self/initrd-debian-4k", "initrd-debian-4k");
	run_link(run, "build/self/initrd-debian-16k", "initrd-debian-16k");
	run_link(run, "build/images", "images");
	return run;
}

static inline struct run *run_new(void)
{
	return run_new_of("build/self/payload");
}

static inline void run_free(struct run *run)
{
	char command[400];

	snprintf(command, sizeof(command), "rm -rf %s", run->directory);
	assert_int_equal(system(command), 0);
	free(run);
}

static inline void run_write(const char *directory, const char *name, const char *text)
{
	char path[600];

	snprintf(path, sizeof(path), "%s/%s", directory, name);

	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static inline void run_start_argv(struct run *run, const char *const *argv)
{
	char path[2][400];

	snprintf(path[0], sizeof(path[0]), "%s/out", run->directory);
	snprintf(path[1], sizeof(path[1]), "%s/err", run->directory);
	run->pid = fork();
	assert_true(run->pid >= 0);
	if (run->pid == 0) {
		dup2(open("/dev/null", O_RDONLY), 0);
		dup2(open(path[0], O_WRONLY | O_CREAT | O_TRUNC, 0644), 1);
		dup2(open(path[1], O_WRONLY | O_CREAT | O_TRUNC, 0644), 2);
		execvp(argv[0], (char *const *)argv);
		_exit(126);
	}
}

static inline void run_slurp(const struct run *run, const char *name, char *text)
{
	char path[600];

	snprintf(path, sizeof(path), "%s/%s", run->directory, name);

	FILE *file = fopen(path, "re");
	size_t n = file ? fread(text, 1, RUN_TEXT - 1, file) : 0;

	text[n] = 0;
	if (file)
		fclose(file);
}

/* Of a file's bytes, so that two states of it can be compared. */
static inline void run_digest(const struct run *run, const char *name, char digest[64])
{
	static char text[RUN_TEXT];
	uint64_t hash = 0xcbf29ce484222325; /* FNV-1a */

	run_slurp(run, name, text);
	assert_true(text[0] != 0);
	for (const char *p = text; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 0x100000001b3;
	snprintf(digest, 64, "%016llx", (unsigned long long)hash);
}

static inline void run_wait(struct run *run)
{
	int status = 0;

	assert_int_equal(waitpid(run->pid, &status, 0), run->pid);
	run->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	run_slurp(run, "out", run->out);
	run_slurp(run, "err", run->err);
}

/* Arguments as separate words, ending with NULL. */
static inline void run_start(struct run *run, ...)
{
	static char build[300];
	static char expect[400];
	const char *argv[32] = { "build/self/conformance", build, expect };
	size_t n = 3;
	va_list args;

	snprintf(build, sizeof(build), "--build=%s", run->directory);
	snprintf(expect, sizeof(expect), "--expect=%s", run->expect);
	va_start(args, run);
	while (n < 31 && (argv[n] = va_arg(args, const char *)))
		n++;
	va_end(args);
	argv[n] = NULL;
	run_start_argv(run, argv);
}

#define RUN(run, ...)                                                                          \
	do {                                                                                   \
		run_start(run, __VA_ARGS__, NULL);                                             \
		run_wait(run);                                                                 \
	} while (0)

/* A command of the runner, as compare, with its own arguments; ends with NULL. */
static inline void run_command(struct run *run, ...)
{
	const char *argv[32] = { "build/self/conformance" };
	size_t n = 1;
	va_list args;

	va_start(args, run);
	while (n < 31 && (argv[n] = va_arg(args, const char *)))
		n++;
	va_end(args);
	argv[n] = NULL;
	run_start_argv(run, argv);
	run_wait(run);
}

#define RUN_COMMAND(run, ...) run_command(run, __VA_ARGS__, NULL)

/* What the results say of a check; a fresh reference, or NULL. */
static inline json_t *run_result(const struct run *run, const char *name, const char *flavour,
				 const char *backend)
{
	char path[400];
	char *line = NULL;
	size_t room = 0;
	json_t *found = NULL;

	snprintf(path, sizeof(path), "%s/results/results.jsonl", run->directory);

	FILE *file = fopen(path, "re");

	while (file && !found && getline(&line, &room, file) > 0) {
		json_t *json = json_loads(line, 0, NULL);
		const char *test = json_string_value(json_object_get(json, "case"));
		const char *kind = json_string_value(json_object_get(json, "flavour"));
		const char *by = json_string_value(json_object_get(json, "backend"));

		if (test && kind && by && strcmp(test, name) == 0 &&
		    strcmp(kind, flavour) == 0 && (!backend || strcmp(by, backend) == 0))
			found = json_incref(json);
		json_decref(json);
	}
	free(line);
	if (file)
		fclose(file);
	return found;
}

static inline void assert_result(const struct run *run, const char *name, const char *key,
				 const char *wanted)
{
	json_t *result = run_result(run, name, "static", NULL);
	const char *got = json_string_value(json_object_get(result, key));

	if (!got || strcmp(got, wanted) != 0)
		print_error("%s %s: got %s, wanted %s\n%s\n", name, key, got ? got : "nothing",
			    wanted, run->err);
	assert_non_null(got);
	assert_string_equal(got, wanted);
	json_decref(result);
}

static inline void assert_says(const char *text, const char *part)
{
	if (!strstr(text, part))
		print_error("\"%s\" is not in:\n%s\n", part, text);
	assert_non_null(strstr(text, part));
}

/* Cannot run: one line that says so, exit status 2. */
static inline void assert_cannot(const struct run *run, const char *part)
{
	const char *line = strstr(run->err, "conformance: ");

	if (run->status != 2)
		print_error("exit status %d\n%s%s\n", run->status, run->out, run->err);
	assert_int_equal(run->status, 2);
	assert_says(run->err, part);
	assert_non_null(line);
	line = strchr(line, '\n');
	assert_non_null(line);
	assert_string_equal(line, "\n");
}

#endif
