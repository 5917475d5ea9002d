/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "artefacts.h"

#include "engine.h"
#include "instances.h"
#include "tool.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * Checks an artefact against its checksums, once a run, and puts the digest of
 * its main file into the header.
 */
static bool verify(const struct build_files *files, const char *name, const char *file,
		   json_t *header, char *why, size_t size)
{
	static char verified[16][64];
	static size_t count;
	char directory[1100];
	char path[1200];
	char line[256];
	FILE *sums;
	bool known = false;

	snprintf(directory, sizeof(directory), "%s/%s", files->images, name);
	snprintf(path, sizeof(path), "%s/sha256", directory);
	for (size_t i = 0; i < count; i++)
		known |= strcmp(verified[i], name) == 0;
	if (!known &&
	    !tool_run(line, sizeof(line),
		      (const char *[]){ "sh", "-c",
					"cd \"$1\" && sha256sum --check --quiet sha256", "sh",
					directory, NULL })) {
		snprintf(
			why, size,
			"image %s is corrupt; build it again: fixtures/images/build --again %s",
			name, name);
		return false;
	}
	if (!known && count < sizeof(verified) / sizeof(verified[0]))
		snprintf(verified[count++], sizeof(verified[0]), "%s", name);
	sums = fopen(path, "re");
	while (sums && fgets(line, sizeof(line), sums))
		if (strstr(line, file)) {
			line[strcspn(line, " ")] = 0;
			json_object_set_new(json_object_get(header, "images"), name,
					    json_string(line));
		}
	if (sums)
		fclose(sums);
	return true;
}

/* Versions of the engines, from the machine's list of packages. */
static void note_engines(const struct machine *machine, const struct build_files *files,
			 json_t *header)
{
	char path[1200];
	char line[256];
	FILE *list;

	snprintf(path, sizeof(path), "%s/%s/packages", files->images, machine->root);
	list = fopen(path, "re");
	while (list && fgets(line, sizeof(line), list)) {
		char *rest = line;
		const char *name = strsep(&rest, " ");
		const char *version = strsep(&rest, " ");

		if (version && engine_by_name(name))
			json_object_set_new(header, name, json_string(version));
	}
	if (list)
		fclose(list);
}

/* Of the container image: an artefact of build/images. */
void artefact_of_image(const char *image, const struct backend *backend, char *name,
		       size_t size)
{
	snprintf(name, size, "%s%s%s", image ? image : "", image ? "-" : "",
		 backend_image_architecture(backend));
}

bool artefacts_verify(const struct machine *machine, const struct instance *i,
		      const char *wanted, const struct build_files *files, json_t *header,
		      char *why, size_t size)
{
	char image[64];
	char disk[96];

	artefact_of_image(wanted, i->backend, image, sizeof(image));

	json_object_set_new(header, "images", json_object());
	if (machine->remote)
		return true;
	if (!verify(files, image, "root.erofs", header, why, size))
		return false;
	if (!machine->virtual)
		return true;
	note_engines(machine, files, header);
	snprintf(disk, sizeof(disk), "%s", i->label);
	for (char *p = disk; *p; p++)
		if (*p == '@')
			*p = '-';
	return verify(files, machine->root, "root.erofs", header, why, size) &&
	       verify(files, machine->kernel, "Image", header, why, size) &&
	       (!machine->emulator ||
		verify(files, machine->emulator, "packages", header, why, size)) &&
	       (!i->backend->suites || instance_is_own(i) ||
		verify(files, disk, "root.erofs", header, why, size));
}

/* Is what this session boots from there? */
bool artefacts_exist(const struct machine *machine, const struct instance *i,
		     const char *wanted, const struct build_files *files, char *why,
		     size_t size)
{
	char image[64];
	const char *root = machine->virtual ? "root.erofs" : "root";
	char paths[6][1300] = { "" };

	if (machine->remote)
		return true;
	artefact_of_image(wanted, i->backend, image, sizeof(image));
	snprintf(paths[0], sizeof(paths[0]), "%s/%s/%s", files->images, image, root);
	if (machine->virtual) {
		snprintf(paths[1], sizeof(paths[1]), "%s/%s/Image", files->images,
			 machine->kernel);
		snprintf(paths[2], sizeof(paths[2]), "%s/%s/root.erofs", files->images,
			 machine->root);
		snprintf(paths[3], sizeof(paths[3]), "%s", files->payload);
	}
	if (i->backend->suites)
		snprintf(paths[4], sizeof(paths[4]), "%s",
			 machine->virtual ? i->disk : i->found.root);
	if (machine->emulator)
		snprintf(paths[5], sizeof(paths[5]), "%s/%s/packages", files->images,
			 machine->emulator);
	for (size_t k = 0; k < 6; k++)
		if (paths[k][0] && access(paths[k], R_OK)) {
			/* Images that only some cases want aren't of the usual set-up. */
			snprintf(why, size, "%s: %s; `%s%s` builds it", paths[k],
				 strerror(errno),
				 k == 4		? "make set-up BACKEND="
				 : !k && wanted ? "fixtures/images/build "
						: "make set-up",
				 k == 4		? i->label
				 : !k && wanted ? image
						: "");
			return false;
		}
	return true;
}
