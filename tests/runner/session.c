/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "session_parts.h"

#include "build_files.h"
#include "clock.h"
#include "progress.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

enum {
	TICK_MS = 200,
	SILENCE_MS = 60000, /* the agent says something every second */
	COUNTED_SILENCE_MS = 600000,
	BOOT_MS = 180000,
	LATE_MS = 1000, /* for a tick: longer, and this program was held up */
};

/* From when on it goes on, for the time that all of it takes. */
static void begin_part(struct runner *runner)
{
	json_t *line = json_pack("{ss sf sf}", "type", "part", "seconds",
				 runner->options->seconds, "begun", (double)time(NULL));

	journal_write(runner, line);
	json_decref(line);
}

static void watch(struct runner *runner, struct session *s)
{
	long long limit = s->proved ? SILENCE_MS : BOOT_MS;

	/* Its second is as long as this host takes for a thousand million instructions. */
	if (runner->options->counted)
		limit = COUNTED_SILENCE_MS;

	if (now_ms() - s->heard > limit)
		machine_died(runner, s, s->proved ? "hangs" : "does not start", IN_VAIN_SILENT);
}

static int signal_stream(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static size_t total_left(const struct runner *runner)
{
	size_t left = 0;

	for (size_t i = 0; i < runner->count; i++)
		left += runner->sessions[i].count - runner->sessions[i].done;
	return left;
}

/* What a stopped program doesn't hear isn't the machines' silence. */
static void forgive(const struct runner *runner, long long late_ms)
{
	for (size_t i = 0; late_ms > LATE_MS && i < runner->count; i++)
		runner->sessions[i].heard += late_ms;
}

/* A machine may have more to say after its last check. */
static bool work_left(const struct runner *runner)
{
	for (size_t i = 0; i < runner->count; i++)
		if (runner->sessions[i].pid > 0)
			return true;
	return total_left(runner) > 0;
}

static void start_more(struct runner *runner)
{
	int running = 0;

	for (size_t i = 0; i < runner->count; i++)
		running += runner->sessions[i].pid > 0;
	/* From the last: the controls stand first and are the shortest, and the
	 * shorter what comes last, the less a CPU idles at the end. */
	for (size_t i = runner->count; i-- > 0 && running < runner->options->machines;) {
		struct session *s = &runner->sessions[i];

		if (s->pid > 0 || s->done == s->count)
			continue;
		machine_start(runner, s);
		running++;
	}
}

int sessions_run(struct session *sessions, size_t count, const struct run_options *options)
{
	struct runner runner = { .options = options, .sessions = sessions, .count = count };
	int signals = signal_stream();
	int ended_by = 0;

	runner.journal =
		open(options->journal, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (runner.journal < 0) {
		fprintf(stderr, "conformance: cannot write %s: %s\n", options->journal,
			strerror(errno));
		return -1;
	}
	for (size_t i = 0; i < count; i++) {
		sessions[i].stream = -1;
		snprintf(sessions[i].console, sizeof(sessions[i].console),
			 "%s/console-%s-%s%s%s.txt", options->files->work,
			 sessions[i].machine->name, sessions[i].instance->label,
			 sessions[i].image ? "-" : "",
			 sessions[i].image ? sessions[i].image : "");
		unlink(sessions[i].console);
	}
	begin_part(&runner);
	progress_begin(total_left(&runner));

	long long looked = now_ms();

	while (!ended_by && !runner.journal_failed && work_left(&runner)) {
		struct pollfd fds[64];
		struct session *of[64];
		nfds_t n = 0;

		start_more(&runner);
		fds[n++] = (struct pollfd){ .fd = signals, .events = POLLIN };
		for (size_t i = 0; i < count && n < 64; i++)
			if (sessions[i].stream >= 0) {
				of[n] = &sessions[i];
				fds[n++] = (struct pollfd){ .fd = sessions[i].stream,
							    .events = POLLIN };
			}
		poll(fds, n, TICK_MS);
		forgive(&runner, now_ms() - looked - TICK_MS);
		looked = now_ms();

		struct signalfd_siginfo info;

		if (fds[0].revents && read(signals, &info, sizeof(info)) == sizeof(info))
			ended_by = (int)info.ssi_signo;
		for (nfds_t i = 1; i < n; i++) {
			if (fds[i].revents)
				machine_hear(&runner, of[i]);
			if (of[i]->stream >= 0)
				watch(&runner, of[i]);
		}
		progress_tick();
	}
	for (size_t i = 0; i < count; i++) {
		machine_close(&sessions[i]);
		free(sessions[i].line);
		sessions[i].line = NULL;
	}
	progress_end();
	if (fsync(runner.journal) || close(runner.journal))
		runner.journal_failed = true;
	close(signals);
	return runner.journal_failed ? -1 : ended_by;
}
