/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "live.h"

#include "entries.h"
#include "mending.h"
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

static struct handlers handlers;

bool live_machine(const struct backend *backend, char *why, size_t size)
{
	struct utsname name;

	uname(&name);
	if (strcmp(name.machine, "aarch64") != 0)
		snprintf(why, size,
			 "this is %s, and setup is for ARM64 Linux; --root=DIR writes "
			 "below another root",
			 name.machine);
	else if (access("/run/systemd/system", F_OK))
		snprintf(why, size,
			 "systemd does not run here, which registers what is in "
			 "/etc/binfmt.d; --root=DIR writes below another root");
	else if (geteuid() != 0)
		snprintf(why, size, "only root can do that: sudo conformance setup ...");
	else if (backend == &backend_fex && sysconf(_SC_PAGESIZE) != 4096)
		snprintf(why, size, "FEX needs pages of 4096 bytes, and this kernel has %ld",
			 sysconf(_SC_PAGESIZE));
	else
		return true;
	return false;
}

bool live_nothing_foreign(char *why, size_t size)
{
	handlers_read(BINFMT, &handlers);
	for (size_t i = 0; i < handlers.count; i++) {
		const struct handler *h = &handlers.list[i];

		if (!handler_takes_amd64(h) || entry_named("", h->name))
			continue;
		snprintf(why, size,
			 "something else has registered %s (%s), which is in no binfmt.d: take "
			 "it away first: echo -1 | sudo tee " BINFMT "/%s",
			 h->name, h->interpreter, h->name);
		return false;
	}
	return true;
}

static bool unregister(const char *name, char *why, size_t size)
{
	char path[300];

	snprintf(path, sizeof(path), BINFMT "/%s", name);

	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write(fd, "-1", 2) == 2;

	if (!ok)
		snprintf(why, size, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

bool live_register(char *why, size_t size)
{
	static struct entry_file files[ENTRY_FILES];
	const char *const program = access("/usr/lib/systemd/systemd-binfmt", X_OK)
					    ? "/lib/systemd/systemd-binfmt"
					    : "/usr/lib/systemd/systemd-binfmt";
	size_t count = entry_files("", files);

	handlers_read(BINFMT, &handlers);
	for (size_t i = 0; i < handlers.count; i++)
		if (handler_takes_amd64(&handlers.list[i]) &&
		    !unregister(handlers.list[i].name, why, size))
			return false;
	/* With names it leaves the others alone. */
	for (size_t i = 0; i < count; i++)
		if (files[i].amd64 &&
		    !tool_run(why, size, (const char *[]){ program, files[i].path, NULL }))
			return false;
	return true;
}
