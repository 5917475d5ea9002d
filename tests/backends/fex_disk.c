/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "fex_disk.h"

#include "tool.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Has the program a loader, so that its containers must have that and its libraries? */
static const char *linkage_of(int fd, const Elf64_Ehdr *header)
{
	Elf64_Phdr segment;

	for (int i = 0; i < header->e_phnum; i++)
		if (pread(fd, &segment, sizeof(segment),
			  (off_t)(header->e_phoff + (Elf64_Off)i * header->e_phentsize)) ==
			    sizeof(segment) &&
		    segment.p_type == PT_INTERP)
			return "dynamic";
	return "static";
}

/* `build` takes how it was linked. */
static bool check_program(const char *directory, const char *name, char *build,
			  size_t build_size, char *why, size_t size)
{
	char path[1024];
	Elf64_Ehdr header;

	snprintf(path, sizeof(path), "%s/%s", directory, name);

	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		snprintf(why, size,
			 "FEX=%s: no %s there (%s); name a directory with arm64 FEX and "
			 "FEXServer",
			 directory, name, strerror(errno));
		return false;
	}
	ssize_t n = read(fd, &header, sizeof(header));

	if (n == sizeof(header))
		snprintf(build, build_size, "%s", linkage_of(fd, &header));
	close(fd);
	if (n != sizeof(header) || memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) {
		snprintf(why, size, "FEX=%s: %s is no ELF program", directory, name);
		return false;
	}
	if (header.e_machine != EM_AARCH64) {
		snprintf(why, size,
			 "FEX=%s: %s is built for ELF machine %u, not arm64 (%u); name a "
			 "directory "
			 "with arm64 builds",
			 directory, name, header.e_machine, EM_AARCH64);
		return false;
	}
	return true;
}

/* It carries its tag, as "FEX-2608". */
static void find_version(const char *path, char *version, size_t size)
{
	struct stat s;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	snprintf(version, size, "unknown");
	if (fd < 0 || fstat(fd, &s) || s.st_size < 16) {
		if (fd >= 0)
			close(fd);
		return;
	}
	const char *data = mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0);

	close(fd);
	if (data == MAP_FAILED)
		return;
	const char *end = data + s.st_size - 9;

	for (const char *p = data; p < end; p++) {
		p = memmem(p, (size_t)(end - p), "FEX-2", 5);
		if (!p)
			break;
		if (strspn(p + 4, "0123456789") >= 4) {
			snprintf(version, size, "%.8s", p);
			break;
		}
	}
	munmap((void *)data, (size_t)s.st_size);
}

bool fex_disk_make(struct backend_found *found, const char *work, char *disk, size_t disk_size,
		   char *why, size_t size)
{
	const char *directory = found->root;
	char stage[900];
	char from[1100];
	char to[1100];

	if (!check_program(directory, "FEXServer", found->build, sizeof(found->build), why,
			   size) ||
	    !check_program(directory, "FEX", found->build, sizeof(found->build), why, size))
		return false;
	snprintf(from, sizeof(from), "%s/FEXServer", directory);
	find_version(from, found->version, sizeof(found->version));

	snprintf(stage, sizeof(stage), "%s/fex", work);
	snprintf(disk, disk_size, "%s/fex.erofs", work);
	snprintf(to, sizeof(to), "%s/usr/bin", stage);
	if (!tool_run(why, size, (const char *[]){ "rm", "-rf", stage, disk, NULL }) ||
	    !tool_run(why, size, (const char *[]){ "mkdir", "-p", to, NULL }))
		return false;
	for (int i = 0; i < 2; i++) {
		snprintf(from, sizeof(from), "%s/%s", directory, i ? "FEXServer" : "FEX");
		if (!tool_run(why, size, (const char *[]){ "cp", "-L", from, to, NULL }))
			return false;
	}
	/* A dynamic build brings its loader and libraries in lib/. */
	snprintf(from, sizeof(from), "%s/lib", directory);
	if (access(from, F_OK) == 0) {
		char loader[1200];

		snprintf(to, sizeof(to), "%s/usr/lib", stage);
		snprintf(loader, sizeof(loader), "%s/ld-linux-aarch64.so.1", from);
		if (!tool_run(why, size, (const char *[]){ "mkdir", to, NULL }) ||
		    !tool_run(why, size, (const char *[]){ "cp", "-L", loader, to, NULL }))
			return false;
		snprintf(to, sizeof(to), "%s/usr/lib/aarch64-linux-gnu", stage);
		if (!tool_run(why, size, (const char *[]){ "cp", "-rL", from, to, NULL }))
			return false;
	}
	if (!tool_run(why, size,
		      (const char *[]){ "mkfs.erofs", "--quiet", "-T0", "--all-root", disk,
					stage, NULL }))
		return false;
	snprintf(found->root, sizeof(found->root), "%s", stage);
	return true;
}
