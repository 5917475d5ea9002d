/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What people are told of a set-up: the list, five lines, a Containerfile, the guide. */
#include "mending.h"
#include "wiring.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What only people need to know of a recipe. */
struct told {
	const struct backend *backend;
	const char *package; /* of Debian; NULL: none */
	const char *size, *rights, *server;
	bool bundled;
};

static const struct told all[] = {
	{ &backend_qemu, "qemu-user", "nothing: one line in /etc/binfmt.d",
	  "none in containers: the kernel opens the one static program before (flag F)", "none",
	  false },
	{ &backend_box64, "box64",
	  "26 MB once on the machine; one mount and four variables in each container",
	  "each container may read and execute that directory, and nothing else", "none",
	  true },
	{ &backend_fex, NULL, "10 MB once on the machine; one mount in each container",
	  "each container may read and execute that directory, and nothing else",
	  "FEXServer, which FEX starts from that directory in each container: under the user "
	  "of the first amd64 program, with an abstract socket in the container's network "
	  "namespace; it ends some seconds after the last one, and needs no unit and no user "
	  "of its own",
	  true },
};

static const struct told *told_of(const struct backend *backend)
{
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i].backend == backend)
			return &all[i];
	return NULL;
}

void wiring_print(const struct wiring *w, FILE *to)
{
	for (size_t i = 0; i < w->count; i++) {
		const struct wiring_file *f = &w->files[i];
		struct stat st;

		fprintf(to, "%s%s: %s\n", w->root, f->path, f->why);
		if (f->link)
			fprintf(to, "  symbolic link to %s\n", f->link);
		else if (f->source[0] && stat(f->source, &st) == 0)
			fprintf(to, "  copy, %lld bytes, mode %o\n", (long long)st.st_size,
				f->mode);
		for (const char *line = f->text; line && *line; line = strchr(line, '\n') + 1)
			fprintf(to, "  | %.*s\n", (int)strcspn(line, "\n"), line);
	}
}

void wiring_explain(const struct backend *backend, FILE *to)
{
	const struct told *t = told_of(backend);

	fprintf(to,
		"An entry in /etc/binfmt.d has the kernel start amd64 programs by %s; the "
		"entries of other translators are hidden by links to /dev/null.\n",
		backend->name);
	if (t->bundled)
		fprintf(to,
			"%s can't run alone: it, its loader and its libraries are copied "
			"to " WIRING_PLACE "/%s, and patchelf tells the copies so.\n"
			"Podman mounts that directory into each container (" WIRING_CONTAINERS
			"); Docker gets it from " WIRING_RUNC ", if Docker is there.\n",
			backend->name, backend->name);
	else
		fprintf(to,
			"%s is one static program, which the kernel opens now (flag F), so "
			"nothing is copied.\nNothing is mounted into containers; neither "
			"Podman's nor Docker's settings are changed.\n",
			backend->name);
	fprintf(to, "It costs %s. Server: %.80s.\n", t->size,
		t->bundled && backend->server ? "FEXServer, started by FEX itself" : "none");
	fprintf(to, "All that was written is in " WIRING_RECORD "; --remove takes it away and "
		    "nothing else.\n");
}

static void put_file(const char *path, char *text, FILE *to)
{
	fprintf(to, "COPY <<'END' %s\n%sEND\n", path, text ? text : "");
	free(text);
}

/* Podman's machines boot a bootc image, of which /usr and /etc are part. */
void wiring_containerfile(const struct backend *backend, FILE *to)
{
	const struct told *t = told_of(backend);
	const struct known_interpreter *k = known_interpreters;
	char interpreter[300];
	char path[300];

	while (k->backend != backend)
		k++;
	snprintf(interpreter, sizeof(interpreter), "%s", "/usr/bin/qemu-x86_64-static");
	fprintf(to,
		"# podman build --platform linux/arm64 -t localhost/machine-%s .\n"
		"# podman machine os apply localhost/machine-%s\n"
		"ARG MACHINE_OS=quay.io/podman/machine-os:5.8\n\n",
		backend->name, backend->name);
	if (t->bundled) {
		const struct own_program *p = backend->own->programs;

		snprintf(interpreter, sizeof(interpreter), WIRING_PLACE "/%s/%s", backend->name,
			 strrchr(p->to, '/') + 1);
		fprintf(to,
			"FROM docker.io/library/debian:trixie AS translator\n"
			"RUN apt-get update && apt-get install -y --no-install-recommends "
			"patchelf%s%s\n",
			t->package ? " " : "", t->package ? t->package : "");
		if (t->package) {
			fprintf(to,
				"RUN d=" WIRING_PLACE "/%s l=/usr/lib/aarch64-linux-gnu && "
				"mkdir -p $d && \\\n"
				"    cp -L %s /usr/lib/" WIRING_LOADER " $d && \\\n"
				"    for f in",
				backend->name, p->to);
			for (size_t i = 0; wiring_opened[i]; i++)
				fprintf(to, " %s", wiring_opened[i]);
			fprintf(to, "; do cp -L $l/$f $d || exit; done\n");
		} else {
			fprintf(to,
				"# A directory beside this file: %s, and in lib/ its loader "
				"and libraries.\n"
				"COPY %s/ " WIRING_PLACE "/%s/\n"
				"RUN cd " WIRING_PLACE
				"/%s && if [ -d lib ]; then mv lib/* . && rmdir lib; fi\n",
				backend->own->what, backend->name, backend->name,
				backend->name);
		}
		fprintf(to, "RUN cd " WIRING_PLACE "/%s && chmod 755 * && for p in",
			backend->name);
		for (; p->to; p++)
			fprintf(to, " %s", strrchr(p->to, '/') + 1);
		fprintf(to, "; do \\\n"
			    "        [ ! -e " WIRING_LOADER " ] || patchelf --force-rpath "
			    "--set-rpath $PWD \\\n"
			    "            --set-interpreter $PWD/" WIRING_LOADER " $p || exit; "
			    "done\n\n");
	}
	fprintf(to, "FROM $MACHINE_OS\n");
	if (t->bundled)
		fprintf(to, "COPY --from=translator " WIRING_PLACE "/%s " WIRING_PLACE "/%s\n",
			backend->name, backend->name);
	/* The image has Fedora's qemu-user-static, which registers itself. */
	fprintf(to, "RUN ln -sf /dev/null /etc/binfmt.d/qemu-x86_64-static.conf\n");
	snprintf(path, sizeof(path), "/etc/binfmt.d/%s.conf", k->name);
	put_file(path, wiring_entry_text(k->name, interpreter, t->bundled ? k->flags : "OCF"),
		 to);
	if (t->bundled)
		put_file(WIRING_CONTAINERS, wiring_containers_text(backend), to);
}

void wiring_guide(FILE *to)
{
	fprintf(to,
		"<!-- SPDX-License-Identifier: CC-BY-4.0 -->\n"
		"<!-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors -->\n"
		"<!-- Written by `build/conformance setup --guide`; a self-test compares. -->\n"
		"# Wiring a machine\n\n"
		"```\n"
		"conformance setup box64              # what would be written\n"
		"conformance setup box64 --explain    # in five lines\n"
		"sudo conformance setup box64 --apply\n"
		"sudo conformance setup --remove\n"
		"conformance setup box64 --containerfile >Containerfile\n"
		"```\n\n"
		"`setup` makes an ARM64 Linux with systemd run amd64 containers by one "
		"translator. `--from=DIR` takes a build of your own instead of the installed "
		"package, as `QEMU=`, `BOX64=` and `FEX=` do. `--root=DIR` writes below "
		"another "
		"root, for images: nothing is registered then, and any host will do.\n\n"
		"What is written is on record in `" WIRING_RECORD
		"`. `--remove` takes all of it "
		"away. It removes nothing if somebody has changed one of the files. A file "
		"that "
		"is there and not of this set-up is never written over. A translator that "
		"something else has registered is named, and the exit status is 2.\n\n"
		"The entry has the flags O, C and F, and P where the translator takes it. Its "
		"mask takes programs of either type and AppImages, and nothing of arm64. "
		"Handlers of other architectures stay as they are.\n");
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		const struct told *t = &all[i];
		const struct own_program *p = t->backend->own->programs;

		fprintf(to, "\n## %s\n\n", t->backend->name);
		fprintf(to, "| | |\n| --- | --- |\n| binaries | %s%s%s |\n",
			t->package ? "Debian's package " : "a directory with ",
			t->package ? t->package : t->backend->own->what,
			t->package ? ", or `--from`"
				   : ", and in `lib/` its loader and libraries: `--from`");
		fprintf(to, "| files | `/etc/binfmt.d`%s |\n",
			t->bundled ? ", `" WIRING_CONTAINERS "`, `" WIRING_RUNC
				     "` where Docker is"
				   : "");
		if (t->bundled) {
			fprintf(to, "| in containers | `" WIRING_PLACE "/%s` with",
				t->backend->name);
			for (; p->to; p++)
				fprintf(to, " %s,", strrchr(p->to, '/') + 1);
			fprintf(to, " the loader and libraries |\n");
		}
		fprintf(to, "| size | %s |\n| rights | %s |\n| server | %s |\n", t->size,
			t->rights, t->server);
	}
	fprintf(to,
		"\n## Why one directory\n\n"
		"A dynamic translator needs its loader and libraries in each container. "
		"Mounted "
		"where a distribution has them, they would hide those of arm64 containers. So "
		"the copies lie in a directory of their own, at the same path everywhere, and "
		"`patchelf` writes that path into the copy of the program. The directory "
		"harms no container, so each gets it, and no hook has to know which ones are "
		"amd64. For Podman a line in `containers.conf` is enough; it needs Podman 5, "
		"and is read for rootless containers and for `podman build` as well. Docker "
		"has "
		"no such setting: it finds `runc` by its name, and `" WIRING_RUNC
		"` adds the mount "
		"and calls `/usr/bin/runc`.\n\n"
		"A static build of FEX needs the directory too, for FEXServer. A static QEMU "
		"needs none.\n\n"
		"## What is tested\n\n"
		"`make check` writes, writes again and removes all of it below another root, "
		"with "
		"files of others in the way, and gives Docker's `config.json` to the new "
		"`runc`. "
		"`make arm-host` has a group `wiring`: on a Debian 13 as the packages leave "
		"it, "
		"each recipe is applied, `identify` has to name the translator under Podman, "
		"rootless Podman and Docker (`run`, `exec`, a build's RUN), and `--remove` has "
		"to "
		"leave what was there. That group is written and has not run yet. Not tried: "
		"`podman machine os apply`, SELinux, a build by Docker's BuildKit.\n");
}
