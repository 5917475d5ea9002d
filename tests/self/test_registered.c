/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A machine that is reached by a command, and the translator that it says it has. The
 * command is a script that says what an agent would. */
#include "run.h"

#include "version.h"

#define DONE                                                                                   \
	"{\"type\":\"done\",\"check\":\"self_wrong/static/crun\",\"observation\":\"wrong\","   \
	"\"symptom\":\"a == b\",\"got\":\"\",\"where\":\"\",\"last_words\":\"\","              \
	"\"notes\":\"\",\"ms\":1}"

static char *path;

/* As `podman` in PATH. */
static void say(const struct run *run, const char *text)
{
	char file[400];
	char variable[1400];

	run_write(run->directory, "podman", text);
	snprintf(file, sizeof(file), "%s/podman", run->directory);
	assert_int_equal(chmod(file, 0755), 0);
	snprintf(variable, sizeof(variable), "%s:%s", run->directory, path);
	setenv("PATH", variable, 1);
}

static void say_registered(const struct run *run, const char *translator, const char *version,
			   int page_size)
{
	char text[2000];

	snprintf(text, sizeof(text),
		 "#!/bin/sh\nread -r assignment\necho \"$*\" >%s/arguments\ncat <<'END'\n"
		 "{\"type\":\"hello\",\"kernel\":\"6.0\",\"architecture\":\"aarch64\","
		 "\"page_size\":%d,\"cpus\":2,\"memory_mib\":4096}\n"
		 "{\"type\":\"proof\",\"binfmt\":\"\",\"identity\":\"\",\"ok\":true,"
		 "\"why\":\"\",\"registered\":{\"translator\":\"%s\",\"version\":\"%s\"}}\n"
		 "{\"type\":\"start\",\"check\":\"self_wrong/static/crun\"}\n" DONE "\n"
		 "{\"type\":\"end\"}\nEND\n",
		 run->directory, page_size, translator, version);
	say(run, text);
}

#define FROM(run, machine)                                                                     \
	RUN(run, "--machine=" machine, "--backend=registered", "--case=self_wrong/static")

static void test_judged_by_version(void **state)
{
	(void)state;
	struct run *run = run_new();

	run_write(run->expect, "qemu.txt",
		  "Case: self_wrong\nMachine: krun\nVersion: 1:10.0.*\n"
		  "Fails: wrong a == b\nReason: because.\n");
	say_registered(run, "qemu", "1:10.0.13+ds", 4096);
	FROM(run, "podman");
	assert_int_equal(run->status, 0);
	assert_result(run, "self_wrong", "verdict", "XFAIL");
	assert_result(run, "self_wrong", "backend_version", "1:10.0.13+ds");
	assert_says(run->out, "podman: registered is qemu, version 1:10.0.13+ds");
	assert_says(run->out, "judged by what tests/expect/qemu.txt records");

	/* Pages of another size are another machine's. */
	say_registered(run, "qemu", "1:10.0.13+ds", 16384);
	FROM(run, "podman");
	assert_result(run, "self_wrong", "verdict", "FAIL");
	run_free(run);
}

static void test_judged_without(void **state)
{
	(void)state;
	struct run *run = run_new();

	run_write(run->expect, "qemu.txt",
		  "Case: self_wrong\nFails: wrong a == b\nReason: because.\n");
	say_registered(run, "qemu", "1:10.9.1", 4096);
	FROM(run, "podman");
	assert_int_equal(run->status, 1);
	assert_result(run, "self_wrong", "verdict", "FAIL");
	assert_says(run->out,
		    "judged without recorded deviations: there are none of that version");

	say_registered(run, "", "unknown", 4096);
	FROM(run, "podman");
	assert_int_equal(run->status, 1);
	assert_says(run->out, "registered is a translator not known here");
	assert_says(run->out, "there are none of that translator");
	run_free(run);
}

static void test_connection(void **state)
{
	(void)state;
	struct run *run = run_new();
	char arguments[RUN_TEXT];

	say_registered(run, "qemu", "1:10.0.13+ds", 4096);
	FROM(run, "podman:there");
	run_slurp(run, "arguments", arguments);
	assert_string_equal(arguments, "--connection there run --rm --interactive --privileged "
				       "--network=none --pull=never conformance agent\n");
	FROM(run, "podman");
	run_slurp(run, "arguments", arguments);
	assert_string_equal(arguments, "run --rm --interactive --privileged --network=none "
				       "--pull=never conformance agent\n");
	RUN(run, "--machine=podman:");
	assert_cannot(run, "no machine is named \"podman:\"");
	RUN(run, "--machine=podman:--evil");
	assert_cannot(run, "no machine is named \"podman:--evil\"");
	run_free(run);
}

static void test_no_image(void **state)
{
	(void)state;
	struct run *run = run_new();

	say(run, "#!/bin/sh\necho 'Error: conformance: image not known' >&2\nexit 125\n");
	RUN(run, "--machine=podman", "--case=self_pass/static");
	assert_cannot(run, "machine podman did not start: Error: conformance: image not known");
	run_free(run);
}

static void assert_version(const struct backend *backend, const char *program,
			   const char *wanted)
{
	char version[128] = "";

	assert_int_equal(
		version_from(backend, program, strlen(program), version, sizeof(version)),
		wanted[0] != 0);
	assert_string_equal(version, wanted);
}

static void test_versions(void **state)
{
	(void)state;
	assert_version(&backend_qemu,
		       "qemu-x86_64 version 10.0.13 (Debian 1:10.0.13+ds-0+deb13u1)\n",
		       "1:10.0.13+ds-0+deb13u1");
	assert_version(&backend_qemu, "qemu-x86_64 version 10.1.0 (qemu-10.1.0-1.fc43)\n",
		       "1:10.1.0");
	assert_version(&backend_qemu, "qemu-x86_64 version ", "");
	assert_version(&backend_box64, "center=Box64 v0.3.4 nogit,", "0.3.4");
	assert_version(&backend_box64, "Box64 on %s Box64 arm64 v0.4.3 nogit", "0.4.3");
	assert_version(&backend_fex, "#FEX-2608 SMP Nov 28 2026", "FEX-2608");
	assert_version(&backend_rosetta, "Box64 v0.3.4", "");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_judged_by_version), cmocka_unit_test(test_judged_without),
		cmocka_unit_test(test_connection),	  cmocka_unit_test(test_no_image),
		cmocka_unit_test(test_versions),
	};

	path = strdup(getenv("PATH"));
	return cmocka_run_group_tests_name("registered", tests, NULL, NULL);
}
