/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Every wrong set-up that binfmt_misc can show is named. Entries in a directory stand
 * for those of a kernel; the probe is started for real. */
#include "advice.h"
#include "run.h"

#include <stdbool.h>

#define MAGIC "magic 7f454c4602010100000000000000000002003e00\n"
#define USUAL "mask fffffffffffefe00fffffffffffffffffeffffff\n"
#define ENTRY(state, interpreter, flags, mask)                                                 \
	state "\ninterpreter " interpreter "\nflags: " flags "\noffset 0\n" MAGIC mask

static const struct surroundings plain = {
	.page_size = 4096,
	.store_order = "off",
};

static bool names(const struct advices *all, const char *id)
{
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->list[i].id, id) == 0)
			return all->list[i].what[0] && all->list[i].mend[0];
	return false;
}

static void take(struct handlers *h, const char *name, const char *text)
{
	h->mounted = h->enabled = true;
	assert_true(handler_parse(name, text, &h->list[h->count++]));
}

static void assert_named(const char *text, const struct probed *p, const char *id)
{
	struct handlers h = { 0 };
	struct advices all;

	take(&h, "one", text);
	advise(&h, p, &plain, NULL, &all);
	if (!names(&all, id)) {
		print_error("%s is not named, but:\n", id);
		for (size_t i = 0; i < all.count; i++)
			print_error("  %s: %s\n", all.list[i].id, all.list[i].what);
	}
	assert_true(names(&all, id));
}

/* As QEMU answers. */
static struct probed qemu(void)
{
	struct probed p = { .status = -1, .backend = &backend_qemu };

	strcpy(p.identity.machine, "x86_64");
	return p;
}

static void test_right(void **state)
{
	struct handlers h = { 0 };
	struct advices all;
	struct probed p = qemu();

	(void)state;
	/* The mask that frees e_ident's last bytes, by which AppImages run. */
	take(&h, "qemu-x86_64",
	     ENTRY("enabled", "/usr/bin/env", "POCF",
		   "mask fffffffffffefe0000000000ffffffff"
		   "feffffff\n"));
	advise(&h, &p, &plain, "qemu", &all);
	for (size_t i = 0; i < all.count; i++)
		print_error("%s: %s\n", all.list[i].id, all.list[i].what);
	assert_int_equal(all.count, 0);
}

static void test_entries(void **state)
{
	struct probed answered = qemu();
	struct probed nobody = { .error = ENOEXEC, .status = -1 };
	struct probed box64 = { .status = -1, .backend = &backend_box64 };

	(void)state;
	assert_named(ENTRY("disabled", "/usr/bin/env", "OCF", USUAL), &nobody, "disabled");
	assert_named(ENTRY("enabled", "/no/such", "OC", USUAL), &nobody, "interpreter-missing");
	assert_named(ENTRY("enabled", "/usr/bin/env", "OC", USUAL), &answered, "no-F");
	assert_named(ENTRY("enabled", "/usr/bin/env", "F", USUAL), &answered, "no-C");
	assert_named(ENTRY("enabled", "/usr/bin/box64", "POCF", USUAL), &box64,
		     "P-not-understood");
	assert_named(ENTRY("enabled", "/usr/bin/env", "OCF",
			   "mask fffffffffffefe00ffffffffffffffff00000000\n"),
		     &answered, "mask-catches-arm64");
	assert_named(ENTRY("enabled", "/usr/bin/env", "OCF",
			   "mask fffffffffffefe00ffffffffffffffffffffffff\n"),
		     &answered, "mask-misses-shared");
	assert_named(ENTRY("enabled", "/usr/bin/env", "OCF", USUAL), &answered,
		     "mask-refuses-padding");
	assert_named(ENTRY("enabled", "/media/rosetta/rosetta", "OCF", USUAL), &nobody,
		     "rosetta-outside");
	assert_named(ENTRY("enabled", "/opt/none/FEX", "POCF", USUAL), &nobody, "no-FEXServer");
}

static void test_surroundings(void **state)
{
	struct handlers h = { 0 };
	struct advices all;
	struct surroundings s = plain;
	struct probed p = { .error = ENOEXEC, .status = -1 };

	(void)state;
	h.mounted = h.enabled = true;
	advise(&h, &p, &s, NULL, &all);
	assert_true(names(&all, "no-handler"));
	s.rootless = s.own_namespace = true;
	advise(&h, &p, &s, NULL, &all);
	assert_true(names(&all, "empty-namespace"));
	h.enabled = false;
	advise(&h, &p, &s, NULL, &all);
	assert_true(names(&all, "all-disabled"));

	h = (struct handlers){ 0 };
	s.page_size = 16384;
	take(&h, "FEX-x86_64", ENTRY("enabled", "/usr/bin/FEX", "POCF", USUAL));
	advise(&h, &p, &s, NULL, &all);
	assert_true(names(&all, "page-size"));
	take(&h, "qemu-x86_64", ENTRY("enabled", "/usr/bin/env", "OCF", USUAL));
	advise(&h, &p, &s, NULL, &all);
	assert_true(names(&all, "two-handlers"));

	p = qemu();
	p.deleted = true;
	advise(&h, &p, &s, "rosetta", &all);
	assert_true(names(&all, "stale-interpreter"));
	assert_true(names(&all, "not-as-promised"));
	p = (struct probed){ .error = EACCES, .status = -1 };
	s.no_exec = true;
	advise(&h, &p, &s, NULL, &all);
	assert_true(names(&all, "noexec"));
	s.no_exec = false;
	s.seccomp = 2;
	advise(&h, &p, &s, NULL, &all);
	assert_true(names(&all, "seccomp"));
	/* A filter that kills, and one whose refusal the translator tells. */
	p = (struct probed){ .signal = SIGSYS, .status = -1 };
	advise(&h, &p, &s, NULL, &all);
	assert_true(names(&all, "seccomp"));
	p = (struct probed){ .status = 1, .words = "qemu: thread: Operation not permitted" };
	advise(&h, &p, &s, NULL, &all);
	assert_true(names(&all, "seccomp"));
	s.no_setuid = true;
	advise(&h, &p, &s, NULL, &all);
	assert_true(names(&all, "nosuid"));
	s.no_setuid = false;
	p = (struct probed){ .signal = SIGSEGV, .status = -1 };
	advise(&h, &p, &s, NULL, &all);
	assert_true(names(&all, "translator-fails"));
	assert_false(names(&all, "seccomp"));
	p = (struct probed){ .error = ENOENT, .status = -1 };
	advise(&h, &p, &s, NULL, &all);
	assert_true(names(&all, "cannot-execute"));
}

static void test_image(void **state)
{
	struct image image = { .engine = "docker", .name = "x", .label = "arm64" };
	struct advices all = { .count = 0 };

	(void)state;
	advise_image(&image, &all); /* nothing could be seen */
	assert_int_equal(all.count, 0);
	strcpy(image.contents, "arm64");
	advise_image(&image, &all);
	assert_int_equal(all.count, 0);
	strcpy(image.contents, "amd64");
	advise_image(&image, &all);
	assert_true(names(&all, "image-disagrees"));
	assert_string_equal(all.list[0].mend,
			    "docker export $(docker create x /bin/sh) | docker "
			    "import --platform linux/amd64 - x");
}

/* The commands are whole: each property that is wrong is right in what they register. */
static void test_commands(void **state)
{
	struct handlers h = { 0 };
	struct advices all;
	struct probed p = { .status = -1, .backend = &backend_box64 };

	(void)state;
	strcpy(p.identity.machine, "x86_64");
	take(&h, "mine", ENTRY("enabled", "/usr/bin/env", "PO", USUAL));
	advise(&h, &p, &plain, NULL, &all);
	assert_true(all.count >= 4);
	for (size_t i = 0; i < all.count; i++) {
		assert_non_null(strstr(all.list[i].mend, "':mine:M::\\x7fELF"));
		assert_non_null(strstr(all.list[i].mend, ":/usr/bin/env:OCF' | sudo tee "
							 "/etc/binfmt.d/mine.conf && sudo "));
	}
}

/* The guide's table has each name, and none that the program does not know. */
static void test_guide(void **state)
{
	static char source[RUN_TEXT];
	static char guide[RUN_TEXT];
	struct run here = { .directory = "." };
	char row[100];
	char id[64];

	(void)state;
	run_slurp(&here, "tests/identify/advice.c", source);
	run_slurp(&here, "docs/guide/arm-hosts.md", guide);
	assert_true(source[0] && guide[0]);
	for (const char *p = source; (p = strstr(p, "add(all, \"")); p++) {
		assert_int_equal(sscanf(p, "add(all, \"%63[^\"]", id), 1);
		snprintf(row, sizeof(row), "| `%s` |", id);
		assert_says(guide, row);
	}
	for (const char *p = source; (p = strstr(p, ", \"mask-")); p++) {
		assert_int_equal(sscanf(p, ", \"%63[^\"]", id), 1);
		snprintf(row, sizeof(row), "| `%s` |", id);
		assert_says(guide, row);
	}
	for (const char *p = strstr(guide, "\n| name |"); (p = strstr(p, "\n| `")); p++) {
		assert_int_equal(sscanf(p, "\n| `%63[^`]", id), 1);
		snprintf(row, sizeof(row), "\"%s\"", id);
		assert_says(source, row);
	}
}

/* The program as a user types it. */
static void test_command(void **state)
{
	struct run *run = run_new();
	const char *const human[] = { "build/conformance", "identify", NULL };
	const char *const json[] = { "build/conformance", "identify", "--json", NULL };
	const char *const absent[] = { "build/conformance", "identify", "--probe=/no/such",
				       NULL };

	(void)state;
	run_start_argv(run, human);
	run_wait(run);
	assert_says(run->out, "amd64 programs here are run by: ");
#ifdef __x86_64__
	assert_int_equal(run->status, 0);
	assert_says(run->out, "run by: native-x86_64\n");
#endif
	run_start_argv(run, json);
	run_wait(run);

	json_t *told = json_loads(run->out, 0, NULL);

	assert_non_null(told);
	assert_true(json_is_array(json_object_get(told, "wrong")));
	assert_true(json_integer_value(json_object_get(told, "page_size")) >= 4096);
	json_decref(told);
	run_start_argv(run, absent);
	run_wait(run);
	assert_cannot(run, "/no/such: No such file or directory");
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_right),	     cmocka_unit_test(test_entries),
		cmocka_unit_test(test_surroundings), cmocka_unit_test(test_image),
		cmocka_unit_test(test_commands),     cmocka_unit_test(test_guide),
		cmocka_unit_test(test_command),
	};

	return cmocka_run_group_tests_name("identify", tests, NULL, NULL);
}
