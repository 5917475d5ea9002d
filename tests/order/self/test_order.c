/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* order itself: what the tracer reads, what is written for herd7, what it answers. */
#include "../capture.h"
#include "../catalogue.h"
#include "../guest/page.h"
#include "../herd.h"
#include "../outcomes.h"
#include "../tracer/decode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static struct herd *herd;

static int open_herd(void **state)
{
	char why[512] = "";

	(void)state;
	herd = herd_open("build/images/herdtools", "build/order/self", why, sizeof(why));
	if (!herd)
		print_error("%s\n", why);
	return herd ? 0 : -1;
}

/* As an assembler encodes them. */
static void the_decoder_names_what_orders(void **state)
{
	static const struct {
		uint32_t word;
		const char *name;
		enum instruction_kind kind;
		bool acquire, acquire_pc, release;
	} known[] = {
		{ 0xd5033bbf, "dmb ish", I_BARRIER, 0, 0, 0 },
		{ 0xd50339bf, "dmb ishld", I_BARRIER, 0, 0, 0 },
		{ 0xd5033abf, "dmb ishst", I_BARRIER, 0, 0, 0 },
		{ 0xd5033fbf, "dmb sy", I_BARRIER, 0, 0, 0 },
		{ 0xd5033b9f, "dsb ish", I_BARRIER, 0, 0, 0 },
		{ 0xd5033fdf, "isb", I_BARRIER, 0, 0, 0 },
		{ 0xd50330ff, "sb", I_BARRIER, 0, 0, 0 },
		{ 0xf9400020, "ldr", I_LOAD, 0, 0, 0 },
		{ 0xf9000020, "str", I_STORE, 0, 0, 0 },
		{ 0x3dc00020, "ldr q", I_LOAD, 0, 0, 0 },
		{ 0x3d800020, "str q", I_STORE, 0, 0, 0 },
		{ 0xa9400820, "ldp", I_LOAD, 0, 0, 0 },
		{ 0xad000420, "stp q", I_STORE, 0, 0, 0 },
		{ 0xc8dffc20, "ldar", I_LOAD, 1, 0, 0 },
		{ 0xc89ffc20, "stlr", I_STORE, 0, 0, 1 },
		{ 0xf8bfc020, "ldapr", I_LOAD, 0, 1, 0 },
		{ 0xd9408020, "ldapur", I_LOAD, 0, 1, 0 },
		{ 0xd9008020, "stlur", I_STORE, 0, 0, 1 },
		{ 0xc85ffc20, "ldaxr", I_LOAD_EXCLUSIVE, 1, 0, 0 },
		{ 0xc802fc20, "stlxr", I_STORE_EXCLUSIVE, 0, 0, 1 },
		{ 0xc87f0820, "ldxp", I_LOAD_EXCLUSIVE, 0, 0, 0 },
		{ 0xf8e20020, "ldaddal", I_RMW, 1, 0, 1 },
		{ 0xf8220020, "ldadd", I_RMW, 0, 0, 0 },
		{ 0xf8e28020, "swpal", I_SWAP, 1, 0, 1 },
		{ 0xc8e2fc20, "casal", I_COMPARE, 1, 0, 1 },
		{ 0x48607c82, "caspa", I_COMPARE, 1, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		const struct instruction d = decode(known[i].word);

		assert_string_equal(d.name, known[i].name);
		assert_int_equal(d.kind, known[i].kind);
		assert_int_equal(d.acquire, known[i].acquire);
		assert_int_equal(d.acquire_pc, known[i].acquire_pc);
		assert_int_equal(d.release, known[i].release);
	}
}

/* No word of its class that is a DMB or DSB is taken for anything else. */
static void no_barrier_is_missed(void **state)
{
	(void)state;
	for (uint32_t option = 0; option < 16; option++) {
		assert_int_equal(decode(0xd50330bf | option << 8).kind, I_BARRIER);
		if (option != 0 && option != 4) /* SSBB, PSSBB */
			assert_int_equal(decode(0xd503309f | option << 8).kind, I_BARRIER);
	}
	assert_int_equal(decode(0xd503201f).kind, I_OTHER); /* NOP */
	assert_int_equal(decode(0x00000000).kind, I_UNKNOWN);
	assert_int_equal(decode(0xa540a000).kind, I_UNKNOWN); /* SVE */
}

/* "str:x dmb_ish str:y", as a capture of a body; names say what orders. */
static struct capture capture_of(const char *body, const char *text)
{
	json_t *events = json_array();
	struct capture c;
	int loads = 0;

	while (*text) {
		char word[64];
		const size_t length = strcspn(text, " ");

		snprintf(word, sizeof(word), "%.*s", (int)length, text);
		text += length + (text[length] == ' ');
		char *colon = strchr(word, ':');

		if (!colon) {
			for (char *p = word; *p; p++)
				*p = *p == '_' ? ' ' : *p;
			json_array_append_new(
				events, json_pack("{ss ss}", "kind", "barrier", "name", word));
			continue;
		}
		*colon = 0;
		const bool load = word[0] == 'l';
		const char *order = strncmp(word, "ldar", 4) == 0   ? "a"
				    : strncmp(word, "ldap", 4) == 0 ? "q"
				    : strncmp(word, "stl", 3) == 0  ? "l"
								    : "";
		json_t *event = json_pack("{ss ss si si si si ss}", "kind",
					  strcmp(word, "ldxr") == 0	 ? "loadx"
					  : strcmp(word, "stxr") == 0	 ? "storex"
					  : strncmp(word, "cas", 3) == 0 ? "cas"
					  : load			 ? "load"
									 : "store",
					  "name", word, "cell", colon[1] - 'x', "offset", 0,
					  "bytes", 8, "parts", 1, "order",
					  strncmp(word, "casal", 5) == 0 ? "al" : order);

		if (load || word[0] == 'c')
			json_object_set_new(event, "load", json_integer(loads++));
		if (strcmp(word, "casal") == 0)
			json_object_set_new(event, "failed", json_true());
		json_array_append_new(events, event);
	}
	json_t *json = json_pack("{ss so}", "body", body, "events", events);

	assert_true(capture_read(json, &c));
	json_decref(json);
	return c;
}

static const struct test *test_named(const struct catalogue *c, const char *name)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->list[i].name, name) == 0)
			return &c->list[i];
	fail_msg("no test %s", name);
	return NULL;
}

enum answer { KEPT, BROKEN, UNWRITTEN };

static enum answer answer_of(const char *name, const struct capture *captures, size_t count,
			     struct litmus *arm)
{
	static struct litmus x86;
	static struct outcomes outcomes[2];
	const struct capture *threads[THREADS_MOST] = { NULL };
	struct catalogue catalogue;
	char why[512];
	const char *trouble;

	assert_true(catalogue_make(captures, count, &catalogue));
	const struct test test = *test_named(&catalogue, name);

	for (int t = 0; t < THREADS_MOST; t++)
		if (test.bodies[t])
			threads[t] = capture_find(captures, count, test.bodies[t]);
	litmus_x86(&test, &x86);
	litmus_arm(&test, threads, arm);
	free(catalogue.list);
	if (arm->why[0])
		return UNWRITTEN;
	const int a = herd_add(herd, HERD_X86, x86.text);
	const int b = herd_add(herd, HERD_ARM, arm->text);

	assert_true(herd_run(herd, why, sizeof(why)));
	assert_non_null(herd_states(herd, a, &trouble));
	assert_non_null(herd_states(herd, b, &trouble));
	outcomes_read(herd_states(herd, a, &trouble), &x86, &outcomes[0]);
	outcomes_read(herd_states(herd, b, &trouble), arm, &outcomes[1]);
	assert_false(outcomes[0].incomplete || outcomes[1].incomplete);
	assert_true(outcomes[0].count && outcomes[1].count);
	return outcomes_missing(&outcomes[1], &outcomes[0]) < 0 ? KEPT : BROKEN;
}

static enum answer answer_for(const char *name, const char *body, const char *text)
{
	static struct litmus arm;
	struct capture c = capture_of(body, text);
	const enum answer answer = answer_of(name, &c, 1, &arm);

	capture_free(&c);
	return answer;
}

static void right_and_wrong_are_told_apart(void **state)
{
	(void)state;
	assert_int_equal(answer_for("MP+W8.W8+sc", "W8 NONE W8", "str:x str:y"), BROKEN);
	assert_int_equal(answer_for("MP+W8.W8+sc", "W8 NONE W8", "str:x dmb_ish str:y"), KEPT);
	assert_int_equal(answer_for("MP+W8.W8+sc", "W8 NONE W8", "str:x stlr:y"), KEPT);
	assert_int_equal(answer_for("MP+W8.W8+sc", "W8 NONE W8", "stlr:x str:y"), BROKEN);
	assert_int_equal(answer_for("MP+sc+R8.R8", "R8 NONE R8", "ldr:x ldr:y"), BROKEN);
	assert_int_equal(answer_for("MP+sc+R8.R8", "R8 NONE R8", "ldapr:x ldr:y"), KEPT);
	assert_int_equal(answer_for("MP+sc+R8.R8", "R8 NONE R8", "ldr:x dmb_ishst ldr:y"),
			 BROKEN);
	assert_int_equal(answer_for("SB+W8.MFENCE.R8+sc", "W8 MFENCE R8", "str:x dmb_sy ldr:y"),
			 KEPT);
	assert_int_equal(answer_for("SB+W8.MFENCE.R8+sc", "W8 MFENCE R8", "stlr:x ldapr:y"),
			 BROKEN);
	/* x86 allows it without a fence, so nothing is wrong. */
	assert_int_equal(answer_for("SB+W8.R8+sc", "W8 NONE R8", "str:x ldr:y"), KEPT);
}

/* Where another thread has stored first it does something else, on x86 too. */
static void a_compare_and_swap_counts_where_it_has_stored(void **state)
{
	(void)state;
	assert_int_equal(answer_for("2+2W+W8.CAS+sc", "W8 NONE CAS", "stlr:x casal_done:y"),
			 KEPT);
	assert_int_equal(answer_for("MP+W8.CAS+sc", "W8 NONE CAS", "str:x casal_done:y"), KEPT);
	assert_int_equal(answer_for("MP+W8.CAS+sc", "W8 NONE CAS", "str:x cas_done:y"), BROKEN);
}

/* herd7's own model of x86 would. */
static void a_fence_of_stores_keeps_no_load(void **state)
{
	(void)state;
	assert_int_equal(
		answer_for("SB+W8.SFENCE.R8+sc", "W8 SFENCE R8", "stlr:x dmb_ishst ldapr:y"),
		KEPT);
	assert_int_equal(
		answer_for("SB+W8.CASFZ.R8+sc", "W8 CASFZ R8", "str:x casal:z dmb_ishld ldr:y"),
		BROKEN);
	assert_int_equal(
		answer_for("SB+W8.CASFZ.R8+sc", "W8 CASFZ R8", "str:x casal:z dmb_ish ldr:y"),
		KEPT);
}

/* By its definition LDAPUR orders what LDAPR does: both make one text. */
static void equals_are_written_alike(void **state)
{
	static struct litmus arm[2];
	struct capture a = capture_of("R8 NONE R8", "ldapur:x ldapur:y");
	struct capture b = capture_of("R8 NONE R8", "ldapr:x ldapr:y");

	(void)state;
	assert_int_equal(answer_of("MP+sc+R8.R8", &a, 1, &arm[0]), KEPT);
	assert_int_equal(answer_of("MP+sc+R8.R8", &b, 1, &arm[1]), KEPT);
	assert_string_equal(arm[0].text, arm[1].text);
	assert_non_null(strstr(arm[0].said, "LDAPUR"));
	assert_string_equal(arm[1].said, "");
	/* ... and not LDAR, which keeps an earlier STLR before it. */
	assert_null(strstr(arm[0].text, "LDAR"));
	capture_free(&a);
	capture_free(&b);
}

/* herd7's states of a test that is written twice. */
static void assert_alike(const char *one, const char *other)
{
	const char *const both[2] = { one, other };
	char text[2][1024];
	int numbers[2];
	char why[512];
	const char *trouble;

	for (int i = 0; i < 2; i++) {
		snprintf(text[i], sizeof(text[i]),
			 "{ 0:X0=x; 0:X1=1; 0:X2=z; 0:X3=77; 0:X4=1; 0:X5=y; 0:X9=1; 1:X0=y; "
			 "1:X1=1; 1:X2=x; }\n P0 | P1 ;\n %s | STR W1,[X0] ;\n LDR W6,[X5] | "
			 "DMB SY ;\n END0: | LDR W6,[X2] ;\nlocations [0:X6;1:X6;]\n",
			 both[i]);
		numbers[i] = herd_add(herd, HERD_ARM, text[i]);
	}
	assert_true(herd_run(herd, why, sizeof(why)));
	for (int i = 0; i < 2; i++)
		if (!herd_states(herd, numbers[i], &trouble))
			fail_msg("%s: %s", both[i], trouble);
	assert_string_equal(herd_states(herd, numbers[0], &trouble),
			    herd_states(herd, numbers[1], &trouble));
}

static void what_is_written_otherwise_means_the_same(void **state)
{
	(void)state;
	assert_alike("STR W1,[X0] | ;\n CASAL W3,W4,[X2]", "STR W1,[X0] | ;\n LDAR W3,[X2]");
	assert_alike("STLR W1,[X0] | ;\n CASAL W3,W4,[X2]", "STLR W1,[X0] | ;\n LDAR W3,[X2]");
	assert_alike("LDXR W7,[X0] | ;\n STXR W8,W1,[X0] | ;\n CBNZ W8,END0",
		     "MOV W8,#0 | ;\n SWP W1,W7,[X0]");
}

static void what_cannot_be_written_is_not_kept(void **state)
{
	static struct litmus arm;
	struct capture c = capture_of("W8 NONE W8", "str:x sb str:y");

	(void)state;
	assert_int_equal(answer_of("MP+W8.W8+sc", &c, 1, &arm), UNWRITTEN);
	capture_free(&c);
	c = capture_of("W8 NONE W8", "str:x dmb_ish str:y");
	snprintf(c.trouble, sizeof(c.trouble), "changed its code meanwhile");
	assert_int_equal(answer_of("MP+W8.W8+sc", &c, 1, &arm), UNWRITTEN);
	capture_free(&c);
	c = capture_of("W8 NONE W8", "str:x dmb_ish");
	assert_string_equal(c.trouble, "no access to y was seen");
	capture_free(&c);
}

static void what_is_not_understood_is_told(void **state)
{
	json_t *json = json_pack("{ss s[]}", "body", "W8 NONE W7", "events");
	struct capture c;

	(void)state;
	assert_false(capture_read(json, &c));
	json_decref(json);
	c = capture_of("W8 NONE W8", "str:x str:y");
	assert_non_null(catalogue_lacks(&c, 1));
	capture_free(&c);
	json = json_pack("{ss ss}", "body", "W32 NONE W32", "trouble", BODY_NOT_OFFERED);
	assert_true(capture_read(json, &c));
	assert_true(c.not_offered);
	capture_free(&c);
	json_decref(json);
}

static bool is_drawn(const char *name, const char *edge)
{
	char path[256];
	char text[8192] = "";

	snprintf(path, sizeof(path), "build/order/self/%s.dot", name);
	FILE *file = fopen(path, "re");

	if (!file)
		return false;
	text[fread(text, 1, sizeof(text) - 1, file)] = 0;
	fclose(file);
	return strstr(text, edge) != NULL;
}

/* Two tests at once, and an outcome that the model forbids. */
static void an_execution_is_drawn(void **state)
{
	static const char test[] = "{ 0:X0=x; 0:X1=1; 0:X2=y; 1:X0=y; 1:X2=x; }\n"
				   " P0 | P1 ;\n"
				   " STR W1,[X0] | LDR W1,[X0] ;\n"
				   " DMB ISHST | %s ;\n"
				   " STR W1,[X2] | LDR W3,[X2] ;\n"
				   "locations [1:X1;1:X3;]\n";
	static const char *const between[] = { "DMB ISHST", "DMB ISHST", "DMB ISHLD" };
	static const char *const names[] = { "drawn-1", "drawn@2", "not-drawn" };
	static const char outcome[] = "1:X1=1 /\\ 1:X3=0";
	char why[512] = "";

	(void)state;
	for (int i = 0; i < 3; i++) {
		char text[512];
		char path[256];

		snprintf(path, sizeof(path), "build/order/self/%s.dot", names[i]);
		remove(path);
		snprintf(text, sizeof(text), test, between[i]);
		assert_true(herd_write(herd, herd_add(herd, HERD_ARM, text), "build/order/self",
				       names[i], i == 1 ? "1:X1=0 /\\ 1:X3=0" : outcome, why,
				       sizeof(why)));
	}
	assert_true(herd_draw(herd, "build/order/self", names, 1, why, sizeof(why)));
	assert_true(herd_draw(herd, "build/order/self", names + 1, 2, why, sizeof(why)));
	assert_true(is_drawn("drawn-1", "label=\"rf\""));
	assert_true(is_drawn("drawn-1", "label=\"fr\""));
	assert_true(is_drawn("drawn-1", "DMB ISHST"));
	assert_true(is_drawn("drawn@2", "label=\"fr\""));
	assert_false(is_drawn("drawn@2", "label=\"rf\""));
	assert_false(is_drawn("not-drawn", "digraph"));
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_decoder_names_what_orders),
		cmocka_unit_test(no_barrier_is_missed),
		cmocka_unit_test(right_and_wrong_are_told_apart),
		cmocka_unit_test(equals_are_written_alike),
		cmocka_unit_test(what_is_written_otherwise_means_the_same),
		cmocka_unit_test(what_cannot_be_written_is_not_kept),
		cmocka_unit_test(a_compare_and_swap_counts_where_it_has_stored),
		cmocka_unit_test(a_fence_of_stores_keeps_no_load),
		cmocka_unit_test(what_is_not_understood_is_told),
		cmocka_unit_test(an_execution_is_drawn),
	};

	(void)argc;
	(void)argv;
	return cmocka_run_group_tests_name("order", tests, open_herd, NULL);
}
