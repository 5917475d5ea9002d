/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* `conformance setup` below another root: written, written again, taken away; what is
 * somebody else's stays. The machine itself: make arm-host. */
#include "entries.h"
#include "mending.h"
#include "run.h"

#include <elf.h>
#include <sys/utsname.h>

static const char qemu_entry[] =
	":qemu-x86_64:M::\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00"
	"\\x02\\x00\\x3e\\x00:\\xff\\xff\\xff\\xff\\xff\\xfe\\xfe\\xfc\\xff\\xff\\xff\\xff\\xff"
	"\\xff\\xff\\xff\\xfe\\xff\\xff\\xff:/usr/bin/qemu-x86_64:OPF\n";

static char root[400];

/* A static program of arm64, as far as anybody looks. */
static void write_program(const char *directory, const char *name)
{
	const Elf64_Ehdr header = { .e_ident = ELFMAG, .e_machine = EM_AARCH64 };
	char path[600];

	snprintf(path, sizeof(path), "%s/%s", directory, name);

	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_int_equal(fwrite(&header, sizeof(header), 1, file), 1);
	fclose(file);
	assert_int_equal(chmod(path, 0755), 0);
}

static struct run *begin(void)
{
	struct run *run = run_new();
	char command[1200];

	snprintf(root, sizeof(root), "%s/root", run->directory);
	snprintf(command, sizeof(command), "mkdir -p %s/usr/lib/binfmt.d %s/usr/sbin %s/fex",
		 root, root, run->directory);
	assert_int_equal(system(command), 0);
	run_write(root, "usr/sbin/dockerd", "");
	run_write(root, "usr/lib/binfmt.d/qemu.conf", qemu_entry);
	snprintf(command, sizeof(command), "%s/fex", run->directory);
	write_program(command, "FEX");
	write_program(command, "FEXServer");
	return run;
}

static void setup(struct run *run, const char *action, int status)
{
	char below[420];
	char from[420];

	snprintf(below, sizeof(below), "--root=%s", root);
	snprintf(from, sizeof(from), "--from=%s/fex", run->directory);
	RUN_COMMAND(run, "setup", "fex", below, from, action);
	if (run->status != status)
		print_error("exit status %d of %s:\n%s%s\n", run->status, action, run->out,
			    run->err);
	assert_int_equal(run->status, status);
	if (status == 2) /* one line */
		assert_ptr_equal(strchr(run->err, '\n') + 1, run->err + strlen(run->err));
}

/* Until the next one. */
static const char *listing(void)
{
	static char text[20000];
	char command[700];

	snprintf(command, sizeof(command),
		 "cd %s && find . -printf '%%p %%y %%m %%s %%l\\n' | sort", root);

	FILE *file = popen(command, "re");

	assert_non_null(file);
	text[fread(text, 1, sizeof(text) - 1, file)] = 0;
	assert_int_equal(pclose(file), 0);
	return text;
}

static void test_round_trip(void **state)
{
	struct run *run = begin();
	char *before = strdup(listing());
	char *after;

	(void)state;
	setup(run, "--apply", 0);
	after = strdup(listing());
	assert_says(after, "/etc/binfmt.d/FEX-x86_64.conf f 644");
	assert_says(after, "/etc/binfmt.d/qemu.conf l 777 9 /dev/null");
	assert_says(after, "/usr/libexec/x86-translator/fex/FEX f 755");
	assert_says(after, "/usr/libexec/x86-translator/fex/FEXServer f 755");
	assert_says(after, "/etc/containers/containers.conf.d/50-x86-translator.conf f 644");
	assert_says(after, "/usr/local/sbin/runc f 755");
	setup(run, "--apply", 0);
	assert_says(run->out, "as they were written");
	assert_string_equal(listing(), after);
	setup(run, "--remove", 0);
	assert_string_equal(listing(), before);
	setup(run, "--remove", 0);
	assert_says(run->out, "nothing is set up");
	free(after);
	free(before);
	run_free(run);
}

/* Found below /etc, and what is to be written is there already. */
static void test_foreign(void **state)
{
	static const char *const names[] = { "etc/binfmt.d/mine.conf",
					     "etc/containers/containers.conf.d/"
					     "50-x86-translator.conf",
					     "usr/local/sbin/runc" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct run *run = begin();
		char command[1200];
		char *before;

		snprintf(command, sizeof(command), "mkdir -p $(dirname %s/%s)", root, names[i]);
		assert_int_equal(system(command), 0);
		run_write(root, names[i], qemu_entry);
		before = strdup(listing());
		setup(run, "--apply", 2);
		assert_says(run->err, names[i]);
		assert_string_equal(listing(), before);
		free(before);
		run_free(run);
	}
}

static void test_changed(void **state)
{
	struct run *run = begin();
	char *before;

	(void)state;
	setup(run, "--apply", 0);
	run_write(root, "etc/binfmt.d/FEX-x86_64.conf", "# mine\n");
	before = strdup(listing());
	setup(run, "--remove", 2);
	assert_says(run->err, "has been changed");
	assert_string_equal(listing(), before);
	setup(run, "--apply", 2);
	free(before);
	run_free(run);
}

/* What can't be written half is not written at all. */
static void test_no_half(void **state)
{
	struct run *run = begin();
	char *before;

	(void)state;
	run_write(root, "usr/local", "a file where a directory has to be\n");
	before = strdup(listing());
	setup(run, "--apply", 2);
	assert_string_equal(listing(), before);
	free(before);
	run_free(run);
}

static void test_refusals(void **state)
{
	struct run *run = begin();
	char path[700];
	char below[420];
	struct utsname name;

	(void)state;
	snprintf(below, sizeof(below), "--root=%s", root);
	RUN_COMMAND(run, "setup", "box64", below);
	assert_int_equal(run->status, 2);
	assert_says(run->err, "install the package box64");
	snprintf(path, sizeof(path), "%s/fex/FEXServer", run->directory);
	assert_int_equal(unlink(path), 0);
	setup(run, "--apply", 2);
	assert_says(run->err, "FEXServer");
	RUN_COMMAND(run, "setup", "rosetta");
	assert_int_equal(run->status, 2);
	RUN_COMMAND(run, "setup", "qemu", "--root=/nowhere");
	assert_int_equal(run->status, 2);
	uname(&name);
	RUN_COMMAND(run, "setup", "--remove");
	if (strcmp(name.machine, "aarch64") != 0) {
		assert_int_equal(run->status, 2);
		assert_says(run->err, "ARM64");
	}
	run_free(run);
}

/* The line that is written takes what it has to, and nothing of arm64. */
static void test_entry(void **state)
{
	static struct handler h;

	(void)state;
	assert_true(entry_parse(":x:M::" EVERY_AMD64 ":/usr/bin/x:OCF\n", &h));
	assert_string_equal(h.interpreter, "/usr/bin/x");
	assert_string_equal(h.flags, "OCF");
	for (int kind = 0; kind < PROGRAM_KINDS; kind++)
		assert_int_equal(handler_takes(&h, (enum program_kind)kind),
				 kind < PROGRAM_ARM64);
	assert_true(entry_parse(qemu_entry, &h));
	assert_false(handler_takes(&h, PROGRAM_AMD64_PADDING));
	assert_false(entry_parse("# comment\n", &h));
	assert_false(entry_parse(":by-ending:E::exe::/usr/bin/wine:\n", &h));
	assert_false(entry_parse(":short:M:\n", &h));
}

/* JSON as Docker gives it to runc is JSON after it, with the mount. */
static void test_runc(void **state)
{
	struct run *run = begin();
	char script[1600];
	const char *const argv[] = { "bash", "-c", script, NULL };

	(void)state;
	setup(run, "--apply", 0);
	run_write(run->directory, "config.json",
		  "{\"process\":{\"args\":[\"echo\",\"\\\"mounts\\\":[\"],\"env\":[\"A=1\"]},"
		  "\"mounts\":[{\"destination\":\"/proc\"}]}");
	snprintf(script, sizeof(script),
		 "sed 's,exec /usr/bin/runc,exec echo,' %s/usr/local/sbin/runc >%s/runc\n"
		 "sh %s/runc --root /run create --bundle %s one",
		 root, run->directory, run->directory, run->directory);
	run_start_argv(run, argv);
	run_wait(run);
	assert_int_equal(run->status, 0);
	assert_says(run->out, "--root /run create --bundle");
	snprintf(script, sizeof(script), "%s/config.json", run->directory);

	json_t *config = json_load_file(script, 0, NULL);

	assert_non_null(config);
	assert_int_equal(json_array_size(json_object_get(config, "mounts")), 2);
	assert_string_equal(
		json_string_value(json_object_get(
			json_array_get(json_object_get(config, "mounts"), 0), "destination")),
		"/usr/libexec/x86-translator/fex");
	json_decref(config);
	run_free(run);
}

static void test_words(void **state)
{
	static char guide[RUN_TEXT];
	static const char *const translators[] = { "qemu", "box64", "fex" };
	struct run *run = run_new();
	FILE *file = fopen("docs/guide/wiring.md", "re");

	(void)state;
	assert_non_null(file);
	guide[fread(guide, 1, sizeof(guide) - 1, file)] = 0;
	fclose(file);
	RUN_COMMAND(run, "setup", "--guide");
	if (strcmp(run->out, guide) != 0)
		print_error("build/conformance setup --guide >docs/guide/wiring.md\n");
	assert_string_equal(run->out, guide);
	for (size_t i = 0; i < 3; i++) {
		int lines = 0;

		RUN_COMMAND(run, "setup", translators[i], "--explain");
		for (const char *p = run->out; *p; p = strchr(p, '\n') + 1)
			lines++;
		assert_int_equal(lines, 5);
		RUN_COMMAND(run, "setup", translators[i], "--containerfile");
		assert_int_equal(run->status, 0);
		assert_says(run->out, "FROM $MACHINE_OS\n");
	}
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip), cmocka_unit_test(test_foreign),
		cmocka_unit_test(test_changed),	   cmocka_unit_test(test_no_half),
		cmocka_unit_test(test_refusals),   cmocka_unit_test(test_entry),
		cmocka_unit_test(test_runc),	   cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("setup", tests, NULL, NULL);
}
