/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "image.h"

#include "tool.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAM "/bin/sh"

/* First line of what a command writes to its standard output. */
static bool line_of(const char *const *argv, char *line, size_t size)
{
	int ends[2];
	int status = 0;

	if (pipe(ends))
		return false;
	pid_t pid = fork();

	if (pid == 0) {
		dup2(ends[1], 1);
		close(ends[0]);
		close(ends[1]);
		execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	close(ends[1]);

	FILE *file = fdopen(ends[0], "r");
	bool any = file && fgets(line, (int)size, file);

	if (any)
		line[strcspn(line, "\n")] = 0;
	while (file && fgetc(file) != EOF)
		continue;
	if (file)
		fclose(file);
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0 && any;
}

static void architecture_of(const char *path, char *name, size_t size)
{
	Elf64_Ehdr header = { 0 };
	FILE *file = fopen(path, "re");

	if (file && fread(&header, sizeof(header), 1, file) == 1 &&
	    memcmp(header.e_ident, ELFMAG, SELFMAG) == 0)
		snprintf(name, size, "%s",
			 header.e_machine == EM_X86_64	  ? "amd64"
			 : header.e_machine == EM_AARCH64 ? "arm64"
			 : header.e_machine == EM_386	  ? "386"
							  : "another architecture");
	if (file)
		fclose(file);
}

bool image_look(const char *engine, const char *name, struct image *image, char *why,
		size_t size)
{
	char id[128];
	char from[200];
	char directory[] = "/tmp/conformance-image-XXXXXX";
	char to[64];
	char said[400];

	*image = (struct image){ .engine = engine, .name = name };
	if (!tool_exists(engine)) {
		snprintf(why, size, "%s is not in PATH", engine);
		return false;
	}
	if (!line_of((const char *const[]){ engine, "image", "inspect", "--format",
					    "{{.Architecture}}", name, NULL },
		     image->label, sizeof(image->label)) ||
	    !line_of((const char *const[]){ engine, "create", name, PROGRAM, NULL }, id,
		     sizeof(id))) {
		snprintf(why, size, "%s has no image %s: %s pull %s", engine, name, engine,
			 name);
		return false;
	}
	if (!mkdtemp(directory)) {
		snprintf(why, size, "no directory in /tmp");
		return false;
	}
	snprintf(from, sizeof(from), "%s:" PROGRAM, id);
	snprintf(to, sizeof(to), "%s/program", directory);
	/* Docker copies a link as such unless it is told not to. */
	if (tool_run(said, sizeof(said),
		     strcmp(engine, "docker") == 0
			     ? (const char *const[]){ engine, "cp", "-L", from, to, NULL }
			     : (const char *const[]){ engine, "cp", from, to, NULL }))
		architecture_of(to, image->contents, sizeof(image->contents));
	unlink(to);
	rmdir(directory);
	tool_run(said, sizeof(said), (const char *const[]){ engine, "rm", id, NULL });
	return true;
}
