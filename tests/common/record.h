/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What was observed of one check (a case, in one flavour, under one engine,
 * backend and machine), and its journey as JSON.
 */
#ifndef RECORD_H
#define RECORD_H

#include <jansson.h>
#include <stdbool.h>

enum observation {
	OBSERVED_PASS,
	OBSERVED_WRONG,	  /* a claim does not hold, silently */
	OBSERVED_REFUSED, /* a clean, documented error instead */
	OBSERVED_CRASH,	  /* ended by a signal nobody sent */
	OBSERVED_HANG,	  /* killed at its time limit */
	OBSERVED_SKIPPED, /* the machine lacks what the case needs: nothing ran */
	OBSERVED_BROKEN,  /* the harness's fault: says nothing about the backend */
	OBSERVED_COUNT,
};
extern const char *const observation_names[OBSERVED_COUNT];

/* From a name; OBSERVED_COUNT if it is none. */
enum observation observation_from(const char *name);

/*
 * `symptom` says what failed and is the same in every run (an expression, a
 * signal's name): deviations are matched against it. `got` holds the values,
 * `where` the guest's or host half's file and line, `last_words` the end of
 * what the container wrote to standard error.
 */
struct record {
	char check[128]; /* CASE/FLAVOUR/ENGINE */
	enum observation observation;
	char symptom[256];
	char got[256];
	char where[128];
	char last_words[1024];
	char notes[1024]; /* NAME=VALUE; ... */
	/* Of what may fail by chance, inside the guest; 0 tries: nothing is said. */
	long tries, failed_tries;
	long ms; /* from the engine's start to its end */
	/* What may have come from outside: its container ended by SIGKILL, or never
	 * started. */
	bool doubtful;
	/* Fields of this record's own kind, passed through to results.jsonl; NULL: none.
	 * An object, of which the record holds a reference until the program ends. */
	json_t *extra;
};

/* New reference; never NULL. */
json_t *record_to_json(const struct record *record);

/* False if it is not a whole record. */
bool record_from_json(const json_t *json, struct record *record);

/* One line, written whole; 0, or -1 with errno. */
int json_write_line(int fd, const json_t *json);

/* The same to a stream, whose errors the caller looks at; takes the reference. NULL, for
 * want of memory, is an empty line. */
void json_put_line(FILE *file, json_t *json);

/* Text of unknown bytes made into valid UTF-8 for JSON; truncates to size. */
void text_clean(char *to, size_t size, const char *from, size_t length);

/* What follows a name, as "brand=", up to the end of its line, made clean: a translator
 * may put its own coloured messages into CPUID's texts. Empty if the name isn't there. */
void text_field(const char *output, const char *name, char *to, size_t size);

#endif
