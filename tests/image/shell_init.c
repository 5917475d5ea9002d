/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The first process of the machine in which the image is tried: does what the test
 * outside types. Both directions are JSON lines.
 *   in:  command    for the machine's shell; or
 *        register   a backend, from the disk at /backend; or empty: nobody
 *   out: status     exit status, or 128 + signal
 *        output     both outputs
 */
#include "agent.h"
#include "binfmt.h"
#include "record.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OUTPUT_MOST = 1 << 18, LINE_MOST = 1 << 16 };

static int run(const char *command, char *output)
{
	int ends[2];
	int status = 0;
	size_t used = 0;
	ssize_t n;

	if (pipe2(ends, O_CLOEXEC))
		return -1;
	pid_t pid = fork();

	if (pid == 0) {
		dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), 0);
		dup2(ends[1], 1);
		dup2(ends[1], 2);
		execl("/bin/busybox", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	while ((n = read(ends[0], output + used, OUTPUT_MOST - 1 - used)) > 0)
		used += (size_t)n;
	close(ends[0]);
	output[used] = 0;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int set_handler(const char *name, char *output)
{
	const struct backend *backend = backend_by_name(name);
	char entry[1024];

	output[0] = 0;
	if (backend)
		return binfmt_register(backend, "/backend", entry, sizeof(entry), output,
				       OUTPUT_MOST)
			       ? 0
			       : 1;
	return run("echo -1 > /proc/sys/fs/binfmt_misc/status", output);
}

static bool next_line(int stream, char line[LINE_MOST])
{
	for (size_t n = 0; n + 1 < LINE_MOST;) {
		ssize_t got = read(stream, line + n, 1);

		/* A port reads as ended until its other side is open. */
		if (got <= 0)
			usleep(10000);
		else if (line[n++] == '\n') {
			line[n] = 0;
			return true;
		}
	}
	return false;
}

int main(void)
{
	static char output[OUTPUT_MOST];
	static char clean[OUTPUT_MOST];
	static char line[LINE_MOST];
	const int stream = vm_init();

	while (next_line(stream, line)) {
		json_t *json = json_loads(line, 0, NULL);
		const char *command = json_string_value(json_object_get(json, "command"));
		const char *name = json_string_value(json_object_get(json, "register"));
		const int status =
			command ? run(command, output) : set_handler(name ? name : "", output);

		text_clean(clean, sizeof(clean), output, strlen(output));
		json_decref(json);
		json = json_pack("{si ss}", "status", status, "output", clean);
		json_write_line(stream, json);
		json_decref(json);
		while (waitpid(-1, NULL, WNOHANG) > 0)
			continue;
	}
	return 1;
}
