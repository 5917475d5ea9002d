/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "binfmt.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#define BINFMT "/proc/sys/fs/binfmt_misc"

static int write_to(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : write(fd, text, strlen(text));
	int error = errno;

	if (fd >= 0)
		close(fd);
	errno = error;
	return n < 0 ? -1 : 0;
}

/*
 * The kernel opens the interpreter (F) as the writer sees its path, and passes
 * that path on: writing from within the backend's root, both are what they
 * are in a container that has the backend mounted.
 */
static int write_from_root(const char *root, int fd, const char *text)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		if (*root && chroot(root))
			_exit(errno);
		_exit(write(fd, text, strlen(text)) < 0 ? errno : 0);
	}
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	errno = pid < 0 ? errno : WEXITSTATUS(status);
	return errno ? -1 : 0;
}

/* As one line, its fields separated by "; ". */
static void read_entry(char *entry, size_t size)
{
	int fd = open(BINFMT "/conformance", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, entry, size - 1);

	if (fd >= 0)
		close(fd);
	entry[n > 0 ? n : 0] = 0;
	for (char *p = entry; *p; p++)
		if (*p == '\n')
			*p = p[1] ? ';' : 0;
}

bool binfmt_register(const struct backend *backend, const char *root, char *entry,
		     size_t entry_size, char *why, size_t why_size)
{
	char line[2048];

	entry[0] = 0;
	if (!backend->binfmt_magic)
		return true;
	if (mount("binfmt_misc", BINFMT, "binfmt_misc", 0, NULL) && errno != EBUSY) {
		snprintf(why, why_size,
			 "this kernel offers no binfmt_misc (%s): load the module binfmt_misc, "
			 "or "
			 "use a machine whose kernel has it",
			 strerror(errno));
		return false;
	}
	/* Clears every handler: no other may answer for this backend. */
	write_to(BINFMT "/status", "-1");
	snprintf(line, sizeof(line), ":conformance:M::%s:%s:%s", backend->binfmt_magic,
		 backend->interpreter, backend->binfmt_flags);

	int fd = open(BINFMT "/register", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write_from_root(root, fd, line)) {
		snprintf(why, why_size,
			 "the kernel refuses the binfmt_misc entry of %s (%s): %s",
			 backend->name, strerror(errno), line);
		return false;
	}
	close(fd);
	read_entry(entry, entry_size);
	return true;
}
