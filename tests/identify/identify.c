/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "identify.h"

#include "advice.h"
#include "argument.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct wishes {
	const char *probe, *binfmt, *promised, *engine, *image;
	bool json;
};

static const struct argp_option options[] = {
	{ "json", 'j', NULL, 0, "as one JSON object", 0 },
	{ "promised", 'p', "NAME", 0,
	  "the translator that the provider's settings promise: qemu, fex, box64, rosetta", 0 },
	{ "image", 'i', "NAME", 0, "also look into this image: its label and its contents", 0 },
	{ "engine", 'e', "NAME", 0, "podman or docker, whose image it is (podman)", 0 },
	{ "probe", 'P', "FILE", 0, "the amd64 program that is started", 0 },
	{ "binfmt", 'B', "DIR", 0, "where binfmt_misc is mounted (/proc/sys/fs/binfmt_misc)",
	  0 },
	{ 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	struct wishes *w = state->input;

	switch (key) {
	case 'j':
		w->json = true;
		return 0;
	case 'p':
		w->promised = argument;
		if (!backend_by_name(argument))
			argp_error(state, "\"%s\" is no translator known here", argument);
		return 0;
	case 'i':
		w->image = argument;
		return 0;
	case 'e':
		w->engine = argument;
		if (strcmp(argument, "podman") != 0 && strcmp(argument, "docker") != 0)
			argp_error(state, "the engine is podman or docker, not \"%s\"",
				   argument);
		return 0;
	case 'P':
		w->probe = argument;
		return 0;
	case 'B':
		w->binfmt = argument;
		return 0;
	default:
		return argument_unknown(key, argument, state);
	}
}

/* Who runs them, in a word. */
static const char *answer(const struct probed *p)
{
	if (p->backend)
		return p->backend->name;
	return p->identity.machine[0] ? "unknown" : "nobody";
}

static void put_human(const struct handlers *handlers, const struct probed *p,
		      const struct surroundings *s, const struct advices *all)
{
	const struct identity *id = &p->identity;

	printf("amd64 programs here are run by: %s%s%s\n", answer(p), p->version[0] ? " " : "",
	       p->version);
	if (id->executable[0])
		printf("  executed   %s%s\n", id->executable,
		       p->deleted ? " (no longer on disk)" : "");
	if (id->machine[0])
		printf("  CPUID      vendor \"%s\", hypervisor \"%s\", brand \"%s\"\n",
		       id->vendor, id->hypervisor, id->brand);
	printf("  kernel     Linux %s, %s, pages of %ld bytes, %d address bits\n", s->kernel,
	       s->architecture, s->page_size, s->address_bits);
	printf("  machine    %s\n", s->machine[0] ? s->machine : "unknown");
	printf("  container  %s%s\n", s->engine[0] ? s->engine : "none seen",
	       s->rootless ? ", rootless" : "");
	printf("  x86 order  %s; GPU %s\n", s->store_order, s->dri ? "/dev/dri" : "none");
	if (!handlers->mounted)
		printf("  handlers   binfmt_misc can't be seen from here\n");
	for (size_t i = 0; i < handlers->count; i++) {
		const struct handler *h = &handlers->list[i];

		if (handler_takes_amd64(h))
			printf("  handler    %s: %s, flags %s, %s\n", h->name, h->interpreter,
			       h->flags[0] ? h->flags : "none",
			       h->enabled ? "enabled" : "disabled");
	}
	if (!all->count)
		printf("nothing is wrong with that\n");
	for (size_t i = 0; i < all->count; i++)
		printf("\nWRONG (%s): %s\n  mend: %s\n", all->list[i].id, all->list[i].what,
		       all->list[i].mend);
}

static json_t *handlers_json(const struct handlers *handlers)
{
	json_t *list = json_array();

	for (size_t i = 0; i < handlers->count; i++) {
		const struct handler *h = &handlers->list[i];
		json_t *takes = json_array();

		for (int k = 0; k < PROGRAM_KINDS; k++)
			if (handler_takes(h, (enum program_kind)k))
				json_array_append_new(takes, json_string(program_kinds[k]));
		json_array_append_new(list, json_pack("{ss ss ss sb so}", "name", h->name,
						      "interpreter", h->interpreter, "flags",
						      h->flags, "enabled", h->enabled, "takes",
						      takes));
	}
	return list;
}

static bool put_json(const struct handlers *handlers, const struct probed *p,
		     const struct surroundings *s, const struct advices *all)
{
	const struct identity *id = &p->identity;
	json_t *wrong = json_array();

	for (size_t i = 0; i < all->count; i++)
		json_array_append_new(wrong,
				      json_pack("{ss ss ss}", "id", all->list[i].id, "what",
						all->list[i].what, "mend", all->list[i].mend));

	json_t *json = json_pack(
		"{ss ss ss sb s{ss ss ss} ss ss sI si ss ss sb sb ss so sb so}", "translator",
		answer(p), "version", p->version, "executed", id->executable, "deleted",
		p->deleted, "cpuid", "vendor", id->vendor, "hypervisor", id->hypervisor,
		"brand", id->brand, "kernel", s->kernel, "architecture", s->architecture,
		"page_size", (json_int_t)s->page_size, "address_bits", s->address_bits,
		"machine", s->machine, "engine", s->engine, "rootless", s->rootless, "dri",
		s->dri, "store_order", s->store_order, "handlers", handlers_json(handlers),
		"handlers_visible", handlers->mounted, "wrong", wrong);

	if (!json || json_dumpf(json, stdout, JSON_INDENT(2)))
		return false;
	putchar('\n');
	json_decref(json);
	return true;
}

/* Beside this program, as an image has it, or in a build's payload. */
static const char *default_probe(char *path, size_t size)
{
	static const char *const places[] = {
		"probe-amd64", "payload/guests/x86_64/static/identity",
		"identity",			      /* as `conformance try` lays it out */
		"../lib/x86-conformance/probe-amd64", /* installed */
	};
	char self[512];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	self[n > 0 ? n : 0] = 0;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		char *slash = strrchr(self, '/');

		snprintf(path, size, "%.*s/%s", slash ? (int)(slash - self) : 0, self,
			 places[i]);
		if (access(path, F_OK) == 0)
			return path;
	}
	return path;
}

int identify(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.doc = "Says which translator runs amd64 programs here, by what evidence, and "
		       "what is wrong with the way they run.",
	};
	static struct handlers handlers;
	static struct probed probed;
	static struct advices all;
	struct surroundings s;
	char path[1024];
	struct image image;
	char why[400];
	struct wishes w = { .engine = "podman", .binfmt = "/proc/sys/fs/binfmt_misc" };

	argument_parse_all(&argp, argc, argv, 0, &w);
	if (!w.probe)
		w.probe = default_probe(path, sizeof(path));
	if (access(w.probe, R_OK)) {
		fprintf(stderr, "conformance: %s: %s; `make set-up` builds it\n", w.probe,
			strerror(errno));
		return EXIT_CANNOT;
	}
	handlers_read(w.binfmt, &handlers);
	surroundings_see(w.probe, &s);
	probe(w.probe, &probed);
	advise(&handlers, &probed, &s, w.promised, &all);
	if (w.image) {
		if (!image_look(w.engine, w.image, &image, why, sizeof(why))) {
			fprintf(stderr, "conformance: %s\n", why);
			return EXIT_CANNOT;
		}
		advise_image(&image, &all);
	}
	if (!w.json)
		put_human(&handlers, &probed, &s, &all);
	else if (!put_json(&handlers, &probed, &s, &all))
		return EXIT_CANNOT;
	return all.count ? EXIT_RED : 0;
}
