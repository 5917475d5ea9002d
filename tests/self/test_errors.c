/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What a user can do wrong, or the host lack: one line, exit status 2. */
#include "run.h"

static void test_names(void **state)
{
	(void)state;
	struct run *run = run_new();

	RUN(run, "--machine=krum");
	assert_cannot(run, "no machine is named \"krum\"; did you mean \"krun\"?");
	RUN(run, "--backend=qmu");
	assert_cannot(run, "no backend is named \"qmu\"; did you mean \"qemu\"?");
	RUN(run, "--case=self_pas");
	assert_cannot(run, "no case is named \"self_pas\"; did you mean \"self_pass\"?");

	char list[8300] = "--case=self_pass";

	/* Nothing at the end of a long list is left out. */
	while (strlen(list) < 8200)
		strcat(list, ",self_pass");
	strcat(list, ",self_pas");
	RUN(run, list);
	assert_cannot(run, "no case is named \"self_pas\"; did you mean \"self_pass\"?");
	RUN(run, "--tier=smoky");
	assert_cannot(run, "no tier is named \"smoky\"; there are: check smoke");
	RUN(run, "--jobs=many");
	assert_int_equal(run->status, 2);
	assert_says(run->err, "\"many\" is no number from 1 to 64");
	RUN(run, "--nonsense");
	assert_int_equal(run->status, 2);
	RUN(run, "leftover");
	assert_int_equal(run->status, 2);
	run_free(run);
}

static void test_deviation_without_reason(void **state)
{
	(void)state;
	struct run *run = run_new();

	run_write(run->expect, "qemu.txt", "Case: self_pass\nFails: wrong x\n");
	RUN(run, "--machine=host");
	assert_cannot(run, "qemu.txt:1: a deviation needs a Link");
	run_free(run);
}

static void test_fex_directory(void **state)
{
	(void)state;
	struct run *run = run_new();
	char directory[300];

	snprintf(directory, sizeof(directory), "%s/fex", run->directory);
	assert_int_equal(mkdir(directory, 0755), 0);
	setenv("FEX", directory, 1);
	RUN(run, "--machine=krun", "--backend=fex");
	assert_cannot(run, "no FEX there");
	run_write(directory, "FEX",
		  "#!/bin/sh\nexit 0\n# longer than the header of an ELF file, "
		  "which has sixty-four bytes\n");
	RUN(run, "--machine=krun", "--backend=fex");
	assert_cannot(run, "FEX is no ELF program");
#ifdef __x86_64__
	char path[400];

	snprintf(path, sizeof(path), "fex/FEX");
	snprintf(directory, sizeof(directory), "%s/fex/FEX", run->directory);
	unlink(directory);
	run_link(run, "/bin/true", path);
	RUN(run, "--machine=krun", "--backend=fex");
	assert_cannot(run, "not arm64");
#endif
	unsetenv("FEX");
	run_free(run);
}

static void test_nothing_to_run(void **state)
{
	(void)state;
	struct run *run = run_new();

	RUN(run, "--machine=krun", "--backend=rosetta");
	assert_int_equal(run->status, 2);
	assert_says(run->err, "UNAVAILABLE rosetta: Apple offers it only to guests of "
			      "Virtualization.framework");
	assert_says(run->err, "conformance: nothing to run");
	RUN(run, "--machine=debian-16k", "--backend=fex");
	assert_int_equal(run->status, 2);
	assert_says(run->err, "UNAVAILABLE fex: FEX needs pages of 4096 bytes, debian-16k has");
	run_free(run);
}

static void test_missing_tool(void **state)
{
	(void)state;
	struct run *run = run_new();
	char *path = strdup(getenv("PATH"));

	setenv("PATH", "/nowhere", 1);
	RUN(run, "--machine=krun", "--backend=native-arm64");
	setenv("PATH", path, 1);
	free(path);
	assert_cannot(run, "needs qemu-system-aarch64, which is not in PATH");
	run_free(run);
}

static void test_missing_image(void **state)
{
	(void)state;
	struct run *run = run_new();
	char path[300];

	snprintf(path, sizeof(path), "%s/images", run->directory);
	unlink(path);
	RUN(run, "--machine=host");
	assert_cannot(run, "`make set-up` builds it");
	run_free(run);
}

static void test_corrupt_image(void **state)
{
	(void)state;
	struct run *run = run_new();
	char command[2000];
	const char *d = run->directory;

	snprintf(command, sizeof(command),
		 "set -e; real=$(readlink -f %s/images); rm %s/images; mkdir %s/images; "
		 "for i in $real/*; do ln -s $(readlink -f $i) %s/images/$(basename $i); done; "
		 "rm %s/images/machine; mkdir %s/images/machine; "
		 "cp $real/machine/sha256 $real/machine/VERSION %s/images/machine/; "
		 "head -c 100000 $real/machine/root.erofs > %s/images/machine/root.erofs",
		 d, d, d, d, d, d, d, d);
	assert_int_equal(system(command), 0);
	RUN(run, "--machine=krun", "--backend=native-arm64");
	assert_cannot(run, "image machine is corrupt");
	run_free(run);
}

static void test_no_journal(void **state)
{
	(void)state;
	struct run *run = run_new();

	RUN(run, "--machine=host", "--resume");
	assert_cannot(run, "no run to go on with");
	run_free(run);
}

/* In a mount namespace whose results are a file system of so many KiB. */
static void run_on_small_disk(struct run *run, int kib, const char *commands)
{
	char command[2400];
	const char *argv[] = {
		"unshare", geteuid() ? "-Urm" : "-m", "sh", "-c", command, NULL
	};

	snprintf(command, sizeof(command),
		 "r=%s/results; c='build/self/conformance --build=%s --expect=%s "
		 "--machine=host'; mkdir -p $r && mount -t tmpfs -o size=%dk tmpfs $r && "
		 "{ %s\n}",
		 run->directory, run->directory, run->expect, kib, commands);
	run_start_argv(run, argv);
	run_wait(run);
}

static void test_full_disk(void **state)
{
	(void)state;
	struct run *run = run_new();

	run_on_small_disk(run, 8,
			  "echo before > $r/journal.jsonl; head -c 4096 /dev/zero > $r/filler; "
			  "$c; status=$?; ls $r/*; cat $r/journal.jsonl; exit $status");
	assert_cannot(run, "No space left on device; nothing was run");
	/* An earlier run is where it was. */
	assert_says(run->out, "before\n");
	assert_null(strstr(run->out, "earlier"));
	run_free(run);
}

/* What was done until then isn't done again. */
static void test_disk_that_fills(void **state)
{
	(void)state;
	struct run *run = run_new();

	run_on_small_disk(
		run, 8,
		"$c; first=$?; wc -l < $r/journal.jsonl; mount -o remount,size=1m $r; "
		"[ $first = 2 ] && $c --resume > $r/again 2>&1; again=$?; "
		"grep -c '\"type\":\"check\"' $r/results.jsonl; "
		"grep -c '\"check\":' $r/journal.jsonl; echo again $again; exit $first");
	assert_cannot(run, "No space left on device; make room and continue with --resume");
	assert_says(run->out, "again 1\n");
	run_free(run);
}

static void test_results_directory(void **state)
{
	(void)state;
	struct run *run = run_new();
	char option[400];
	char path[400];
	struct stat s;

	snprintf(option, sizeof(option), "--results=%s/a/b/c", run->directory);
	RUN(run, "--machine=host", "--case=self_pass", option);
	assert_int_equal(run->status, 0);
	snprintf(path, sizeof(path), "%s/a/b/c/results.jsonl", run->directory);
	assert_int_equal(stat(path, &s), 0);
	snprintf(path, sizeof(path), "%s/a/b/c/.writable", run->directory);
	assert_int_equal(stat(path, &s), -1);

	/* A file is in the way. */
	snprintf(option, sizeof(option), "--results=%s/a/b/c/results.jsonl/d", run->directory);
	RUN(run, "--machine=host", "--case=self_pass", option);
	assert_cannot(run, "Not a directory; nothing was run");

	/* Nobody may write there, not even root. */
	RUN(run, "--machine=host", "--case=self_pass", "--results=/proc/self");
	assert_cannot(run, "results can't be written in /proc/self");
	run_free(run);
}

/* The results are there, but who asked for them isn't told. */
static void test_full_output(void **state)
{
	(void)state;
	struct run *run = run_new();
	char command[1200];
	const char *argv[] = { "sh", "-c", command, NULL };

	snprintf(command, sizeof(command),
		 "build/self/conformance --build=%s --expect=%s --machine=host "
		 "--case=self_pass > /dev/full",
		 run->directory, run->expect);
	run_start_argv(run, argv);
	run_wait(run);
	assert_cannot(run, "standard output could not be written; all is in");
	run_free(run);
}

static void test_awkward_path(void **state)
{
	(void)state;
	struct run *run = run_new();
	char path[300];

	snprintf(path, sizeof(path), "%s/a:b", run->directory);
	assert_int_equal(mkdir(path, 0755), 0);
	snprintf(run->directory + strlen(run->directory), 8, "/a:b");
	RUN(run, "--machine=host");
	assert_cannot(run, "move the clone");
	run->directory[strlen(run->directory) - 4] = 0;
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_deviation_without_reason),
		cmocka_unit_test(test_fex_directory),
		cmocka_unit_test(test_nothing_to_run),
		cmocka_unit_test(test_missing_tool),
		cmocka_unit_test(test_missing_image),
		cmocka_unit_test(test_corrupt_image),
		cmocka_unit_test(test_no_journal),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_disk_that_fills),
		cmocka_unit_test(test_results_directory),
		cmocka_unit_test(test_full_output),
		cmocka_unit_test(test_awkward_path),
	};

	unsetenv("FEX");
	return cmocka_run_group_tests_name("errors", tests, NULL, NULL);
}
