/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

bool tool_exists(const char *name)
{
	char path[4096];
	char *rest = path;
	const char *variable = getenv("PATH");

	snprintf(path, sizeof(path), "%s", variable ? variable : "/usr/bin:/bin");
	for (char *p = strsep(&rest, ":"); p; p = strsep(&rest, ":")) {
		char file[4200];

		snprintf(file, sizeof(file), "%s/%s", *p ? p : ".", name);
		if (access(file, X_OK) == 0)
			return true;
	}
	return false;
}

bool tool_run(char *why, size_t size, const char *const *argv)
{
	char said[512];
	size_t used = 0;
	int ends[2];
	int status = 0;

	if (pipe2(ends, O_CLOEXEC)) {
		snprintf(why, size, "pipe: %s", strerror(errno));
		return false;
	}
	pid_t pid = fork();

	if (pid == 0) {
		dup2(open("/dev/null", O_RDWR | O_CLOEXEC), 0);
		dup2(ends[1], 1);
		dup2(ends[1], 2);
		execvp(argv[0], (char *const *)argv);
		dprintf(2, "%s", strerror(errno));
		_exit(127);
	}
	close(ends[1]);
	for (;;) {
		char more[512];
		ssize_t n = read(ends[0], more, sizeof(more));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		for (ssize_t i = 0; i < n && used < sizeof(said) - 1; i++)
			said[used++] = more[i] == '\n' ? ' ' : more[i];
	}
	said[used] = 0;
	close(ends[0]);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (pid > 0 && status == 0)
		return true;
	snprintf(why, size, "%s failed: %s", argv[0], said);
	return false;
}
