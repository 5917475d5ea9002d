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

static pid_t parent_of(pid_t pid, char comm[64])
{
	char path[64];
	int parent = 0;

	comm[0] = 0;
	snprintf(path, sizeof(path), "/proc/%d/stat", pid);

	FILE *file = fopen(path, "re");

	if (file && fscanf(file, "%*d (%63[^)]) %*c %d", comm, &parent) != 2)
		parent = 0;
	if (file)
		fclose(file);
	return parent;
}

/* A process below `above` whose name starts so, or 0. */
static pid_t descendant_named(pid_t above, const char *name)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	pid_t found = 0;

	while (proc && !found && (entry = readdir(proc))) {
		char comm[64];
		char other[64];
		pid_t pid = parent_of(atoi(entry->d_name), comm);

		if (strncmp(comm, name, strlen(name)) != 0)
			continue;
		while (pid > 1 && pid != above)
			pid = parent_of(pid, other);
		if (pid == above)
			found = atoi(entry->d_name);
	}
	if (proc)
		closedir(proc);
	return found;
}

/* The same, of another number than `last`, once there is one. */
static pid_t await_next(pid_t above, const char *name, pid_t last)
{
	for (int i = 0; i < 6000; i++) {
		pid_t pid = descendant_named(above, name);

		if (pid && pid != last)
			return pid;
		usleep(10000);
	}
	fail_msg("no %s came to be", name);
	return 0;
}

static void kill_machine(const struct run *run, const char *name)
{
	pid_t machine = descendant_named(run->pid, name);

	assert_true(machine > 0);
	kill(machine, SIGKILL);
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

/* What ran in it runs again. */
static void test_killed_machine(void **state)
{
	(void)state;
	struct run *run = run_new();

	/* The hanging case holds the machine until it is killed. */
	run_start(run, "--machine=krun", "--backend=native-arm64", "--jobs=1",
		  "--case=self_hang/static,self_pass/static,self_status/static", NULL);
	await_text(run, "results/journal.jsonl", "\"type\":\"run\"");
	usleep(300000);
	kill_machine(run, "qemu-system");
	run_wait(run);
	assert_int_equal(run->status, 1);
	assert_result(run, "self_hang", "observation", "hang");
	assert_result(run, "self_pass", "verdict", "PASS");
	assert_result(run, "self_status", "verdict", "FAIL");
	run_free(run);
}

/* A machine that dies with a check twice: that check is known, and nothing else. */
static void test_killed_twice_with_a_check(void **state)
{
	(void)state;
	struct run *run = run_new();
	pid_t first;

	run_start(run, "--machine=host", "--jobs=3", "--alone",
		  "--case=self_hang/static,self_pass/static,self_status/static", NULL);
	first = await_next(run->pid, "self_hang", 0);
	kill_machine(run, "conformance");
	await_next(run->pid, "self_hang", first);
	kill_machine(run, "conformance");
	run_wait(run);
	assert_int_equal(run->status, 1);
	assert_result(run, "self_hang", "verdict", "BROKEN");
	assert_says(run->out, "with nothing beside it: machine host died (killed from outside");
	assert_result(run, "self_pass", "verdict", "PASS");
	assert_result(run, "self_status", "verdict", "FAIL");
	run_free(run);
}

/* Twice within seconds, before anything ran. */
static void test_killed_while_it_starts(void **state)
{
	(void)state;
	struct run *run = run_new();
	pid_t last = 0;

	run_start(run, "--machine=krun", "--backend=native-arm64",
		  "--case=self_pass/static,self_status/static", NULL);
	for (int i = 0; i < 2; i++) {
		last = await_next(run->pid, "qemu-system", last);
		kill(last, SIGKILL);
	}
	run_wait(run);
	assert_int_equal(run->status, 1);
	assert_result(run, "self_pass", "verdict", "PASS");
	assert_result(run, "self_status", "verdict", "FAIL");
	run_free(run);
}

/* A worker's death, or its container's, from outside is nothing that a check did. */
static void test_killed_worker_and_container(void **state)
{
	(void)state;
	struct run *run = run_new();
	pid_t guest;
	char comm[64];

	run_start(run, "--machine=host", "--jobs=1", "--alone",
		  "--case=self_hang/static,self_pass/static", NULL);
	guest = await_next(run->pid, "self_hang", 0);
	/* Its parent is crun, whose parent is the worker. */
	kill(parent_of(parent_of(guest, comm), comm), SIGKILL);
	run_wait(run);
	assert_result(run, "self_hang", "observation", "hang");

	run_start(run, "--machine=host", "--jobs=1", "--alone",
		  "--case=self_hang/static,self_pass/static", NULL);
	kill(await_next(run->pid, "self_hang", 0), SIGKILL);
	run_wait(run);
	assert_result(run, "self_hang", "observation", "hang");
	assert_result(run, "self_pass", "verdict", "PASS");
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
	pid_t qemu = descendant_named(run->pid, "qemu-system");

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

/* Half a line at the end of the journal, as a killed runner leaves it. */
static void test_resumed_from_half_a_line(void **state)
{
	(void)state;
	struct run *run = run_new();
	char path[400];
	char *text = malloc(RUN_TEXT);

	snprintf(path, sizeof(path), "%s/results/journal.jsonl", run->directory);
	RUN(run, "--machine=host", "--case=self_pass/static,self_status/static");
	run_slurp(run, "results/journal.jsonl", text);
	assert_int_equal(truncate(path, (off_t)strlen(text) - 20), 0);
	RUN(run, "--machine=host", "--resume", "--case=self_pass/static,self_status/static");
	assert_int_equal(run->status, 1);
	assert_result(run, "self_pass", "verdict", "PASS");
	assert_result(run, "self_status", "verdict", "FAIL");
	run_slurp(run, "results/journal.jsonl", text);
	for (char *rest = text, *line; *(line = strsep(&rest, "\n"));) {
		json_t *json = json_loads(line, 0, NULL);

		assert_non_null(json);
		json_decref(json);
	}
	free(text);
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
	assert_says(run->out, "given up after 4 starts: machine krun died; its last words");
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_killed_machine),
		cmocka_unit_test(test_killed_twice_with_a_check),
		cmocka_unit_test(test_killed_while_it_starts),
		cmocka_unit_test(test_killed_worker_and_container),
		cmocka_unit_test(test_interrupted_and_resumed),
		cmocka_unit_test(test_resumed_from_half_a_line),
		cmocka_unit_test(test_interrupted_on_host),
		cmocka_unit_test(test_no_binfmt_misc),
		cmocka_unit_test(test_machine_that_never_starts),
	};

	return cmocka_run_group_tests_name("machines", tests, NULL, NULL);
}
