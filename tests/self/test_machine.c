/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A real virtual machine that is killed, stopped, and lacks what it needs. */
#include "run.h"

#include <dirent.h>
#include <time.h>

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A child of `parent` whose name starts so, or 0. */
static pid_t child_named(pid_t parent, const char *name)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	pid_t found = 0;

	while (proc && !found && (entry = readdir(proc))) {
		char path[300];
		char comm[64] = "";
		int ppid = 0;

		snprintf(path, sizeof(path), "/proc/%s/stat", entry->d_name);

		FILE *file = fopen(path, "re");

		if (!file)
			continue;
		if (fscanf(file, "%*d (%63[^)]) %*c %d", comm, &ppid) == 2 && ppid == parent &&
		    strncmp(comm, name, strlen(name)) == 0)
			found = atoi(entry->d_name);
		fclose(file);
	}
	if (proc)
		closedir(proc);
	return found;
}

static void await_text(const struct run *run, const char *name, const char *part)
{
	static char text[RUN_TEXT];

	for (int i = 0; i < 6000; i++) {
		run_slurp(run, name, text);
		if (strstr(text, part))
			return;
		usleep(10000);
	}
	fail_msg("%s never said %s", name, part);
}

static void test_killed_machine(void **state)
{
	(void)state;
	struct run *run = run_new();

	/* The hanging case holds the machine until it is killed. */
	run_start(run, "--machine=krun", "--backend=native-arm64", "--jobs=1",
		  "--case=self_hang/static,self_pass/static,self_status/static", NULL);
	await_text(run, "results/journal.jsonl", "\"type\":\"run\"");
	usleep(300000);

	pid_t qemu = child_named(run->pid, "qemu-system");

	assert_true(qemu > 0);
	kill(qemu, SIGKILL);
	run_wait(run);
	assert_int_equal(run->status, 1);
	assert_result(run, "self_hang", "verdict", "BROKEN");
	assert_says(run->out, "machine krun died");
	/* Every other case has its verdict all the same. */
	assert_result(run, "self_pass", "verdict", "PASS");
	assert_result(run, "self_status", "verdict", "FAIL");
	run_free(run);
}

static void test_interrupted_and_resumed(void **state)
{
	(void)state;
	struct run *run = run_new();

	run_start(run, "--machine=krun", "--backend=native-arm64", "--jobs=1",
		  "--case=self_pass/static,self_hang/static,self_status/static", NULL);
	await_text(run, "results/journal.jsonl", "\"type\":\"done\"");

	double begun = seconds();
	pid_t qemu = child_named(run->pid, "qemu-system");

	kill(run->pid, SIGINT);
	run_wait(run);
	assert_true(seconds() - begun < 1.0);
	assert_int_equal(run->status, 2);
	assert_says(run->err, "go on with: make conformance RESUME=1");
	assert_int_equal(kill(qemu, 0), -1);

	RUN(run, "--machine=krun", "--backend=native-arm64", "--resume",
	    "--case=self_pass/static,self_status/static");
	assert_int_equal(run->status, 1);
	assert_result(run, "self_pass", "verdict", "PASS");
	assert_result(run, "self_status", "verdict", "FAIL");
	run_free(run);
}

/* On the host: no process and no mount stays behind. */
static void test_interrupted_on_host(void **state)
{
	(void)state;
	struct run *run = run_new();
	char command[400];

	run_start(run, "--machine=host", "--case=self_hang/static", NULL);
	await_text(run, "results/journal.jsonl", "\"type\":\"run\"");
	usleep(300000);

	double begun = seconds();

	kill(run->pid, SIGTERM);
	run_wait(run);
	assert_true(seconds() - begun < 1.0);
	assert_int_equal(run->status, 2);
	snprintf(command, sizeof(command), "! grep -q %s /proc/mounts", run->directory + 11);
	assert_int_equal(system(command), 0);
	/* The container's processes go with its namespace, an instant later. */
	for (int i = 0; i < 100 && system("! pgrep -x self_hang >/dev/null"); i++)
		usleep(10000);
	assert_int_equal(system("! pgrep -x self_hang >/dev/null"), 0);
	run_free(run);
}

static void test_no_binfmt_misc(void **state)
{
	(void)state;
	struct run *run = run_new();

	setenv("KERNEL_ARGUMENTS", "initcall_blacklist=init_misc_binfmt", 1);
	RUN(run, "--machine=krun", "--backend=qemu@trixie", "--case=self_pass/static");
	unsetenv("KERNEL_ARGUMENTS");
	assert_cannot(run, "this kernel offers no binfmt_misc");
	run_free(run);
}

static void test_machine_that_never_starts(void **state)
{
	(void)state;
	struct run *run = run_new();

	setenv("KERNEL_ARGUMENTS", "init=/no/such/program", 1);
	RUN(run, "--machine=krun", "--backend=native-arm64", "--case=self_pass/static");
	unsetenv("KERNEL_ARGUMENTS");
	assert_int_equal(run->status, 1);
	assert_result(run, "self_pass", "verdict", "BROKEN");
	assert_says(run->out, "machine krun died; its last words");
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_killed_machine),
		cmocka_unit_test(test_interrupted_and_resumed),
		cmocka_unit_test(test_interrupted_on_host),
		cmocka_unit_test(test_no_binfmt_misc),
		cmocka_unit_test(test_machine_that_never_starts),
	};

	return cmocka_run_group_tests_name("machines", tests, NULL, NULL);
}
