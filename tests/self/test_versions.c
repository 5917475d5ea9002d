/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Versions of a backend: which are taken, and what changed between them. */
#include "run.h"

#include "own_build.h"
#include "report.h"

#include <elf.h>

/* A directory of images with nothing but what this list names. */
static void link_images(const struct run *run, const char *names)
{
	char command[1200];

	snprintf(command, sizeof(command),
		 "cd %s && rm images && mkdir images && for i in %s; do "
		 "ln -s \"$(readlink -f ../../images/$i)\" images/$i; done",
		 run->directory, names);
	assert_int_equal(system(command), 0);
}

/* The backends that a pattern takes, or why it can't. */
static const char *taken(const struct run *run, const char *patterns)
{
	static char text[1024];
	char images[400];
	const struct selection selection = { .machines = "krun",
					     .backends = patterns,
					     .cases = "self_pass" };
	const struct build_files files = { images, "build/self/payload.erofs",
					   "build/self/initrd", "build/self/payload/guests",
					   run->directory };
	struct plan plan;

	snprintf(images, sizeof(images), "%s/images", run->directory);
	if (!plan_make(&selection, &files, &plan, text, sizeof(text)))
		return text;
	text[0] = 0;
	for (size_t i = 0; i < plan.session_count; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s%s", i ? " " : "",
			 plan.sessions[i].instance->label);
	return text;
}

static void test_selection(void **state)
{
	(void)state;
	struct run *run = run_new();

	link_images(run, "amd64 arm64 machine krun qemu-trixie box64-trixie box64-sid");
	assert_string_equal(taken(run, NULL),
			    "native-arm64 qemu@trixie box64@trixie box64@sid");
	assert_string_equal(taken(run, "qemu"), "qemu@trixie");
	assert_string_equal(taken(run, "qemu*,native-arm64"), "native-arm64 qemu@trixie");
	assert_string_equal(taken(run, "box64"), "box64@trixie box64@sid");
	assert_string_equal(taken(run, "*@trixie"), "qemu@trixie box64@trixie");
	assert_says(taken(run, "qemu@*"), "`make set-up BACKEND=qemu@bookworm` builds it");
	assert_says(taken(run, "qemu@sid"), "`make set-up BACKEND=qemu@sid` builds it");
	assert_says(taken(run, "qemu@etch"), "no backend is named \"qemu@etch\"");
	run_free(run);
}

/* An arm64 program as far as anybody looks, which says this of itself. */
static void write_program(const char *directory, const char *name, const char *says)
{
	const Elf64_Ehdr header = { .e_ident = ELFMAG, .e_machine = EM_AARCH64 };
	char path[600];

	snprintf(path, sizeof(path), "%s/%s", directory, name);

	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fwrite(&header, sizeof(header), 1, file);
	fwrite(says, strlen(says) + 1, 1, file);
	assert_int_equal(fclose(file), 0);
}

static const char *version_of(const struct run *run, const struct backend *backend,
			      const char *directory)
{
	static struct backend_found found;
	char disk[700];
	static char why[700];

	snprintf(found.root, sizeof(found.root), "%s", directory);
	return own_build_prepare(backend, &found, run->directory, disk, sizeof(disk), why,
				 sizeof(why))
		       ? found.version
		       : why;
}

/* A directory with a build of one's own, for each translator. */
static void test_own(void **state)
{
	(void)state;
	struct run *run = run_new();
	char directory[400];
	char bin[500];

	link_images(run, "amd64 arm64 machine krun qemu-trixie box64-trixie box64-sid");
	snprintf(directory, sizeof(directory), "%s/unpacked", run->directory);
	assert_int_equal(mkdir(directory, 0755), 0);
	assert_string_equal(taken(run, "qemu"), "qemu@trixie");
	/* Named, and there is no directory: it is missing. */
	assert_string_equal(taken(run, "qemu@own"), "");
	setenv("QEMU", directory, 1);
	assert_says(taken(run, "qemu"), "unpacked: no qemu-x86_64 there");
	snprintf(bin, sizeof(bin), "%s/bin", directory);
	assert_int_equal(mkdir(bin, 0755), 0);
	write_program(bin, "qemu-x86_64",
		      "qemu-x86_64 version %s, qemu-x86_64 version 11.0.1 (x)");
	assert_string_equal(taken(run, "qemu"), "qemu@trixie qemu@own");
	assert_string_equal(taken(run, NULL),
			    "native-arm64 qemu@trixie qemu@own box64@trixie box64@sid");
	assert_string_equal(taken(run, "qemu@own"), "qemu@own");
	unsetenv("QEMU");
	assert_string_equal(version_of(run, &backend_qemu, directory), "1:11.0.1");
	write_program(directory, "box64", "Box64 v%d, Box64 v0.5.0 on");
	assert_string_equal(version_of(run, &backend_box64, directory), "0.5.0");
	write_program(directory, "FEX", "FEX-EMU FEX-2609-3-gabc) (clang)");
	assert_says(version_of(run, &backend_fex, directory), "no FEXServer there");
	write_program(directory, "FEXServer", "");
	assert_string_equal(version_of(run, &backend_fex, directory), "FEX-2609-3-gabc");
	write_program(directory, "FEX", "no word of it");
	assert_string_equal(version_of(run, &backend_fex, directory), "unknown");
	run_free(run);
}

enum { CHECKS = 4 };

/* Two versions of one backend on one machine, with these observations. */
static void compare(struct run *run, const enum observation seen[2][CHECKS], char *text)
{
	static const char *const names[CHECKS] = {
		"self_pass/glibc/crun",
		"self_wrong/glibc/crun",
		"self_wrong/static/crun",
		"self_crash/static/crun",
	};
	struct instance instances[2] = { { .backend = &backend_qemu, .label = "qemu@old" },
					 { .backend = &backend_qemu, .label = "qemu@new" } };
	struct session sessions[2] = { { .machine = &machine_krun, .instance = &instances[0] },
				       { .machine = &machine_krun,
					 .instance = &instances[1] } };
	struct planned planned[2][CHECKS] = { 0 };
	struct judged judged[2 * CHECKS] = { 0 };
	const struct run_report report = { .sessions = sessions,
					   .session_count = 2,
					   .judged = judged,
					   .judged_count = 2 * CHECKS };
	char path[400];
	int out = dup(1);

	for (int s = 0; s < 2; s++)
		for (int i = 0; i < CHECKS; i++) {
			struct judged *j = &judged[s * CHECKS + i];
			struct record *r = &planned[s][i].record;

			strcpy(planned[s][i].name, names[i]);
			r->observation = seen[s][i];
			strcpy(r->symptom, seen[s][i] == OBSERVED_PASS ? "" : "symptom");
			*j = (struct judged){ .session = &sessions[s],
					      .planned = &planned[s][i] };
			j->verdict =
				seen[s][i] == OBSERVED_BROKEN ? VERDICT_BROKEN : VERDICT_PASS;
			assert_true(check_from_name(names[i], &j->check));
		}
	snprintf(path, sizeof(path), "%s/out", run->directory);
	fflush(stdout);
	dup2(open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644), 1);
	report_versions(&report);
	fflush(stdout);
	dup2(out, 1);
	close(out);
	run_slurp(run, "out", text);
}

static void test_changes(void **state)
{
	(void)state;
	static char text[RUN_TEXT];
	struct run *run = run_new();

	compare(run,
		(const enum observation[2][CHECKS]){
			{ OBSERVED_PASS, OBSERVED_WRONG, OBSERVED_WRONG, OBSERVED_HANG },
			{ OBSERVED_CRASH, OBSERVED_PASS, OBSERVED_PASS, OBSERVED_REFUSED } },
		text);
	assert_string_equal(
		text,
		"\nkrun  qemu@old -> qemu@new: 2 fixed, 1 broken, 1 different\n"
		"  fixed      self_wrong/glibc/crun, static/crun\n             wrong symptom\n"
		"  broken     self_pass/glibc/crun\n             crash symptom\n"
		"  different  self_crash/static/crun\n             hang symptom\n"
		"             -> refused symptom\n");
	/* What the harness broke says nothing. */
	compare(run,
		(const enum observation[2][CHECKS]){
			{ OBSERVED_PASS, OBSERVED_WRONG, OBSERVED_WRONG, OBSERVED_HANG },
			{ OBSERVED_BROKEN, OBSERVED_WRONG, OBSERVED_WRONG, OBSERVED_BROKEN } },
		text);
	assert_string_equal(text,
			    "\nkrun  qemu@old -> qemu@new: 0 fixed, 0 broken, 0 different\n");
	run_free(run);
}

/* What a pass is worth depends on the machine. */
static void test_inconclusive(void **state)
{
	(void)state;
	struct session session = { .machine = &machine_krun };
	struct planned planned = { .record = { .observation = OBSERVED_PASS } };
	struct judged j = { .session = &session, .planned = &planned };

	j.check.test = registry_find("self_pass");
	assert_null(report_inconclusive(&j));
	j.check.test = registry_find("self_race");
#ifdef __x86_64__
	assert_non_null(report_inconclusive(&j));
#else
	assert_null(report_inconclusive(&j));
#endif
	planned.record.observation = OBSERVED_WRONG;
	assert_null(report_inconclusive(&j));
	planned.record.observation = OBSERVED_PASS;
	session.machine = &machine_host;
	assert_null(report_inconclusive(&j));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_selection),
		cmocka_unit_test(test_own),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_inconclusive),
	};

	unsetenv("FEX");
	unsetenv("QEMU");
	unsetenv("BOX64");
	return cmocka_run_group_tests_name("versions", tests, NULL, NULL);
}
