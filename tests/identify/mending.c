/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "mending.h"

#include "io.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

const struct known_interpreter known_interpreters[] = {
	{ &backend_qemu, "qemu-x86_64", "/usr/libexec/qemu-binfmt/x86_64-binfmt-P", "POCF" },
	{ &backend_qemu, "qemu-x86_64", "/usr/bin/qemu-x86_64-static", "OCF" },
	{ &backend_qemu, "qemu-x86_64", "/usr/bin/qemu-x86_64", "OCF" },
	{ &backend_fex, "FEX-x86_64", "/usr/bin/FEX", "POCF" },
	{ &backend_box64, "box64", "/usr/bin/box64", "OCF" },
	{ NULL, NULL, NULL, NULL },
};

static const char *const places[] = { "/etc/binfmt.d", "/run/binfmt.d", "/usr/lib/binfmt.d" };

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool registers(const char *path, const char *name)
{
	FILE *file = fopen(path, "re");
	char line[1024];
	size_t length = strlen(name);
	bool found = false;

	while (file && !found && fgets(line, sizeof(line), file))
		found = line[0] == ':' && strncmp(line + 1, name, length) == 0 &&
			line[1 + length] == ':';
	if (file)
		fclose(file);
	return found;
}

/* A file of /etc/binfmt.d replaces the one of the same name elsewhere. */
static bool file_of(const char *name, char *file, size_t size)
{
	bool found = false;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]) && !found; i++) {
		DIR *directory = opendir(places[i]);
		const struct dirent *entry;

		while (directory && !found && (entry = readdir(directory))) {
			char path[600];

			snprintf(path, sizeof(path), "%s/%s", places[i], entry->d_name);
			if (!registers(path, name))
				continue;
			snprintf(file, size, "%s", entry->d_name);
			found = true;
		}
		if (directory)
			closedir(directory);
	}
	if (!found)
		snprintf(file, size, "%s.conf", name);
	return found;
}

static void private_register(const struct registration *r, char *to, size_t size)
{
	char remove[600] = "";
	char path[400];

	snprintf(path, sizeof(path), BINFMT "/%s", r->name);
	if (access(path, F_OK) == 0)
		snprintf(remove, sizeof(remove), "echo -1 > %s; ", path);
	snprintf(to, size, "%sprintf %%s ':%s:M::" EVERY_AMD64 ":%s:%s' > " BINFMT "/register",
		 remove, r->name, r->interpreter, r->flags);
}

void mend_register(const struct registration *r, const struct surroundings *s, char *to,
		   size_t size)
{
	char file[300];
	char path[400];
	struct stat st;
	bool masked;

	if (s->own_namespace) {
		private_register(r, to, size);
		return;
	}
	file_of(r->name, file, sizeof(file));
	snprintf(path, sizeof(path), "/etc/binfmt.d/%s", file);
	masked = lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
	snprintf(to, size,
		 "%s%s%sprintf '%%s\\n' ':%s:M::" EVERY_AMD64
		 ":%s:%s' | sudo tee %s && " RESTART,
		 masked ? "sudo rm " : "", masked ? path : "", masked ? " && " : "", r->name,
		 r->interpreter, r->flags, path);
}

void mend_remove(const char *name, char *to, size_t size)
{
	char file[300];

	if (file_of(name, file, sizeof(file)))
		snprintf(to, size, "sudo ln -sf /dev/null /etc/binfmt.d/%s && " RESTART, file);
	else
		snprintf(to, size, "echo -1 | sudo tee " BINFMT "/%s", name);
}

static void install(char *to, size_t size)
{
	char line[128] = "";
	char id[64] = "";
	FILE *file = fopen("/etc/os-release", "re");

	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "ID=%63s", id) == 1)
			break;
	if (file)
		fclose(file);
	if (strcmp(id, "fedora") == 0)
		snprintf(to, size, "sudo dnf install qemu-user-static-x86");
	else if (strcmp(id, "debian") == 0 && access("/usr/bin/apt", X_OK) == 0)
		snprintf(to, size, "sudo apt-get install qemu-user-static");
	else
		snprintf(to, size,
			 "install QEMU's user mode on the machine: Debian and Ubuntu: sudo "
			 "apt-get install qemu-user-static; Fedora: sudo dnf install "
			 "qemu-user-static-x86");
}

void mend_by_installed(const struct backend *wanted, const struct surroundings *s, char *to,
		       size_t size)
{
	for (const struct known_interpreter *k = known_interpreters; k->backend; k++) {
		if ((wanted && wanted != k->backend) ||
		    (k->backend == &backend_fex && s->page_size != 4096) ||
		    access(k->interpreter, X_OK))
			continue;
		mend_register(&(struct registration){ k->name, k->interpreter, k->flags }, s,
			      to, size);
		return;
	}
	if (wanted && wanted != &backend_qemu)
		snprintf(to, size, "install %s on the machine", wanted->name);
	else
		install(to, size);
}

const struct backend *interpreter_backend(const char *interpreter)
{
	const char *base = base_of(interpreter);

	if (strncmp(base, "qemu-x86_64", 11) == 0 || strncmp(base, "x86_64-binfmt", 13) == 0)
		return &backend_qemu;
	if (strncmp(base, "FEX", 3) == 0)
		return &backend_fex;
	if (strncmp(base, "box64", 5) == 0)
		return &backend_box64;
	if (strncasecmp(base, "rosetta", 7) == 0)
		return &backend_rosetta;
	return NULL;
}
