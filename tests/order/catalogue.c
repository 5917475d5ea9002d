/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WW, RR, RW, WR, W, KINDS };

static const char *const letters[KINDS] = { "WW", "RR", "RW", "WR", "W" };

/* Bodies that go together; NULL: there is none, and no family with it. */
struct style {
	const char *name;
	const char *bodies[KINDS];
};

#define SIZE(n)                                                                                \
	{                                                                                      \
#n,                                                                            \
		{                                                                              \
			"W" #n " NONE W" #n, "R" #n " NONE R" #n, "R" #n " NONE W" #n,         \
				"W" #n " MFENCE R" #n, "W" #n                                  \
		}                                                                              \
	}
#define BETWEEN(name, n, word)                                                                 \
	{                                                                                      \
		name,                                                                          \
		{                                                                              \
			"W" #n " " word " W" #n, "R" #n " " word " R" #n, NULL, NULL, "W" #n   \
		}                                                                              \
	}
#define FENCE(name, body)                                                                      \
	{                                                                                      \
		name,                                                                          \
		{                                                                              \
			"W8 NONE W8", "R8 NONE R8", "R8 NONE W8", body, "W8"                   \
		}                                                                              \
	}
#define LOCK(name, word)                                                                       \
	{                                                                                      \
		name,                                                                          \
		{                                                                              \
			"W8 NONE " word, "R8 NONE R8", "R8 NONE " word, word " NONE R8", word  \
		}                                                                              \
	}
#define PAYLOAD(name, word, reader)                                                            \
	{                                                                                      \
		name,                                                                          \
		{                                                                              \
			word " NONE W8", "R8 NONE " reader, NULL, NULL, "W8"                   \
		}                                                                              \
	}

static const struct style styles[] = {
	SIZE(8),
	SIZE(1),
	SIZE(2),
	SIZE(4),
	SIZE(16),
	SIZE(32),
	SIZE(MMX),
	SIZE(X4),
	SIZE(X8),
	SIZE(X10),
	SIZE(8A4),
	SIZE(8A12),
	SIZE(8A60),
	SIZE(4A1),
	SIZE(16A8),
	SIZE(16A56),
	{ "8-jump", { "W8 JMP W8", "R8 JMP R8", "R8 JMP W8", "W8 MFENCE R8", "W8" } },
	{ "8-branch", { "W8 JCC W8", "R8 JCC R8", "R8 JCC W8", "W8 MFENCE R8", "W8" } },
	{ "8-call", { "W8 CALL W8", "R8 CALL R8", "R8 CALL W8", "W8 MFENCE R8", "W8" } },
	{ "8-far", { "W8 PAD W8", "R8 PAD R8", "R8 PAD W8", "W8 MFENCE R8", "W8" } },
	BETWEEN("8-loop", 8, "LOOP"),
	BETWEEN("16-jump", 16, "JMP"),
	BETWEEN("16-branch", 16, "JCC"),
	BETWEEN("16-call", 16, "CALL"),
	BETWEEN("16-far", 16, "PAD"),
	BETWEEN("16-loop", 16, "LOOP"),
	FENCE("8-nofence", "W8 NONE R8"),
	FENCE("8-xchg", "W8 XCHGZ R8"),
	FENCE("8-xadd", "W8 XADDZ R8"),
	FENCE("8-cas", "W8 CASZ R8"),
	FENCE("8-casfail", "W8 CASFZ R8"),
	FENCE("8-cas8bfail", "W8 CAS8BFZ R8"),
	FENCE("8-cas16fail", "W8 CAS16FZ R8"),
	FENCE("8-lockstack", "W8 LORSP R8"),
	FENCE("8-cpuid", "W8 CPUID R8"),
	FENCE("8-sfence", "W8 SFENCE R8"),
	FENCE("8-lfence", "W8 LFENCE R8"),
	LOCK("xchg", "XCHG"),
	LOCK("xadd", "XADD"),
	LOCK("lock-add", "LADD"),
	LOCK("cas", "CAS"),
	LOCK("cas8b", "CAS8B"),
	LOCK("cas16", "CAS16"),
	PAYLOAD("1-flag", "W1", "R1"),
	PAYLOAD("2-flag", "W2", "R2"),
	PAYLOAD("4-flag", "W4", "R4"),
	PAYLOAD("16-flag", "W16", "R16"),
	PAYLOAD("32-flag", "W32", "R32"),
	PAYLOAD("mmx-flag", "WMMX", "RMMX"),
	PAYLOAD("x87-4-flag", "WX4", "RX4"),
	PAYLOAD("x87-8-flag", "WX8", "RX8"),
	PAYLOAD("x87-10-flag", "WX10", "RX10"),
	PAYLOAD("movs-flag", "WMOVS", "RMOVS"),
	PAYLOAD("stos-flag", "WSTOS", "R8"),
	PAYLOAD("push-flag", "WPUSH", "RPOP"),
	PAYLOAD("call-flag", "WCALL", "RPOP"),
	PAYLOAD("8a12-flag", "W8A12", "R8A12"),
	PAYLOAD("8a60-flag", "W8A60", "R8A60"),
	PAYLOAD("16a56-flag", "W16A56", "R16A56"),
	{ "nt8-sfence", { "WNT8 SFENCE W8", "R8 NONE R8", NULL, NULL, "W8" } },
	{ "nt16-sfence", { "WNT16 SFENCE W8", "R8 NONE R16", NULL, NULL, "W8" } },
	{ "nt8-mfence", { "WNT8 MFENCE W8", "R8 NONE R8", NULL, NULL, "W8" } },
	{ "nt16-mfence", { "WNT16 MFENCE W8", "R8 NONE R16", NULL, NULL, "W8" } },
	{ "nt16-lock", { "WNT16 LORSP W8", "R8 NONE R16", NULL, NULL, "W8" } },
	{ "nt8-lock", { "WNT8 LORSP W8", "R8 NONE R8", NULL, NULL, "W8" } },
	{ "nt8-nofence", { "WNT8 NONE W8", "R8 NONE R8", NULL, NULL, "W8" } },
};

/* The controls'. */
static const struct style control_styles[] = {
	{ "c11-relaxed",
	  { "SRLX NONE SRLX", "LRLX NONE LRLX", "LRLX NONE SRLX", "SRLX NONE LRLX", NULL } },
	{ "c11-acqrel",
	  { "SREL NONE SREL", "LACQ NONE LACQ", "LACQ NONE SREL", "SREL NONE LACQ", NULL } },
	{ "c11-seqcst",
	  { "SSC NONE SSC", "LSC NONE LSC", "LSC NONE SSC", "SSC NONE LSC", NULL } },
};

enum {
	STYLES = sizeof(styles) / sizeof(styles[0]),
	CONTROL_STYLES = sizeof(control_styles) / sizeof(control_styles[0]),
};

static int kind_of(const char *text)
{
	for (int i = 0; i < KINDS; i++)
		if (strcmp(letters[i], text) == 0)
			return i;
	return -1;
}

const struct capture *capture_find(const struct capture *captures, size_t count,
				   const char *body)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(captures[i].body, body) == 0)
			return &captures[i];
	return NULL;
}

const char *catalogue_lacks(const struct capture *captures, size_t count)
{
	for (size_t s = 0; s < STYLES; s++)
		for (int k = 0; k < KINDS; k++)
			if (styles[s].bodies[k] &&
			    !capture_find(captures, count, styles[s].bodies[k]))
				return styles[s].bodies[k];
	return NULL;
}

static struct test *add(struct catalogue *c, const struct family *family)
{
	if (c->count == TESTS_MOST)
		return NULL;
	struct test *t = &c->list[c->count++];

	t->family = family;
	return t;
}

/* "W8.MFENCE.R8" */
static void append_body(char *name, size_t size, const char *body)
{
	size_t used = strlen(name);

	for (; *body && used + 1 < size; body++) {
		if (strncmp(body, " NONE ", 6) == 0)
			body += 5;
		name[used++] = *body == ' ' ? '.' : *body;
	}
	name[used] = 0;
}

/* Where one kind of body is looked at by itself. */
static const struct {
	const char *letters, *families[5];
} alone[] = {
	{ "WW", { "MP", "S", "R", "2+2W", NULL } },
	{ "RR", { "MP", "WRC", "IRIW", "CoRR", NULL } },
	{ "RW", { "LB", "S", "WRC", NULL } },
	{ "WR", { "SB", "R", "RWC", NULL } },
};

static const struct family *family_named(const char *name)
{
	for (size_t i = 0; i < family_count; i++)
		if (strcmp(families[i].name, name) == 0)
			return &families[i];
	return NULL;
}

static void add_alone(struct catalogue *c, const struct capture *capture, const char *name)
{
	const struct family *family = family_named(name);
	const int at = family_thread(family, capture->shape.letters, 0);
	struct test *t = at < 0 ? NULL : add(c, family);

	if (!t)
		return;
	t->bodies[at] = capture->body;
	snprintf(t->name, sizeof(t->name), "%s", family->name);
	for (int i = 0; i < THREADS_MOST && family->threads[i].letters; i++) {
		const size_t used = strlen(t->name);

		snprintf(t->name + used, sizeof(t->name) - used, "+%s", i == at ? "" : "sc");
		if (i == at)
			append_body(t->name, sizeof(t->name), capture->body);
	}
}

static void add_style(struct catalogue *c, const struct capture *captures, size_t count,
		      const struct style *style, const struct family *family)
{
	struct test made = { .family = family };
	bool is_first = style == styles;
	bool differs = is_first;

	for (int i = 0; i < THREADS_MOST && family->threads[i].letters; i++) {
		const int kind = kind_of(family->threads[i].letters);
		const char *body = style->bodies[kind];
		const struct capture *capture =
			body ? capture_find(captures, count, body) : NULL;

		if (!capture)
			return;
		differs |= strcmp(body, styles[0].bodies[kind]) != 0;
		made.bodies[i] = capture->body;
	}
	struct test *t = differs ? add(c, family) : NULL;

	if (!t)
		return;
	*t = made;
	snprintf(t->name, sizeof(t->name), "%s+%s", family->name, style->name);
}

bool catalogue_make(const struct capture *captures, size_t count, struct catalogue *c)
{
	*c = (struct catalogue){ .list = calloc(TESTS_MOST, sizeof(struct test)) };
	if (!c->list)
		return false;
	for (size_t s = 0; s < STYLES + CONTROL_STYLES; s++)
		for (size_t f = 0; f < family_count; f++)
			add_style(c, captures, count,
				  s < STYLES ? &styles[s] : &control_styles[s - STYLES],
				  &families[f]);
	for (size_t i = 0; i < count; i++)
		for (size_t a = 0; a < sizeof(alone) / sizeof(alone[0]); a++)
			for (int f = 0;
			     strcmp(alone[a].letters, captures[i].shape.letters) == 0 &&
			     alone[a].families[f];
			     f++)
				add_alone(c, &captures[i], alone[a].families[f]);
	return true;
}
