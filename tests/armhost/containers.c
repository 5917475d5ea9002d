/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Who runs amd64 programs in the containers of the engines that users type: rootful and
 * rootless Podman, and Docker; for `run`, `exec` and a build's RUN. */
#include "groups.h"

#include "armhost.h"
#include "engines_of_users.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct engine_of_users podman = {
	"podman",
	"podman",
	"podman import --arch %s - ",
	"",
};
const struct engine_of_users rootless = {
	"podman, rootless",
	"as_user podman",
	"as_user podman import --arch %s - ",
	"",
};
const struct engine_of_users docker = {
	"docker",
	"docker",
	"docker import --platform linux/%s - ",
	"",
};

void engine_import(const struct engine_of_users *e)
{
	char arm64[200];
	char amd64[200];

	snprintf(arm64, sizeof(arm64), e->import, "arm64");
	snprintf(amd64, sizeof(amd64), e->import, "amd64");
	shell(0, ENGINE_SECONDS,
	      "right\n"
	      "mkdir -p /tmp/image/bin /tmp/image/tmp && cd /tmp/image\n"
	      "cp /suite/agent bin/identify; cp /suite/probe-amd64 bin/probe-amd64\n"
	      "cp /usr/bin/busybox bin/sh; cp bin/sh bin/sleep; chmod -R a+rX .\n"
	      "tar -c . | %s localhost/identify:latest\n"
	      "cp bin/probe-amd64 bin/sh\n"
	      "tar -c . | %s localhost/amd64:latest\n"
	      "tar -c . | %s localhost/wrong:latest",
	      arm64, amd64, arm64);
}

static void assert_says(const char *said, const char *translator)
{
	char words[64];

	snprintf(words, sizeof(words), "run by: %s", translator);
	if (!strstr(said, words))
		print_error("not run by %s:\n%s\n", translator, said);
	assert_non_null(strstr(said, words));
}

static void assert_says_qemu(const char *said)
{
	assert_says(said, "qemu");
}

void engine_is_run_by(const struct engine_of_users *e, const char *translator)
{
	/* The rights of an ordinary container are enough. */
	assert_says(shell(0, ENGINE_SECONDS,
			  "%s run --rm localhost/identify /bin/identify identify", e->command),
		    translator);
	assert_says(shell(0, ENGINE_SECONDS,
			  "%s run -d --name one localhost/identify /bin/sleep 600 "
			  ">/dev/null || exit 99\n"
			  "%s exec one /bin/identify identify; status=$?\n"
			  "%s kill one >/dev/null; %s rm -f one >/dev/null; exit $status",
			  e->command, e->command, e->command, e->command),
		    translator);
	/* A build's RUN, whose words are the build's. */
	assert_says(shell(0, ENGINE_SECONDS,
			  "mkdir -p /tmp/build && cd /tmp/build && chmod 755 .\n"
			  "cat >Dockerfile <<'END'\n"
			  "FROM localhost/identify\n"
			  "RUN [\"/bin/identify\", \"identify\"]\n"
			  "END\n"
			  "%s build --network none --no-cache -t localhost/built /tmp/build",
			  e->command),
		    translator);
}

static void test_engine(void **state)
{
	engine_import(*state);
	engine_is_run_by(*state, "qemu");
}

/* A label of one architecture over programs of another. */
static void test_label(void **state)
{
	const struct engine_of_users *e = *state;
	const char *within = e == &rootless ? "as_user" : "env";
	char options[200];

	snprintf(options, sizeof(options), "--engine=%s --image=localhost/wrong",
		 e == &docker ? "docker" : "podman");

	const struct wrong_set_up label = {
		.id = "image-disagrees",
		.script = "true",
		.within = within,
		.options = options,
		.translator = "qemu",
	};

	engine_import(e);
	wrong_set_up_is_named(&label);
}

/* A filter that lets the native program start, and QEMU make no thread: by flags of
 * clone(2), as clone3(2) hides them (and libc falls back where there is none). */
static const char profile[] =
	"cat >/tmp/no-threads.json <<'END'\n"
	"{ \"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": [\n"
	"  { \"names\": [\"clone3\"], \"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": 38 },\n"
	"  { \"names\": [\"clone\"], \"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": 1,\n"
	"    \"args\": [ { \"index\": 0, \"value\": 65536, \"valueTwo\": 65536,\n"
	"                \"op\": \"SCMP_CMP_MASKED_EQ\" } ] } ] }\n"
	"END\n";

static void test_seccomp(void **state)
{
	const struct engine_of_users *e = *state;

	engine_import(e);

	const char *said = shell(1, ENGINE_SECONDS,
				 "%s%s run --rm --security-opt seccomp=/tmp/no-threads.json "
				 "localhost/identify /bin/identify identify",
				 profile, e->command);

	if (!strstr(said, "WRONG (seccomp)"))
		print_error("seccomp is not named:\n%s\n", said);
	assert_non_null(strstr(said, "WRONG (seccomp)"));
	/* The mending, typed. */
	assert_says_qemu(shell(0, ENGINE_SECONDS,
			       "%s run --rm --security-opt seccomp=unconfined "
			       "localhost/identify /bin/identify identify",
			       e->command));
}

/* The suite's own image, if it has been built (make image). */
static void test_archive(void **state)
{
	const struct engine_of_users *e = *state;

	if (access(ARCHIVE, R_OK)) {
		print_message("UNAVAILABLE " ARCHIVE ": `make image` builds it\n");
		skip();
	}
	assert_says_qemu(
		shell(0, ENGINE_SECONDS,
		      "right; for d in /sys/block/vd*/serial; do\n"
		      "	[[ $(cat $d) == archive ]] && disk=/dev/$(basename $(dirname $d))\n"
		      "done\n"
		      "chmod a+r $disk\n"
		      "%s load <$disk && %s run --rm conformance identify",
		      e->command, e->command));
}

#define TEST(what, engine)                                                                     \
	{                                                                                      \
		.name = #what ", " #engine, .test_func = test_##what,                          \
		.initial_state = (void *)&(engine)                                             \
	}

int group_containers(void)
{
	const struct CMUnitTest tests[] = {
		TEST(engine, podman),  TEST(engine, rootless), TEST(engine, docker),
		TEST(seccomp, podman), TEST(seccomp, docker),  TEST(label, podman),
		TEST(label, rootless), TEST(label, docker),    TEST(archive, podman),
		TEST(archive, docker),
	};

	return cmocka_run_group_tests_name("arm64 host: containers", tests, vm_whole, NULL);
}
