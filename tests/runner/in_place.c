/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "in_place.h"

#include "probe.h"
#include "surroundings.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define RESULTS "/results"
#define PROBE "build/payload/guests/x86_64/static/identity"

/* To where its own files lie as in a checkout: it is build/conformance there. */
static void go_home(void)
{
	char self[512];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	for (int up = 0; n > 0 && up < 2; up++) {
		self[n] = 0;
		n = strrchr(self, '/') ? strrchr(self, '/') - self : 0;
	}
	self[n > 0 ? n : 0] = 0;
	if (self[0] && chdir(self))
		fprintf(stderr, "conformance: %s: %s\n", self, strerror(errno));
}

/* What the containers of the checks take, tried in a child; 0 or an errno. */
static int try_rights(void)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		const int flags =
			CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNET;

		if (unshare(flags) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
		    mount("tmpfs", "/mnt", "tmpfs", 0, NULL))
			_exit(errno);
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0)
		return errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : EPERM;
}

bool in_place_prepare(struct arguments *a, char *why, size_t size)
{
	struct surroundings s;
	struct probed probed;
	struct stat results;

	go_home();
	surroundings_see(PROBE, &s);
	if (s.engine[0] || geteuid() == 0) {
		const int error = try_rights();
		const char *engine = strstr(s.engine, "docker") ? "docker" : "podman";

		if (error) {
			snprintf(why, size,
				 "this container may not mount or make namespaces (%s); type: "
				 "%s run --rm --privileged conformance run",
				 strerror(error), engine);
			return false;
		}
	}
	if (stat(RESULTS, &results) == 0 && S_ISDIR(results.st_mode))
		a->results = RESULTS;
	if (a->selection.backends)
		return true;
	a->selection.backends = "registered,native-arm64";
	probe(PROBE, &probed);
	/* One that is slow is left to the proof. */
	if (probed.identity.machine[0] || probed.hung)
		return true;
	snprintf(why, size,
		 "nothing runs amd64 programs here; `conformance identify` says why, and "
		 "`conformance run --private=qemu` brings a translator along");
	return false;
}
