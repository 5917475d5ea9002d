/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: faults [--seed=N] [--moments=N] [--build=DIR] [--machine=NAME]
 *        [--fault=NAME]
 *        (as "make faults", from the top of the project)
 *
 * Something is done to a run at a random moment: a process killed or stopped, a disk
 * filled, memory withheld, the journal cut. The run, resumed where it stopped, must
 * then have the verdicts of the undisturbed one, and nothing may be left behind.
 */
#include "clock.h"
#include "proc.h"
#include "verdicts.h"
#include "world.h"

#include <argp.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	RESUMES_MOST = 4,
	RUN_MOST_MS = 1800000,
	STOP_MS = 20000,
	TARGET_MS = 3000, /* for a process of the wanted role to come to be */
	PAGE = 4096,
	ARGUMENTS = 16,
};

/* A run that things are done to. */
struct setting {
	const char *machine;
	const char *arguments[6];
	unsigned weight; /* of 16 moments, so many */
	json_t *wanted;
	long long ms; /* of the undisturbed run */
	size_t journal_size;
};

static struct setting settings[] = {
	{ "host", { "--machine=host", "--backend=native*", "--tier=smoke" }, 13, NULL, 0, 0 },
	{ "krun",
	  { "--machine=krun", "--backend=native-arm64", "--tier=check" },
	  3,
	  NULL,
	  0,
	  0 },
};

/* What is going on at one moment. */
struct moment {
	const struct setting *setting;
	long long after_ms;
	unsigned long chance;
	pid_t runner;
};

struct fault {
	const char *name;
	const char *machine; /* on which it can be made; NULL: any */
	/* Before the run starts, after which `more` goes with its arguments; then, while
	 * it runs, at the moment; then, before it is resumed. */
	void (*prepare)(const struct moment *moment, const char **more);
	bool (*strike)(const struct moment *moment);
	void (*mend)(const struct moment *moment);
	bool cannot; /* if it stops the run, then by status 2 and one line */
	size_t moments, missed, resumed, differing, left, mute;
};

static char directory[256];
static char results[300];
static char work[300];
static unsigned long long seed = 1;
static int moments = 200;
static const char *build = "build";
static const char *machine;
static const char *only;

/* Numbers that the seed decides (splitmix64). */
static unsigned long next_number(void)
{
	static unsigned long long state;
	static bool begun;

	if (!begun)
		state = seed;
	begun = true;

	unsigned long long z = (state += 0x9e3779b97f4a7c15ULL);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return (unsigned long)(z ^ (z >> 31));
}

static _Noreturn void give_up(const char *what)
{
	fprintf(stderr, "faults: %s: %s\n", what, strerror(errno));
	exit(2);
}

/* The run. */

static void link_into(const char *name)
{
	char from[600];
	char to[600];

	snprintf(from, sizeof(from), "../../%s", name);
	snprintf(to, sizeof(to), "%s/%s", directory, name);
	unlink(to);
	if (symlink(from, to))
		give_up(to);
}

/* A directory that looks like build/, with results of its own. */
static void make_directory(void)
{
	static const char *const names[] = { "payload", "payload.erofs", "initrd-debian-4k",
					     "initrd-debian-16k", "images" };

	snprintf(directory, sizeof(directory), "%s/faults", build);
	mkdir(directory, 0755);
	snprintf(directory, sizeof(directory), "%s/faults/%d", build, getpid());
	snprintf(results, sizeof(results), "%s/results", directory);
	snprintf(work, sizeof(work), "%s/work", directory);
	if ((mkdir(directory, 0755) && errno != EEXIST) ||
	    (mkdir(results, 0755) && errno != EEXIST) || (mkdir(work, 0755) && errno != EEXIST))
		give_up(directory);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		link_into(names[i]);
}

static const char *path_of(const char *name)
{
	static char path[2][700];
	static int which;

	which = !which;
	snprintf(path[which], sizeof(path[which]), "%s/%s", directory, name);
	return path[which];
}

static pid_t start_run(const struct setting *setting, const char *const *more)
{
	static char program[300];
	static char option[300];
	const char *argv[ARGUMENTS] = { program, option };
	size_t n = 2;

	snprintf(program, sizeof(program), "%s/conformance", build);
	snprintf(option, sizeof(option), "--build=%s", directory);
	for (size_t i = 0; setting->arguments[i]; i++)
		argv[n++] = setting->arguments[i];
	for (; more && *more && n + 1 < ARGUMENTS; more++)
		argv[n++] = *more;
	argv[n] = NULL;

	pid_t pid = fork();

	if (pid < 0)
		give_up("fork");
	if (pid == 0) {
		setpgid(0, 0);
		dup2(open("/dev/null", O_RDONLY), 0);
		dup2(open(path_of("out"), O_WRONLY | O_CREAT | O_TRUNC, 0644), 1);
		dup2(open(path_of("err"), O_WRONLY | O_CREAT | O_TRUNC, 0644), 2);
		execv(argv[0], (char *const *)argv);
		_exit(126);
	}
	return pid;
}

/* Its exit status, or 128 + signal; -1: it had to be killed. */
static int end_run(pid_t pid)
{
	long long until = now_ms() + RUN_MOST_MS;
	int status = 0;
	pid_t ended;

	while ((ended = waitpid(pid, &status, WNOHANG)) == 0 && now_ms() < until)
		poll(NULL, 0, 5);
	if (ended == 0) {
		fprintf(stderr, "faults: the run did not end\n");
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		return -1;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* How many lines that it is the runner's own has it said? */
static size_t lines_said(void)
{
	FILE *file = fopen(path_of("err"), "re");
	char *line = NULL;
	size_t room = 0;
	size_t count = 0;

	while (file && getline(&line, &room, file) > 0)
		count += strncmp(line, "conformance: ", 13) == 0;
	free(line);
	if (file)
		fclose(file);
	return count;
}

static void clean(void)
{
	char command[700];

	snprintf(command, sizeof(command), "rm -rf %s/* %s/console-*", results, work);
	if (system(command))
		give_up(command);
}

static void run_undisturbed(struct setting *setting)
{
	struct stat s;

	/* The first time it reads much from disk. */
	end_run(start_run(setting, NULL));

	long long begun = now_ms();
	int status = end_run(start_run(setting, NULL));

	setting->ms = now_ms() - begun;
	setting->wanted = verdicts_read(path_of("results/results.jsonl"));
	if (status < 0 || status > 1 || !setting->wanted ||
	    stat(path_of("results/journal.jsonl"), &s)) {
		fprintf(stderr, "faults: %s: the undisturbed run has status %d\n",
			setting->machine, status);
		exit(2);
	}
	setting->journal_size = (size_t)s.st_size;
	printf("%s: %zu checks, %.1f s undisturbed\n", setting->machine,
	       json_object_size(setting->wanted), (double)setting->ms / 1000);
}

/* Processes. */

static bool send_to(const struct moment *m, enum role role, int number)
{
	long long until = now_ms() + TARGET_MS;
	pid_t pid;

	while (!(pid = proc_find(m->runner, role, m->chance)) && now_ms() < until &&
	       waitid(P_PID, (id_t)m->runner, &(siginfo_t){ 0 }, WEXITED | WNOHANG | WNOWAIT) ==
		       0)
		poll(NULL, 0, 1);
	return pid && kill(pid, number) == 0;
}

static bool stop_for_a_while(const struct moment *m, enum role role)
{
	pid_t pid = proc_find(m->runner, role, m->chance);

	for (int tries = 0; !pid && tries < TARGET_MS; tries++, poll(NULL, 0, 1))
		pid = proc_find(m->runner, role, m->chance);
	if (!pid || kill(pid, SIGSTOP))
		return false;
	poll(NULL, 0, STOP_MS);
	kill(pid, SIGCONT);
	return true;
}

static bool kill_machine(const struct moment *m)
{
	return send_to(m, ROLE_MACHINE, SIGKILL);
}

static bool kill_machine_twice(const struct moment *m)
{
	if (!kill_machine(m))
		return false;
	poll(NULL, 0, (int)(m->chance % 4000));
	kill_machine(m);
	return true;
}

static bool stop_machine(const struct moment *m)
{
	return stop_for_a_while(m, ROLE_MACHINE);
}

static bool kill_agent(const struct moment *m)
{
	return send_to(m, ROLE_AGENT, SIGKILL);
}

static bool stop_agent(const struct moment *m)
{
	return stop_for_a_while(m, ROLE_AGENT);
}

static bool kill_worker(const struct moment *m)
{
	return send_to(m, ROLE_WORKER, SIGKILL);
}

static bool stop_worker(const struct moment *m)
{
	return stop_for_a_while(m, ROLE_WORKER);
}

static bool kill_engine(const struct moment *m)
{
	return send_to(m, ROLE_ENGINE, SIGKILL);
}

static bool kill_container(const struct moment *m)
{
	return send_to(m, ROLE_CONTAINER, SIGKILL);
}

static bool stop_container(const struct moment *m)
{
	return stop_for_a_while(m, ROLE_CONTAINER);
}

static bool kill_runner(const struct moment *m)
{
	return kill(m->runner, SIGKILL) == 0;
}

static bool stop_runner(const struct moment *m)
{
	kill(m->runner, SIGSTOP);
	poll(NULL, 0, STOP_MS);
	return kill(m->runner, SIGCONT) == 0;
}

/* Disks. */

static void mount_small(const char *on, unsigned long size)
{
	char options[64];

	snprintf(options, sizeof(options), "size=%lu,mode=755", size);
	if (mount("tmpfs", on, "tmpfs", 0, options))
		give_up(on);
}

static void fill_results(const struct moment *m, const char **more)
{
	(void)more;
	mount_small(results,
		    PAGE * (1 + m->chance % (3 * m->setting->journal_size / PAGE + 8)));
}

static void mend_results(const struct moment *m)
{
	(void)m;
	mount("tmpfs", results, "tmpfs", MS_REMOUNT, "size=1g");
}

static void fill_work(const struct moment *m, const char **more)
{
	(void)more;
	mount_small(work, PAGE);
	/* Its one page is taken, and after some names it has no room for more. */
	int fd = open(path_of("work/filler"), O_WRONLY | O_CREAT, 0600);
	char options[64];

	if (fd < 0 || write(fd, &(char[PAGE]){ 0 }, PAGE) != PAGE)
		give_up("filler");
	close(fd);
	snprintf(options, sizeof(options), "nr_inodes=%lu", 2 + m->chance % 3);
	mount("tmpfs", work, "tmpfs", MS_REMOUNT, options);
}

static void mend_work(const struct moment *m)
{
	(void)m;
	mount("tmpfs", work, "tmpfs", MS_REMOUNT, "size=1g,nr_inodes=10000");
}

/* In the machine's namespace: what it has mounted for its containers gets no larger
 * than what is in it, which may grow meanwhile. */
static bool shrink(const char *scratch)
{
	for (int tries = 0; tries < 100; tries++) {
		char options[64];
		struct statfs s;

		if (statfs(scratch, &s) || s.f_type != TMPFS_MAGIC)
			return false;
		snprintf(options, sizeof(options), "size=%llu",
			 (unsigned long long)(s.f_blocks - s.f_bfree + 1) *
				 (unsigned long long)s.f_bsize);
		if (mount("tmpfs", scratch, "tmpfs", MS_REMOUNT, options) == 0)
			return true;
	}
	return false;
}

static bool fill_scratch(const struct moment *m)
{
	char path[64];
	char *scratch = realpath(path_of("work/host"), NULL);
	pid_t agent = 0;
	int status = 1;

	for (int tries = 0; !agent && tries < TARGET_MS; tries++, poll(NULL, 0, 1))
		agent = proc_find(m->runner, ROLE_AGENT, 0);
	snprintf(path, sizeof(path), "/proc/%d/ns/mnt", agent);

	pid_t pid = fork();

	if (pid == 0) {
		int fd = open(path, O_RDONLY | O_CLOEXEC);

		_exit(fd < 0 || !scratch || setns(fd, CLONE_NEWNS) || !shrink(scratch));
	}
	waitpid(pid, &status, 0);
	free(scratch);
	return status == 0;
}

/* Memory. */

static void take_memory(const struct moment *m, const char **more)
{
	static char option[32];

	snprintf(option, sizeof(option), "--memory=%lu", 64 + m->chance % 800);
	more[0] = option;
}

static bool nothing(const struct moment *m)
{
	(void)m;
	return true;
}

/* The journal. */

static bool interrupt(const struct moment *m)
{
	return kill(m->runner, SIGKILL) == 0;
}

static void cut_journal(const struct moment *m)
{
	struct stat s;
	const char *path = path_of("results/journal.jsonl");

	if (stat(path, &s) == 0 && s.st_size > 0)
		truncate(path, (off_t)(m->chance % (unsigned long)s.st_size));
}

static struct fault faults[] = {
	{ .name = "machine killed", .strike = kill_machine },
	{ .name = "machine killed twice", .strike = kill_machine_twice },
	{ .name = "machine stopped", .strike = stop_machine },
	{ .name = "agent killed", .machine = "host", .strike = kill_agent },
	{ .name = "agent stopped", .machine = "host", .strike = stop_agent },
	{ .name = "worker killed", .machine = "host", .strike = kill_worker },
	{ .name = "worker stopped", .machine = "host", .strike = stop_worker },
	{ .name = "engine killed", .machine = "host", .strike = kill_engine },
	{ .name = "container killed", .machine = "host", .strike = kill_container },
	{ .name = "container stopped", .machine = "host", .strike = stop_container },
	{ .name = "runner killed", .strike = kill_runner },
	{ .name = "runner stopped", .strike = stop_runner },
	{ .name = "disk full: journal",
	  .prepare = fill_results,
	  .strike = nothing,
	  .mend = mend_results,
	  .cannot = true },
	{ .name = "disk full: work",
	  .prepare = fill_work,
	  .strike = nothing,
	  .mend = mend_work,
	  .cannot = true },
	{ .name = "disk full: scratch",
	  .machine = "host",
	  .strike = fill_scratch,
	  .cannot = true },
	{ .name = "too little memory",
	  .machine = "krun",
	  .prepare = take_memory,
	  .strike = nothing,
	  .cannot = true },
	{ .name = "journal cut", .strike = interrupt, .mend = cut_journal },
};

enum {
	FAULTS = sizeof(faults) / sizeof(faults[0]),
	SETTINGS = sizeof(settings) / sizeof(settings[0])
};

static bool all_pass_muster(const struct setting *setting, size_t *differing, bool loud)
{
	json_t *got = verdicts_read(path_of("results/results.jsonl"));

	*differing = got ? verdicts_compare(setting->wanted, got, loud)
			 : json_object_size(setting->wanted);
	json_decref(got);
	return *differing == 0;
}

static void umount_all(void)
{
	umount2(results, MNT_DETACH);
	umount2(work, MNT_DETACH);
}

static void try_moment(struct fault *f, const struct moment *given)
{
	struct moment m = *given;
	const char *more[4] = { NULL };
	size_t differing = 0;
	int status;

	clean();
	if (f->prepare)
		f->prepare(&m, more);
	m.runner = start_run(m.setting, more);
	poll(NULL, 0, (int)m.after_ms);
	/* One that comes too late disturbs nothing, and counts apart. */
	if (!f->strike(&m))
		f->missed++;
	status = end_run(m.runner);
	if (f->cannot && status != 0 && status != 1 && (status != 2 || lines_said() != 1)) {
		fprintf(stderr, "mute: status %d, %zu lines instead of one\n", status,
			lines_said());
		f->mute++;
	}
	if (f->mend) {
		f->mend(&m);
		status = -1;
	}
	for (int tries = 0; tries < RESUMES_MOST; tries++) {
		if (status >= 0 && status <= 1 && all_pass_muster(m.setting, &differing, false))
			break;
		f->resumed += tries == 0;
		status = end_run(start_run(m.setting, (const char *[]){ "--resume", NULL }));
		/* Killed before it had a journal. */
		if (status == 2 && access(path_of("results/journal.jsonl"), F_OK))
			status = end_run(start_run(m.setting, NULL));
	}
	if (!all_pass_muster(m.setting, &differing, true) ||
	    !verdicts_journal_is_whole(path_of("results/journal.jsonl")))
		f->differing += differing ? differing : 1;
	umount_all();
	f->left += world_left(path_of("work/host"));
	f->moments++;
}

static const struct setting *setting_of(const struct fault *f, unsigned long chance)
{
	const struct setting *chosen = NULL;
	unsigned sum = 0;

	for (size_t i = 0; i < SETTINGS; i++)
		if (settings[i].wanted &&
		    (!f->machine || strcmp(f->machine, settings[i].machine) == 0)) {
			sum += settings[i].weight;
			if (!chosen || chance % sum < settings[i].weight)
				chosen = &settings[i];
		}
	return chosen;
}

static size_t tell(void)
{
	size_t bad = 0;

	printf("\n%-22s moments  resumed  differing  left behind  too late\n", "fault");
	for (size_t i = 0; i < FAULTS; i++) {
		const struct fault *f = &faults[i];

		if (!f->moments)
			continue;
		printf("%-22s %7zu  %7zu  %9zu  %11zu  %8zu%s\n", f->name, f->moments,
		       f->resumed, f->differing, f->left, f->missed,
		       f->mute ? "  ended without its one line" : "");
		bad += f->differing + f->left + f->mute;
	}
	return bad;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
	(void)state;
	switch (key) {
	case 's':
		seed = strtoull(argument, NULL, 0);
		return 0;
	case 'n':
		moments = atoi(argument);
		return 0;
	case 'b':
		build = argument;
		return 0;
	case 'f':
		only = argument;
		return 0;
	case 'm':
		machine = argument;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

int main(int argc, char **argv)
{
	static const struct argp_option options[] = {
		{ "seed", 's', "N", 0, "which moments (1)", 0 },
		{ "moments", 'n', "N", 0, "how many (200)", 0 },
		{ "build", 'b', "DIR", 0, "what make set-up has built (build)", 0 },
		{ "fault", 'f', "NAME", 0, "only this one", 0 },
		{ "machine", 'm', "NAME", 0, "only host, or only krun", 0 },
		{ 0 },
	};

	argp_parse(&(struct argp){ .options = options, .parser = parse }, argc, argv, 0, NULL,
		   NULL);
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!world_enter())
		give_up("a mount namespace (needs root: sudo make faults)");
	make_directory();
	printf("seed %llu, %d moments\n", seed, moments);
	for (size_t i = 0; i < SETTINGS; i++)
		if (!machine || strcmp(machine, settings[i].machine) == 0)
			run_undisturbed(&settings[i]);
	for (int done = 0; done < moments;) {
		struct fault *f = &faults[next_number() % FAULTS];
		const struct setting *setting = setting_of(f, next_number());
		unsigned long when = next_number();
		unsigned long chance = next_number();

		if (!setting || (only && strcmp(only, f->name) != 0))
			continue;

		struct moment m = { .setting = setting,
				    .after_ms = (long long)(when % (unsigned long)setting->ms),
				    .chance = chance >> 1 };

		printf("%3d  %s, %s, at %lld ms\n", ++done, f->name, setting->machine,
		       m.after_ms);
		try_moment(f, &m);
	}

	size_t bad = tell();
	char command[400];

	snprintf(command, sizeof(command), "rm -rf %s", directory);
	if (!bad && system(command))
		give_up(command);
	printf("%zu passed, %zu failed\n", (size_t)moments, bad);
	return bad ? 1 : 0;
}
