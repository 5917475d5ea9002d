/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "own_build.h"

#include "tool.h"
#include "version.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 1200 };

/* As programs lie in what was unpacked or built. */
static const char *const places[] = { "", "/bin", "/usr/bin", "/usr/local/bin", NULL };

static bool program_in(const char *directory, const struct own_program *program, char *path,
		       size_t size)
{
	for (size_t n = 0; program->names[n]; n++)
		for (size_t p = 0; places[p]; p++) {
			snprintf(path, size, "%s%s/%s", directory, places[p],
				 program->names[n]);
			if (access(path, F_OK) == 0)
				return true;
		}
	return false;
}

bool own_build_find(const struct backend *backend, struct backend_found *found)
{
	const struct own_build *own = backend->own;
	const char *directory = getenv(own->variable);
	char path[PATH_SIZE];
	bool installed = own->installed;

	if (directory && *directory) {
		snprintf(found->root, sizeof(found->root), "%s", directory);
		return true;
	}
	for (const struct own_program *p = own->programs; installed && p->to; p++)
		installed = program_in(own->installed, p, path, sizeof(path));
	if (installed) {
		snprintf(found->root, sizeof(found->root), "%s", own->installed);
		return true;
	}
	snprintf(found->why, sizeof(found->why), "%s=DIRECTORY names none%s%s%s", own->variable,
		 own->installed ? ", " : "", own->installed ? own->installed : "",
		 own->installed ? " has none, and Debian packages none" : "");
	return false;
}

/* A program that names a loader: in a container it finds only what comes along. */
static bool is_dynamic(int fd, const Elf64_Ehdr *header)
{
	for (unsigned i = 0; i < header->e_phnum; i++) {
		Elf64_Phdr segment;
		const off_t at = (off_t)(header->e_phoff + i * sizeof(segment));

		if (pread(fd, &segment, sizeof(segment), at) != sizeof(segment))
			return false;
		if (segment.p_type == PT_INTERP)
			return true;
	}
	return false;
}

/* Where loader and libraries may lie: gathered in lib/, or as a Debian package or root has
 * them. */
static const struct layout {
	const char *loader, *libraries;
} layouts[] = {
	{ "/lib/ld-linux-aarch64.so.1", "/lib" },
	{ "/usr/lib/ld-linux-aarch64.so.1", "/usr/lib/aarch64-linux-gnu" },
	{ "/usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1", "/usr/lib/aarch64-linux-gnu" },
};

/* NULL: there are none. */
static const struct layout *layout_of(const char *directory)
{
	for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++) {
		char path[PATH_SIZE];

		snprintf(path, sizeof(path), "%s%s", directory, layouts[i].loader);
		if (access(path, F_OK) == 0)
			return &layouts[i];
	}
	return NULL;
}

static bool check_program(const struct own_build *own, const char *directory, const char *path,
			  struct backend_found *found, char *why, size_t size)
{
	const char *name = strrchr(path, '/') + 1;
	Elf64_Ehdr header = { 0 };
	char what[300] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, &header, sizeof(header));
	const bool dynamic = n == sizeof(header) && is_dynamic(fd, &header);

	/* The first of them is what runs. */
	if (!found->build[0])
		snprintf(found->build, sizeof(found->build), "%s",
			 dynamic ? "dynamic" : "static");
	if (n < 0)
		snprintf(what, sizeof(what), "can't be read: %s", strerror(errno));
	else if (n != sizeof(header) || memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
		snprintf(what, sizeof(what), "is no ELF program");
	else if (header.e_machine != EM_AARCH64)
		snprintf(what, sizeof(what),
			 "is built for ELF machine %u, not arm64 (%u); name a directory with "
			 "arm64 builds",
			 header.e_machine, EM_AARCH64);
	else if (dynamic && !layout_of(directory))
		snprintf(what, sizeof(what),
			 "is dynamic: put its loader and libraries into lib/ beside it "
			 "(docs/guide/translators.md)");
	if (fd >= 0)
		close(fd);
	if (what[0])
		snprintf(why, size, "%s=%s: %s %s", own->variable, directory, name, what);
	return !what[0];
}

static bool copy_program(const char *from, const char *stage, const char *to, char *why,
			 size_t size)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof(path), "%s%s", stage, to);
	return tool_run(why, size,
			(const char *[]){ "install", "-D", "-m", "755", from, path, NULL });
}

/* What a dynamic build brings along. */
static bool copy_libraries(const char *directory, const char *stage, char *why, size_t size)
{
	const struct layout *layout = layout_of(directory);
	char from[PATH_SIZE];
	char loader[PATH_SIZE];
	char to[PATH_SIZE];

	if (!layout)
		return true;
	snprintf(from, sizeof(from), "%s%s", directory, layout->libraries);
	snprintf(loader, sizeof(loader), "%s%s", directory, layout->loader);
	snprintf(to, sizeof(to), "%s/usr/lib", stage);
	if (!tool_run(why, size, (const char *[]){ "mkdir", "-p", to, NULL }) ||
	    !tool_run(why, size, (const char *[]){ "cp", "-L", loader, to, NULL }))
		return false;
	snprintf(to, sizeof(to), "%s/usr/lib/aarch64-linux-gnu", stage);
	return tool_run(why, size, (const char *[]){ "cp", "-rL", from, to, NULL });
}

bool own_build_is_dynamic(const char *path)
{
	Elf64_Ehdr header = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	const bool dynamic = fd >= 0 && read(fd, &header, sizeof(header)) == sizeof(header) &&
			     is_dynamic(fd, &header);

	if (fd >= 0)
		close(fd);
	return dynamic;
}

bool own_build_copy(const struct backend *backend, struct backend_found *found,
		    const char *directory, const char *stage, char *why, size_t size)
{
	const struct own_build *own = backend->own;
	bool versioned = false;

	for (const struct own_program *p = own->programs; p->to; p++) {
		char from[PATH_SIZE];

		if (!program_in(directory, p, from, sizeof(from))) {
			snprintf(why, size,
				 "%s=%s: no %s there; name a directory with arm64 builds of "
				 "%s",
				 own->variable, directory, p->names[0], own->what);
			return false;
		}
		if (!check_program(own, directory, from, found, why, size) ||
		    !copy_program(from, stage, p->to, why, size))
			return false;
		versioned = versioned || version_of_file(backend, from, found->version,
							 sizeof(found->version));
	}
	if (!versioned)
		snprintf(found->version, sizeof(found->version), "unknown");
	return copy_libraries(directory, stage, why, size);
}

bool own_build_prepare(const struct backend *backend, struct backend_found *found,
		       const char *work, char *disk, size_t disk_size, char *why, size_t size)
{
	char directory[sizeof(found->root)];
	char stage[sizeof(found->root)];

	snprintf(directory, sizeof(directory), "%s", found->root);
	snprintf(stage, sizeof(stage), "%.400s/own-%s", work, backend->name);
	snprintf(disk, disk_size, "%s.erofs", stage);
	if (!tool_run(why, size, (const char *[]){ "rm", "-rf", stage, disk, NULL }))
		return false;
	if (!own_build_copy(backend, found, directory, stage, why, size) ||
	    !tool_run(why, size,
		      (const char *[]){ "mkfs.erofs", "--quiet", "-T0", "--all-root", disk,
					stage, NULL }))
		return false;
	snprintf(found->root, sizeof(found->root), "%s", stage);
	return true;
}
