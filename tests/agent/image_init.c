/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The first process of a container of the suite's own image, in which a runner
 * elsewhere lets its checks run. The container is the machine: its engine has laid
 * out everything but a place that takes overlays.
 */
#include "agent.h"
#include "usual_limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCRATCH "/run/conformance"

enum { STREAM_FROM = 10 };

int image_serve(void)
{
	if (mkdir(SCRATCH, 0755) && errno != EEXIST)
		fprintf(stderr, "conformance: %s: %s\n", SCRATCH, strerror(errno));
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("tmpfs", SCRATCH, "tmpfs", 0, "mode=755")) {
		fprintf(stderr,
			"conformance: this container may not mount (%s): start it with "
			"--privileged\n",
			strerror(errno));
		return 1;
	}
	/* crun refuses a host that mixes both kinds of cgroups. */
	if (mount("cgroup2", "/sys/fs/cgroup", "cgroup2", 0, NULL) && errno != EBUSY)
		fprintf(stderr, "conformance: cgroup2: %s\n", strerror(errno));
	set_usual_limits();

	/* What is started here has no part in the stream. */
	const int in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STREAM_FROM);
	const int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STREAM_FROM);

	dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	return agent_serve(in, out);
}
