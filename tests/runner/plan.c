/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "plan.h"

#include "fex_disk.h"
#include "patterns.h"
#include "tool.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { INSTANCES_MOST = 64, SESSIONS_MOST = 64, UNAVAILABLE_MOST = 64 };

/* One pattern against one check: an area, or any leading part of its name. */
static bool pattern_takes(const char *pattern, const struct check *check, const char *name)
{
	char part[128];
	const char *end = name;

	if (fnmatch(pattern, registry_area(check->test), 0) == 0)
		return true;
	for (;;) {
		end = strchrnul(end, '/');
		snprintf(part, sizeof(part), "%.*s", (int)(end - name), name);
		if (fnmatch(pattern, part, 0) == 0)
			return true;
		if (!*end++)
			return false;
	}
}

/* NULL is every check in its usual flavours; a pattern with / names others too. */
static bool list_takes(const char *list, const struct check *check, const char *name,
		       bool usual)
{
	char pattern[PATTERN_SIZE];

	if (!list)
		return usual;
	while (patterns_next(&list, pattern))
		if ((usual || strchr(pattern, '/')) && pattern_takes(pattern, check, name))
			return true;
	return false;
}

static bool selected(const struct selection *selection, const struct check *check,
		     const char *name)
{
	const unsigned own = check->test->flavours;
	const bool usual =
		selection->all_flavours || 1U << check->flavour & (own ? own : MAIN_FLAVOURS);

	if (selection->wanted && !selection->wanted(check))
		return false;
	return (!selection->tier || list_takes(selection->tier, check, name, usual)) &&
	       list_takes(selection->cases, check, name, usual || selection->tier);
}

static bool applies(const struct backend *backend, const struct machine *machine,
		    const struct check *check)
{
	if (check->test->x86_64_only && strcmp(backend->architecture, "x86_64") != 0)
		return false;
	/* Podman needs its storage and its own set-up: inside virtual machines. */
	return check->engine->bit != PODMAN || machine->kernel;
}

static bool same_image(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void add_checks(struct session *s, const struct selection *selection)
{
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);
	const int times = selection->repeat > 1 ? selection->repeat : 1;
	const size_t most = count * FLAVOUR_COUNT * 2 * (size_t)times;

	s->checks = calloc(most + 1, sizeof(*s->checks));
	for (size_t i = 0; s->checks && i < count; i++)
		for (int f = 0; f < FLAVOUR_COUNT; f++)
			for (size_t e = 0; engines[e]; e++) {
				struct check check = { cases[i], (enum flavour)f, engines[e] };
				struct planned *p = &s->checks[s->count];
				unsigned wanted = cases[i]->engines ? cases[i]->engines : CRUN;

				if (!same_image(cases[i]->image, s->image) ||
				    !(registry_flavours(cases[i]) & 1U << f) ||
				    !(wanted & engines[e]->bit) ||
				    !applies(s->instance->backend, s->machine, &check))
					continue;
				check_to_name(&check, p->name, sizeof(p->name));
				if (!selected(selection, &check, p->name))
					continue;
				s->count++;
				for (int n = 2; n <= times; n++)
					snprintf(s->checks[s->count++].name, sizeof(p->name),
						 "%.100s/%d", p->name, n);
			}
}

/* Every pattern must name something, or the user mistyped it. */
static bool check_patterns(const char *patterns, const char *kind, const char *const *known,
			   char *why, size_t size)
{
	char p[PATTERN_SIZE];

	while (patterns && patterns_next(&patterns, p)) {
		bool found = false;
		char all[512] = "";

		for (size_t i = 0; known[i]; i++) {
			size_t used = strlen(all);

			found |= fnmatch(p, known[i], 0) == 0;
			snprintf(all + used, sizeof(all) - used, "%s%s", i ? ", " : "",
				 known[i]);
		}
		if (!found) {
			const char *nearest = name_nearest(p, known);

			if (nearest)
				snprintf(why, size,
					 "no %s is named \"%s\"; did you mean \"%s\"?", kind, p,
					 nearest);
			else
				snprintf(why, size, "no %s is named \"%s\"; there are: %s",
					 kind, p, all);
			return false;
		}
	}
	return true;
}

static bool check_case_patterns(const char *patterns, char *why, size_t size)
{
	char p[PATTERN_SIZE];
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);

	while (patterns && patterns_next(&patterns, p)) {
		bool found = false;

		for (size_t i = 0; i < count && !found; i++)
			for (int f = 0; f < FLAVOUR_COUNT && !found; f++)
				for (size_t e = 0; engines[e] && !found; e++) {
					struct check check = { cases[i], (enum flavour)f,
							       engines[e] };
					char name[128];

					check_to_name(&check, name, sizeof(name));
					found = pattern_takes(p, &check, name);
				}
		if (!found) {
			char typed[128];

			snprintf(typed, sizeof(typed), "%.*s", (int)strcspn(p, "/"), p);
			const char *nearest = registry_nearest(typed);

			snprintf(why, size,
				 "no case is named \"%s\"%s%s%s; `make list` shows all", p,
				 nearest ? "; did you mean \"" : "", nearest ? nearest : "",
				 nearest ? "\"?" : "");
			return false;
		}
	}
	return true;
}

/* First line of a file, without its end. */
static bool read_word(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "re");

	text[0] = 0;
	if (!file)
		return false;
	if (fgets(text, (int)size, file))
		text[strcspn(text, "\n")] = 0;
	fclose(file);
	return true;
}

static void add_instance(struct plan *plan, const struct backend *backend, const char *suite,
			 const struct site_files *files)
{
	struct instance *i = &plan->instances[plan->instance_count];
	char path[1200];

	if (plan->instance_count == INSTANCES_MOST)
		return;
	plan->instance_count++;
	i->backend = backend;
	snprintf(i->label, sizeof(i->label), "%s%s%s", backend->name, suite ? "@" : "",
		 suite ? suite : "");
	if (!suite)
		return;
	snprintf(i->disk, sizeof(i->disk), "%s/%s-%s/root.erofs", files->images, backend->name,
		 suite);
	snprintf(i->found.root, sizeof(i->found.root), "%.400s/%s-%s/root", files->images,
		 backend->name, suite);
	snprintf(path, sizeof(path), "%s/%s-%s/VERSION", files->images, backend->name, suite);
	read_word(path, i->found.version, sizeof(i->found.version));
}

static void make_instances(struct plan *plan, const struct site_files *files)
{
	for (size_t b = 0; backends[b]; b++) {
		if (!backends[b]->suites)
			add_instance(plan, backends[b], NULL, files);
		for (size_t s = 0; backends[b]->suites && backends[b]->suites[s]; s++)
			add_instance(plan, backends[b], backends[b]->suites[s], files);
	}
}

/* "qemu*" means the usual versions as "qemu" does: only @ speaks of versions. */
static bool wants(const char *patterns, const struct instance *i)
{
	const char *suite = strchr(i->label, '@');
	bool usual = !suite || patterns_take(i->backend->usual, suite + 1);
	char p[PATTERN_SIZE];

	if (!patterns)
		return usual;
	while (patterns_next(&patterns, p))
		if (strchr(p, '@') ? fnmatch(p, i->label, 0) == 0
				   : usual && (fnmatch(p, i->label, 0) == 0 ||
					       fnmatch(p, i->backend->name, 0) == 0))
			return true;
	return false;
}

/* Nothing is translated where the CPU executes x86_64 by itself, and no arm64
 * machine is a control for x86_64. */
static bool has_meaning(const struct instance *i, const struct machine *machine)
{
	struct utsname name;
	bool native_x86 = i->backend == &backend_native_x86_64;

	uname(&name);
	bool on_x86 = !machine->kernel && strcmp(name.machine, "x86_64") == 0;

	return on_x86 == native_x86;
}

static void note_unavailable(struct plan *plan, const struct instance *i,
			     const struct machine *machine)
{
	struct unavailable *u = &plan->unavailable[plan->unavailable_count];

	/* Once per backend is enough to hear. */
	for (size_t k = 0; k < plan->unavailable_count; k++)
		if (strcmp(plan->unavailable[k].backend, i->label) == 0)
			return;
	if (plan->unavailable_count == UNAVAILABLE_MOST)
		return;
	plan->unavailable_count++;
	u->machine = machine->name;
	snprintf(u->backend, sizeof(u->backend), "%s", i->label);
	snprintf(u->why, sizeof(u->why), "%s", i->found.why);
}

/*
 * Checks an artefact against its checksums, once a run, and puts the digest of
 * its main file into the header.
 */
static bool verify_image(const struct site_files *files, const char *name, const char *file,
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
static void note_engines(const struct site_files *files, json_t *header)
{
	char path[1200];
	char line[256];
	FILE *list;

	snprintf(path, sizeof(path), "%s/machine/packages", files->images);
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
static void image_name(const char *image, const struct backend *backend, char *name,
		       size_t size)
{
	snprintf(name, size, "%s%s%s", image ? image : "", image ? "-" : "",
		 strcmp(backend->architecture, "x86_64") == 0 ? "amd64" : "arm64");
}

static bool verify_images(const struct machine *machine, const struct instance *i,
			  const char *wanted, const struct site_files *files, json_t *header,
			  char *why, size_t size)
{
	char image[64];
	char disk[96];

	image_name(wanted, i->backend, image, sizeof(image));

	json_object_set_new(header, "images", json_object());
	if (!verify_image(files, image, "root.erofs", header, why, size))
		return false;
	if (!machine->kernel)
		return true;
	note_engines(files, header);
	snprintf(disk, sizeof(disk), "%s", i->label);
	for (char *p = disk; *p; p++)
		if (*p == '@')
			*p = '-';
	return verify_image(files, "machine", "root.erofs", header, why, size) &&
	       verify_image(files, machine->kernel, "Image", header, why, size) &&
	       (!i->backend->suites ||
		verify_image(files, disk, "root.erofs", header, why, size));
}

static bool have_tools(const struct machine *machine, char *why, size_t size)
{
	const char *name = machine->kernel ? "qemu-system-aarch64" : "crun";

	if (tool_exists(name))
		return true;
	snprintf(why, size,
		 "machine %s needs %s, which is not in PATH; `make set-up` installs it",
		 machine->name, name);
	return false;
}

/* Is what this session boots from there? */
static bool have_images(const struct machine *machine, const struct instance *i,
			const char *wanted, const struct site_files *files, char *why,
			size_t size)
{
	char image[64];
	const char *root = machine->kernel ? "root.erofs" : "root";
	char paths[5][1300] = { "" };

	image_name(wanted, i->backend, image, sizeof(image));
	snprintf(paths[0], sizeof(paths[0]), "%s/%s/%s", files->images, image, root);
	if (machine->kernel) {
		snprintf(paths[1], sizeof(paths[1]), "%s/%s/Image", files->images,
			 machine->kernel);
		snprintf(paths[2], sizeof(paths[2]), "%s/machine/root.erofs", files->images);
		snprintf(paths[3], sizeof(paths[3]), "%s", files->payload);
	}
	if (i->backend->suites)
		snprintf(paths[4], sizeof(paths[4]), "%s",
			 machine->kernel ? i->disk : i->found.root);
	for (size_t k = 0; k < 5; k++)
		if (paths[k][0] && access(paths[k], R_OK)) {
			snprintf(why, size, "%s: %s; `make set-up%s%s` builds it", paths[k],
				 strerror(errno), k == 4 ? " BACKEND=" : "",
				 k == 4 ? i->label : "");
			return false;
		}
	return true;
}

/* One session a container image: it is a disk of the machine. */
static bool add_sessions_of(struct plan *plan, const struct selection *selection,
			    const struct machine *machine, struct instance *i,
			    const struct site_files *files, char *why, size_t size)
{
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);

	for (size_t c = 0; c < count; c++) {
		struct session s = { .machine = machine,
				     .instance = i,
				     .image = cases[c]->image,
				     .stream = -1 };
		bool first = true;

		for (size_t earlier = 0; earlier < c; earlier++)
			first &= !same_image(cases[earlier]->image, s.image);
		if (!first)
			continue;
		add_checks(&s, selection);
		if (!s.count) {
			free(s.checks);
			continue;
		}
		if (plan->session_count == SESSIONS_MOST) {
			snprintf(why, size, "more than %d sessions; select fewer",
				 SESSIONS_MOST);
			return false;
		}
		s.header = json_object();
		if (!have_images(machine, i, s.image, files, why, size) ||
		    !verify_images(machine, i, s.image, files, s.header, why, size))
			return false;
		plan->sessions[plan->session_count++] = s;
	}
	return true;
}

static bool add_sessions(struct plan *plan, const struct selection *selection,
			 const struct machine *machine, const struct site_files *files,
			 char *why, size_t size)
{
	for (size_t k = 0; k < plan->instance_count; k++) {
		struct instance *i = &plan->instances[k];

		if (!wants(selection->backends, i) || !has_meaning(i, machine))
			continue;
		if (i->backend->find && !i->backend->find(machine, &i->found)) {
			note_unavailable(plan, i, machine);
			continue;
		}
		if (i->backend == &backend_fex && !i->disk[0] &&
		    !fex_disk_make(i->found.root, files->work, i->disk, sizeof(i->disk),
				   i->found.version, sizeof(i->found.version), why, size))
			return false;
		if (!have_tools(machine, why, size) ||
		    !add_sessions_of(plan, selection, machine, i, files, why, size))
			return false;
	}
	return true;
}

static bool takes_machine(const char *patterns, const struct machine *machine)
{
	return patterns ? patterns_take(patterns, machine->name) : !machine->named_only;
}

bool plan_make(const struct selection *selection, const struct site_files *files,
	       struct plan *plan, char *why, size_t size)
{
	const char *machine_names[16] = { NULL };
	const char *labels[2 * INSTANCES_MOST] = { NULL };
	size_t n = 0;

	*plan = (struct plan){
		.instances = calloc(INSTANCES_MOST, sizeof(*plan->instances)),
		.sessions = calloc(SESSIONS_MOST, sizeof(*plan->sessions)),
		.unavailable = calloc(UNAVAILABLE_MOST, sizeof(*plan->unavailable)),
	};
	if (!plan->instances || !plan->sessions || !plan->unavailable) {
		snprintf(why, size, "out of memory");
		return false;
	}
	make_instances(plan, files);
	for (size_t i = 0; machines[i]; i++)
		machine_names[i] = machines[i]->name;
	for (size_t i = 0; i < plan->instance_count; i++) {
		labels[n++] = plan->instances[i].label;
		if (plan->instances[i].backend->suites)
			labels[n++] = plan->instances[i].backend->name;
	}
	if (!check_patterns(selection->machines, "machine", machine_names, why, size) ||
	    !check_patterns(selection->backends, "backend", labels, why, size) ||
	    !check_case_patterns(selection->tier, why, size) ||
	    !check_case_patterns(selection->cases, why, size))
		return false;
	/* The host first: its control is quick, and says if a case itself is wrong. */
	for (int host = 1; host >= 0; host--)
		for (size_t m = 0; machines[m]; m++)
			if (host == !machines[m]->kernel &&
			    takes_machine(selection->machines, machines[m]) &&
			    !add_sessions(plan, selection, machines[m], files, why, size))
				return false;
	return true;
}

void plan_print_unavailable(const struct plan *plan)
{
	for (size_t i = 0; i < plan->unavailable_count; i++)
		fprintf(stderr, "UNAVAILABLE %s: %s\n", plan->unavailable[i].backend,
			plan->unavailable[i].why);
}
