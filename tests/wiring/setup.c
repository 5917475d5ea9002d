/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "setup.h"

#include "argument.h"
#include "live.h"
#include "wiring.h"
#include "written.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum action { PRINT, APPLY, REMOVE, EXPLAIN, CONTAINERFILE, GUIDE };

struct wishes {
	const struct backend *backend;
	const char *root, *from;
	enum action action;
};

static const struct argp_option options[] = {
	{ "apply", 'a', NULL, 0, "write it", 0 },
	{ "remove", 'r', NULL, 0, "take away what was written", 0 },
	{ "explain", 'e', NULL, 0, "what is changed and why, in five lines", 0 },
	{ "containerfile", 'c', NULL, 0, "for `podman machine os apply`", 0 },
	{ "guide", 'g', NULL, 0, "docs/guide/wiring.md", 0 },
	{ "root", 'R', "DIR", 0, "below another root, as of an image", 0 },
	{ "from", 'f', "DIR", 0, "a directory with arm64 builds, instead of what is installed",
	  0 },
	{ 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	static const struct {
		int key;
		enum action action;
	} actions[] = { { 'a', APPLY },
			{ 'r', REMOVE },
			{ 'e', EXPLAIN },
			{ 'c', CONTAINERFILE },
			{ 'g', GUIDE } };
	struct wishes *w = state->input;

	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (key == actions[i].key) {
			if (w->action != PRINT)
				argp_error(state, "one of --apply, --remove, --explain, "
						  "--containerfile and --guide");
			w->action = actions[i].action;
			return 0;
		}
	switch (key) {
	case 'R':
		w->root = strcmp(argument, "/") == 0 ? "" : argument;
		return 0;
	case 'f':
		w->from = argument;
		return 0;
	case ARGP_KEY_ARG:
		if (w->backend)
			argp_error(state, "one translator at a time");
		w->backend = backend_by_name(argument);
		if (!w->backend || !w->backend->own)
			argp_error(state, "setup is for qemu, box64 and fex, not for \"%s\"",
				   argument);
		return 0;
	case ARGP_KEY_END:
		if (!w->backend && w->action != REMOVE && w->action != GUIDE)
			argp_error(state, "which translator: qemu, box64 or fex?");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* What is written there already. */
static int again(const struct wishes *w, const json_t *record)
{
	const char *name = json_string_value(json_object_get(record, "backend"));
	char why[1024];

	if (strcmp(name, w->backend->name) != 0) {
		snprintf(why, sizeof(why), "%s is set up there: conformance setup --remove",
			 name);
		return cannot(why);
	}
	if (!written_intact(record, w->root, true, why, sizeof(why)))
		return cannot(why);
	printf("%s is set up: %zu files, as they were written\n", name,
	       json_array_size(json_object_get(record, "files")));
	return 0;
}

static int write_all(struct wishes *w)
{
	static struct wiring wiring;
	char why[1024];
	bool live = !*w->root;
	bool ok;

	wiring = (struct wiring){ .backend = w->backend, .root = w->root, .from = w->from };
	ok = wiring_plan(&wiring, why, sizeof(why));
	if (ok && w->action == PRINT)
		wiring_print(&wiring, stdout);
	if (ok && w->action == APPLY) {
		ok = written_apply(&wiring, why, sizeof(why));
		if (ok && live && !live_register(why, sizeof(why))) {
			char ignored[1024];
			json_t *record = written_read("", ignored, sizeof(ignored));

			ok = false;
			if (record && written_remove(record, "", ignored, sizeof(ignored)))
				live_register(ignored, sizeof(ignored));
			json_decref(record);
		}
		if (ok)
			printf("%s is set up: %zu files; conformance setup --remove takes them "
			       "away\n",
			       w->backend->name, wiring.count);
	}
	wiring_free(&wiring);
	return ok ? 0 : cannot(why);
}

static int remove_all(const struct wishes *w, const json_t *record)
{
	char why[2048];

	if (!record) {
		printf("nothing is set up\n");
		return 0;
	}
	if (!written_remove(record, w->root, why, sizeof(why)) ||
	    (!*w->root && !live_register(why, sizeof(why))))
		return cannot(why);
	printf("%s is removed: %zu files\n",
	       json_string_value(json_object_get(record, "backend")),
	       json_array_size(json_object_get(record, "files")));
	return 0;
}

static int act(struct wishes *w)
{
	const bool changes = w->action == APPLY || w->action == REMOVE;
	char why[1024];
	struct stat st;
	json_t *record;
	int status;

	if (*w->root && (stat(w->root, &st) || !S_ISDIR(st.st_mode))) {
		snprintf(why, sizeof(why), "%s is no directory: --root is that of an image",
			 w->root);
		return cannot(why);
	}
	if (changes && !*w->root && !live_machine(w->backend, why, sizeof(why)))
		return cannot(why);
	record = written_read(w->root, why, sizeof(why));
	if (!record && why[0])
		return cannot(why);
	if (w->action == REMOVE)
		status = remove_all(w, record);
	else if (record)
		status = again(w, record);
	else if (changes && !*w->root && !live_nothing_foreign(why, sizeof(why)))
		status = cannot(why);
	else
		status = write_all(w);
	json_decref(record);
	return status;
}

int setup_command(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "qemu|box64|fex",
		.doc = "Makes an ARM64 Linux run amd64 containers by one translator; without "
		       "an option it only says what would be written.",
	};
	struct wishes w = { .root = "" };

	argument_parse_all(&argp, argc, argv, 0, &w);
	switch (w.action) {
	case EXPLAIN:
		wiring_explain(w.backend, stdout);
		return 0;
	case CONTAINERFILE:
		wiring_containerfile(w.backend, stdout);
		return 0;
	case GUIDE:
		wiring_guide(stdout);
		return 0;
	default:
		return act(&w);
	}
}
