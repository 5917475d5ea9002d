/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The image as its users have it: Podman in a real machine loads the archive and runs
 * it. The machine is libkrun's kernel, emulated where the host is no arm64; its disks
 * are the suite's own, but for one with the archive.
 */
#include "machine.h"
#include "record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define RUN "podman run --rm --network=none "
#define CASES "-c mmap_file_offset/static,proc_exe/static "
/* The image's own runner, taken out of it. */
#define OUTSIDE                                                                                \
	"LD_LIBRARY_PATH=/tmp/out /tmp/out/conformance --build=/tmp/build "                    \
	"--expect=/tmp/out/expect -m podman "

enum { PATIENCE_MS = 600000, LINE_MOST = 1 << 19, MEMORY_MIB = 4096 };

static int stream;
static char line[LINE_MOST];
static char output[LINE_MOST];

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int ask(json_t *question, const char *what)
{
	const double begun = seconds();
	size_t n = 0;

	assert_int_equal(json_write_line(stream, question), 0);
	json_decref(question);
	while (n + 1 < sizeof(line) && (!n || line[n - 1] != '\n')) {
		struct pollfd fd = { .fd = stream, .events = POLLIN };

		if (poll(&fd, 1, PATIENCE_MS) <= 0)
			fail_msg("no answer within %d s: %s", PATIENCE_MS / 1000, what);

		ssize_t got = read(stream, line + n, sizeof(line) - 1 - n);

		if (got <= 0)
			fail_msg("the machine died: %s", what);
		n += (size_t)got;
	}
	line[n] = 0;

	json_t *answer = json_loads(line, 0, NULL);
	int status = (int)json_integer_value(json_object_get(answer, "status"));

	assert_non_null(answer);
	snprintf(output, sizeof(output), "%s",
		 json_string_value(json_object_get(answer, "output")));
	json_decref(answer);
	printf("%% %s  [%d, %.1f s]\n%s", what, status, seconds() - begun, output);
	fflush(stdout);
	return status;
}

static int type(const char *command)
{
	return ask(json_pack("{ss}", "command", command), command);
}

static void set_handler(const char *backend)
{
	assert_int_equal(ask(json_pack("{ss}", "register", backend), backend), 0);
}

static void assert_says(const char *part)
{
	if (!strstr(output, part))
		fail_msg("nowhere \"%s\"", part);
}

static int boot(void **state)
{
	static const struct build_files files = {
		.images = "build/image/check/images",
		.payload = "build/image/check/payload.erofs",
		.initrd = "build/initrd",
	};
	const struct boot boot = {
		.files = &files,
		.backend_disk = "build/images/qemu-trixie/root.erofs",
		.console = "build/image/check/console.txt",
		.image = "amd64",
		.engines = PODMAN,
		.cpus = 2,
		.memory_mib = MEMORY_MIB,
	};
	char why[512] = "";
	int ends[2];

	(void)state;
	unlink(boot.console);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
	if (machine_krun.boot(&machine_krun, &boot, ends[1], why, sizeof(why)) < 0)
		fail_msg("%s", why);
	close(ends[1]);
	stream = ends[0];
	return type("mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc");
}

static void test_identify_nobody(void **state)
{
	(void)state;
	set_handler("");
	assert_int_equal(type(RUN "--cap-drop=all conformance identify"), 1);
	assert_says("run by: nobody");
	assert_says("WRONG (no-handler)");
}

static void test_run_nobody(void **state)
{
	(void)state;
	assert_int_equal(type(RUN "--privileged conformance run " CASES), 2);
	assert_says("nothing runs amd64 programs here");
}

static void test_identify(void **state)
{
	(void)state;
	set_handler("qemu");
	assert_int_equal(type(RUN "--cap-drop=all --read-only conformance identify"), 0);
	assert_says("run by: qemu 1:10.0.");
	assert_int_equal(type(RUN "conformance identify --json"), 0);
	assert_says("\"translator\": \"qemu\"");
}

static void test_no_rights(void **state)
{
	(void)state;
	assert_int_equal(type(RUN "conformance run " CASES), 2);
	assert_says("type: podman run --rm --privileged conformance run");
}

static void test_run(void **state)
{
	(void)state;
	set_handler("qemu");
	assert_int_equal(type("mkdir -p /tmp/results && " RUN
			      "--privileged -v /tmp/results:/results conformance run " CASES),
			 0);
	assert_says("registered is qemu, version 1:10.0.");
	assert_says("judged by what tests/expect/qemu.txt records for that version on krun");
	assert_int_equal(type("grep -c '\"type\":\"check\"' /tmp/results/results.jsonl"), 0);
}

/* What --privileged is short for. */
static void test_least_rights(void **state)
{
	(void)state;
	set_handler("qemu");
	assert_int_equal(type(RUN "--cap-add=SYS_ADMIN,SYS_PTRACE,NET_ADMIN,MKNOD "
				  "--security-opt=seccomp=unconfined --security-opt=unmask=ALL "
				  "conformance run " CASES),
			 0);
}

static void test_private(void **state)
{
	(void)state;
	set_handler("qemu");
	assert_int_equal(type("cat /proc/sys/fs/binfmt_misc/conformance"), 0);
	assert_says("qemu");
	assert_int_equal(type(RUN "--privileged conformance run --private=box64@trixie "
				  "-c exit_status_all"),
			 0);
	assert_says("box64@trixie");
	/* The machine's own handler stays as it was. */
	assert_int_equal(type("cat /proc/sys/fs/binfmt_misc/conformance"), 0);
	assert_says("qemu");
}

/* A runner outside the container, which Podman's command connects with its agent. */
static void test_machine_podman(void **state)
{
	(void)state;
	set_handler("qemu");
	assert_int_equal(type("mkdir -p /tmp/out /tmp/build && " RUN
			      "-v /tmp/out:/out --entrypoint=cp conformance -r "
			      "build/conformance tests/expect "
			      "/usr/lib/aarch64-linux-gnu/libcmocka.so.0 /out"),
			 0);
	assert_int_equal(type(OUTSIDE CASES), 0);
	assert_says("podman: registered is qemu, version 1:10.0.");
	/* The container ended with it. */
	assert_int_equal(type("test -z \"$(podman ps --all --quiet)\""), 0);
}

/* A translator that says it is of a version of which nothing is recorded. */
static void test_unknown_version(void **state)
{
	char command[1024];

	(void)state;
	snprintf(command, sizeof(command),
		 "sed 's/1:10.0.13/1:10.9.13/' /backend/usr/bin/qemu-x86_64 > /tmp/qemu && "
		 "chmod 755 /tmp/qemu && cd /proc/sys/fs/binfmt_misc && "
		 "echo -1 > conformance && echo ':one:M::%s:/tmp/qemu:OCF' > register",
		 backend_qemu.binfmt_magic);
	assert_int_equal(type(command), 0);
	assert_int_equal(type(RUN "--privileged conformance run " CASES), 1);
	assert_says("registered is qemu, version 1:10.9.13");
	assert_says("judged without recorded deviations");
	set_handler("qemu");
}

/* What its users type first. */
static void test_load(void **state)
{
	(void)state;
	set_handler("qemu");
	assert_int_equal(type("podman load -q -i /payload/conformance.tar"), 0);
	assert_says("localhost/conformance:latest");
	assert_int_equal(type(RUN "conformance"), 0);
	assert_says("run by: qemu 1:10.0.");
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_identify_nobody),
		cmocka_unit_test(test_run_nobody),
		cmocka_unit_test(test_identify),
		cmocka_unit_test(test_no_rights),
		cmocka_unit_test(test_run),
		cmocka_unit_test(test_least_rights),
		cmocka_unit_test(test_private),
		cmocka_unit_test(test_machine_podman),
		cmocka_unit_test(test_unknown_version),
		cmocka_unit_test(test_load),
	};

	/* In the order above they share a machine; a pattern takes some of them. */
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests_name("image", tests, boot, NULL);
}
