/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Every parser of bytes that come from elsewhere, for libFuzzer: --parser=NAME chooses
 * one. Built with ASan and UBSan; what a parser makes of the bytes is not looked at.
 */
#include "assignment.h"
#include "deviations.h"
#include "guest_report.h"
#include "patterns.h"
#include "resume.h"
#include "selection.h"
#include "session_parts.h"
#include "tier.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A session in the middle of its run. */
static void make_session(struct session *s, struct planned checks[3])
{
	static const char *const names[] = { "self_pass/static/crun", "self_hang/static/crun",
					     "self_status/glibc/crun" };
	static struct instance instance;

	instance.backend = backends[0];
	snprintf(instance.label, sizeof(instance.label), "%s", backends[0]->name);
	*s = (struct session){ .machine = &machine_host,
			       .instance = &instance,
			       .checks = checks,
			       .count = 3,
			       .header = json_object(),
			       .stream = -1 };
	for (size_t i = 0; i < 3; i++) {
		checks[i] = (struct planned){ .state = CHECK_PENDING };
		snprintf(checks[i].name, sizeof(checks[i].name), "%s", names[i]);
	}
}

/* Its stream is a pipe's end, so that it reads as from a machine. */
static void hear_bytes(const char *data, size_t size)
{
	static int null = -1;
	struct run_options options = { .journal = "/dev/null" };
	struct planned checks[3];
	struct session s;
	int ends[2];

	if (null < 0)
		null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	struct runner runner = {
		.options = &options, .sessions = &s, .count = 1, .journal = null
	};

	make_session(&s, checks);
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK))
		abort();
	if (write(ends[1], data, size) < 0 && size)
		abort();
	close(ends[1]);
	s.stream = ends[0];
	machine_hear(&runner, &s);
	machine_close(&s);
	for (size_t i = 0; i < 3; i++)
		json_decref(checks[i].record.extra);
	json_decref(s.header);
	free(s.line);
}

/* The bytes as a file: its path. */
static const char *file_of(const char *data, size_t size)
{
	static char path[64];
	static int fd = -1;

	if (fd < 0)
		fd = memfd_create("bytes", MFD_CLOEXEC);
	if (ftruncate(fd, 0) || pwrite(fd, data, size, 0) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return path;
}

static void parse_guest_report(const char *data, size_t size)
{
	struct guest_report report;
	struct record record = { 0 };

	FILE *file = size ? fmemopen((char *)data, size, "r") : NULL;

	if (!file)
		return;
	guest_report_parse(file, &report);
	fclose(file);
	guest_report_to_record(&report, size & 1, &record);
	json_decref(record_to_json(&record));
}

static void parse_record(const char *data, size_t size)
{
	json_t *json = json_loadb(data, size, JSON_ALLOW_NUL, NULL);
	struct record record;

	if (record_from_json(json, &record)) {
		json_t *again = record_to_json(&record);

		if (!again)
			abort();
		json_decref(again);
	}
	json_decref(record.extra);
	json_decref(json);
}

static void parse_assignment(const char *data, size_t size)
{
	json_t *json = json_loadb(data, size, 0, NULL);
	struct assignment assignment;
	char why[512];

	if (assignment_from_json(json, &assignment, why, sizeof(why))) {
		json_decref(assignment_to_json(&assignment));
		assignment_free(&assignment);
	}
	json_decref(json);
}

static void parse_journal(const char *data, size_t size)
{
	struct planned checks[3];
	struct session s;
	struct plan plan = { .sessions = &s, .session_count = 1 };
	double seconds;
	char why[512];

	make_session(&s, checks);
	resume_or_begin(true, file_of(data, size), &plan, &seconds, why, sizeof(why));
	for (size_t i = 0; i < 3; i++)
		json_decref(checks[i].record.extra);
	json_decref(s.header);
}

static void parse_deviations(const char *data, size_t size)
{
	struct deviations deviations;
	char why[512];

	if (deviations_read(file_of(data, size), &deviations, why, sizeof(why))) {
		for (size_t i = 0; i < deviations.count; i++)
			deviation_is_stale(&deviations.list[i]);
		deviations_free(&deviations);
	}
}

static char *text_of(const char *data, size_t size)
{
	char *text = malloc(size + 1);

	if (!text)
		abort();
	memcpy(text, data, size);
	text[size] = 0;
	return text;
}

static void parse_patterns(const char *data, size_t size)
{
	char *text = text_of(data, size);
	struct check check;
	char why[512];

	patterns_take(text, "self_pass");
	patterns_name_cases(text, why, sizeof(why));
	check_from_name(text, &check);
	free(text);
}

static void parse_tier(const char *data, size_t size)
{
	char why[512];

	free(tier_read("/proc/self/fd", strrchr(file_of(data, size), '/') + 1, why,
		       sizeof(why)));
}

static const struct parser {
	const char *name;
	void (*parse)(const char *data, size_t size);
} parsers[] = {
	{ "guest-report", parse_guest_report },
	{ "record", parse_record },
	{ "session", hear_bytes },
	{ "assignment", parse_assignment },
	{ "journal", parse_journal },
	{ "deviations", parse_deviations },
	{ "patterns", parse_patterns },
	{ "tier", parse_tier },
};

static const struct parser *chosen;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	for (int i = 1; i < *argc; i++)
		for (size_t k = 0; k < sizeof(parsers) / sizeof(parsers[0]); k++)
			if (strncmp((*argv)[i], "--parser=", 9) == 0 &&
			    strcmp((*argv)[i] + 9, parsers[k].name) == 0)
				chosen = &parsers[k];
	if (!chosen) {
		fprintf(stderr, "fuzz: no --parser=NAME\n");
		exit(2);
	}
	return 0;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	chosen->parse((const char *)data, size);
	return 0;
}
