/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "advice.h"

#include "mending.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct advice *add(struct advices *all, const char *id, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static struct advice *add(struct advices *all, const char *id, const char *format, ...)
{
	static struct advice spare;
	struct advice *a = all->count < ADVICE_MOST ? &all->list[all->count++] : &spare;
	va_list args;

	a->id = id;
	va_start(args, format);
	vsnprintf(a->what, sizeof(a->what), format, args);
	va_end(args);
	return a;
}

static void mend(struct advice *a, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void mend(struct advice *a, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(a->mend, sizeof(a->mend), format, args);
	va_end(args);
}

/* What the handler's program takes: with P the kernel puts in one argument more. */
static const struct backend *understood_by(const struct handler *h, const struct probed *p)
{
	const struct backend *named = interpreter_backend(h->interpreter);

	return named ? named : p->backend;
}

static bool takes_p(const struct backend *backend)
{
	return !backend || !backend->binfmt_flags || strchr(backend->binfmt_flags, 'P');
}

/* One command sets all of it right: program, flags and mask. */
static void mend_handler(struct advice *a, const struct handler *h, const struct probed *p,
			 const struct surroundings *s)
{
	const bool with_p = strchr(h->flags, 'P') && takes_p(understood_by(h, p));

	if (access(h->interpreter, X_OK) == 0)
		mend_register(&(struct registration){ h->name, h->interpreter,
						      with_p ? "POCF" : "OCF" },
			      s, a->mend, sizeof(a->mend));
	else
		mend_by_installed(interpreter_backend(h->interpreter), s, a->mend,
				  sizeof(a->mend));
}

static void advise_flags(const struct handler *h, const struct probed *p,
			 const struct surroundings *s, struct advices *all)
{
	const struct backend *backend = understood_by(h, p);

	if (!strchr(h->flags, 'F')) {
		if (access(h->interpreter, X_OK))
			mend_handler(add(all, "interpreter-missing",
					 "the handler %s names %s, which is not here (%s)",
					 h->name, h->interpreter, strerror(errno)),
				     h, p, s);
		mend_handler(add(all, "no-F",
				 "the handler %s has no flag F: %s is looked for inside each "
				 "container, and most have none",
				 h->name, h->interpreter),
			     h, p, s);
	}
	if (!strchr(h->flags, 'C'))
		mend_handler(add(all, "no-C",
				 "the handler %s has no flag C: set-user-ID programs (su, "
				 "sudo, ping) run without the rights of their file",
				 h->name),
			     h, p, s);
	if (strchr(h->flags, 'P') && !takes_p(backend))
		mend_handler(add(all, "P-not-understood",
				 "the handler %s has flag P, which %s does not understand: "
				 "programs get one argument too many",
				 h->name, backend->name),
			     h, p, s);
}

static void advise_mask(const struct handler *h, const struct probed *p,
			const struct surroundings *s, struct advices *all)
{
	static const struct {
		enum program_kind kind;
		bool wanted;
		const char *id;
	} kinds[] = {
		{ PROGRAM_AMD64_SHARED, true, "mask-misses-shared" },
		{ PROGRAM_AMD64, true, "mask-misses-fixed" },
		{ PROGRAM_AMD64_PADDING, true, "mask-refuses-padding" },
		{ PROGRAM_ARM64, false, "mask-catches-arm64" },
		{ PROGRAM_ARM64_SHARED, false, "mask-catches-arm64" },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (handler_takes(h, kinds[i].kind) == kinds[i].wanted)
			continue;
		if (all->count && strcmp(all->list[all->count - 1].id, kinds[i].id) == 0)
			continue;
		mend_handler(add(all, kinds[i].id, "the handler %s %s %s", h->name,
				 kinds[i].wanted ? "does not take" : "takes",
				 program_kinds[kinds[i].kind]),
			     h, p, s);
	}
}

/* FEX starts the server that lies beside it. */
static void advise_fex(const struct handler *h, const struct probed *p,
		       const struct surroundings *s, struct advices *all)
{
	char server[600];
	struct advice *a;

	if (s->page_size != 4096) {
		a = add(all, "page-size",
			"FEX needs pages of 4096 bytes, and this kernel has %ld", s->page_size);
		mend_remove(h->name, a->mend, sizeof(a->mend));
	}
	snprintf(server, sizeof(server), "%.*sServer",
		 (int)strlen(h->interpreter) -
			 (strcmp(h->interpreter + strlen(h->interpreter) - 3, "FEX") == 0
				  ? 0
				  : (int)strlen("Interpreter")),
		 h->interpreter);
	if (!p->backend && access(server, X_OK))
		mend(add(all, "no-FEXServer",
			 "FEX is registered, but %s is not where a program here finds it",
			 server),
		     "podman run -v /usr/bin/FEX:/usr/bin/FEX:ro "
		     "-v /usr/bin/FEXServer:/usr/bin/FEXServer:ro "
		     "-v /usr/lib/ld-linux-aarch64.so.1:/usr/lib/ld-linux-aarch64.so.1:ro "
		     "-v /usr/lib/aarch64-linux-gnu:/usr/lib/aarch64-linux-gnu:ro IMAGE");
}

static void advise_kind(const struct handler *h, const struct probed *p,
			const struct surroundings *s, struct advices *all)
{
	const struct backend *backend = interpreter_backend(h->interpreter);
	struct advice *a;

	if (backend == &backend_rosetta && !s->apple_virtualization) {
		a = add(all, "rosetta-outside",
			"the handler %s is Rosetta's, and this is no guest of Apple's "
			"Virtualization.framework: Rosetta declines to run, and Apple's "
			"licence does not offer it here",
			h->name);
		mend_remove(h->name, a->mend, sizeof(a->mend));
	}
	if (backend == &backend_fex)
		advise_fex(h, p, s, all);
}

static bool is_out_of_place(const struct handler *h, const struct surroundings *s)
{
	const struct backend *backend = interpreter_backend(h->interpreter);

	return (backend == &backend_rosetta && !s->apple_virtualization) ||
	       (backend == &backend_fex && s->page_size != 4096);
}

static void advise_missing(const struct handlers *handlers, const struct surroundings *s,
			   struct advices *all)
{
	struct advice *a;

	for (size_t i = 0; i < handlers->count; i++)
		if (handler_takes_amd64(&handlers->list[i]) && !handlers->list[i].enabled) {
			mend(add(all, "disabled", "the handler %s is disabled",
				 handlers->list[i].name),
			     "echo 1 | sudo tee " BINFMT "/%s", handlers->list[i].name);
			return;
		}
	if (handlers->mounted && s->own_namespace)
		a = add(all, "empty-namespace",
			"this user namespace has a binfmt_misc of its own, and it is empty");
	else
		a = add(all, "no-handler", "no handler of binfmt_misc takes amd64 programs");
	mend_by_installed(NULL, s, a->mend, sizeof(a->mend));
}

static void advise_mount(const struct probed *p, const struct surroundings *s,
			 struct advices *all)
{
	if (p->error == EACCES && s->no_exec)
		mend(add(all, "noexec", "%s, where the probe lies, is mounted noexec",
			 s->mount),
		     "sudo mount -o remount,exec %s", s->mount);
	else if (s->no_setuid)
		mend(add(all, "nosuid",
			 "%s, where the probe lies, is mounted nosuid: set-user-ID programs "
			 "there run without the rights of their file",
			 s->mount),
		     "sudo mount -o remount,suid %s", s->mount);
}

/* What a filter of system calls leaves of a translator: SIGSYS, or words of its own. */
static bool is_filtered(const struct probed *p, const struct surroundings *s)
{
	return s->seccomp &&
	       (p->error == EPERM || p->error == EACCES || p->signal == SIGSYS ||
		strstr(p->words, strerror(EPERM)) || strstr(p->words, strerror(ENOSYS)));
}

static void advise_probe(const struct probed *p, const struct surroundings *s,
			 struct advices *all)
{
	const bool failed = p->error || !p->identity.machine[0];

	if (p->deleted)
		mend(add(all, "stale-interpreter",
			 "the kernel still runs a version of %s that is no longer on disk",
			 p->identity.executable),
		     RESTART);
	advise_mount(p, s, all);
	if (!failed || (p->error == EACCES && s->no_exec))
		return;
	if (is_filtered(p, s))
		mend(add(all, "seccomp",
			 "the filter of system calls of this container is in the way of %s",
			 p->identity.executable[0] ? p->identity.executable : "execve(2)"),
		     "podman run --security-opt seccomp=unconfined IMAGE (docker takes the "
		     "same), or a profile that allows what the translator calls");
	else if (p->error && p->error != ENOEXEC)
		mend(add(all, "cannot-execute", "amd64 programs are not executed: %s",
			 strerror(p->error)),
		     "see that the interpreter of the handler exists and is an arm64 program");
	else if (!p->error)
		mend(add(all, "translator-fails", "%s starts and runs nothing (%s %d)%s%.200s",
			 p->identity.executable[0] ? p->identity.executable : "the interpreter",
			 p->hung     ? "no end after 30 s"
			 : p->signal ? "signal"
				     : "exit status",
			 p->hung     ? 0
			 : p->signal ? p->signal
				     : p->status,
			 p->words[0] ? ": " : "", p->words),
		     "see the messages; another version of the translator may do better");
}

/* All but the one that answers; which that is, the executed file says. */
static void advise_two(const struct handlers *handlers, const struct probed *p,
		       const struct handler *one, size_t matching, struct advices *all)
{
	const struct handler *answers = one;
	struct advice *a = add(all, "two-handlers",
			       "%zu handlers take amd64 programs (%s is one); the one that was "
			       "registered last answers",
			       matching, one->name);
	size_t used = 0;

	for (size_t i = 0; i < handlers->count; i++) {
		const struct handler *h = &handlers->list[i];

		if (h->enabled && handler_takes_amd64(h) && p->backend &&
		    interpreter_backend(h->interpreter) == p->backend)
			answers = h;
	}
	for (size_t i = 0; i < handlers->count && used < sizeof(a->mend) - 200; i++) {
		const struct handler *h = &handlers->list[i];

		if (!h->enabled || !handler_takes_amd64(h) || h == answers)
			continue;
		used += (size_t)snprintf(a->mend + used, sizeof(a->mend) - used, "%s",
					 used ? " && " : "");
		mend_remove(h->name, a->mend + used, sizeof(a->mend) - used);
		used += strlen(a->mend + used);
	}
}

static void advise_promised(const struct handlers *handlers, const struct probed *p,
			    const struct surroundings *s, const char *promised,
			    struct advices *all)
{
	const struct backend *wanted = promised ? backend_by_name(promised) : NULL;
	struct advice *a;
	size_t used = 0;

	if (!promised || (p->backend && p->backend == wanted))
		return;
	a = add(all, "not-as-promised", "%s was promised, and %s answers%s", promised,
		p->backend ? p->backend->name : "nobody known",
		wanted == &backend_rosetta
			? "; Podman falls back silently "
			  "(https://github.com/containers/podman/issues/28181)"
			: "");
	if (wanted == &backend_rosetta) {
		mend(a, "podman machine stop && podman machine start");
		return;
	}
	for (size_t i = 0; i < handlers->count && used < sizeof(a->mend) / 2; i++) {
		const struct handler *h = &handlers->list[i];

		if (!handler_takes_amd64(h) || interpreter_backend(h->interpreter) == wanted)
			continue;
		mend_remove(h->name, a->mend + used, sizeof(a->mend) - used - 4);
		strcat(a->mend, " && ");
		used = strlen(a->mend);
	}
	mend_by_installed(wanted, s, a->mend + used, sizeof(a->mend) - used);
}

void advise(const struct handlers *handlers, const struct probed *p,
	    const struct surroundings *s, const char *promised, struct advices *all)
{
	size_t matching = 0;
	const struct handler *one = NULL;

	all->count = 0;
	if (p->identity.is_guest && p->backend)
		return; /* the CPU itself */
	if (handlers->mounted && !handlers->enabled)
		mend(add(all, "all-disabled", "binfmt_misc is disabled as a whole"),
		     "echo 1 | sudo tee " BINFMT "/status");
	for (size_t i = 0; i < handlers->count; i++) {
		const struct handler *h = &handlers->list[i];

		if (!h->enabled || !handler_takes_amd64(h))
			continue;
		matching++;
		one = one ? one : h;
		advise_kind(h, p, s, all);
		/* What can't run at all is not worth better flags. */
		if (is_out_of_place(h, s))
			continue;
		advise_flags(h, p, s, all);
		advise_mask(h, p, s, all);
	}
	if (!matching && !p->backend)
		advise_missing(handlers, s, all);
	if (matching > 1)
		advise_two(handlers, p, one, matching, all);
	advise_probe(p, s, all);
	advise_promised(handlers, p, s, promised, all);
}

void advise_image(const struct image *image, struct advices *all)
{
	const bool docker = strcmp(image->engine, "docker") == 0;

	if (!image->contents[0] || strcmp(image->label, image->contents) == 0)
		return;
	mend(add(all, "image-disagrees",
		 "the image %s is labelled %s, and its programs are for %s (what mends the "
		 "label "
		 "keeps the files, and neither ENV nor ENTRYPOINT)",
		 image->name, image->label, image->contents),
	     "%s export $(%s create %s /bin/sh) | %s import %s%s - %s", image->engine,
	     image->engine, image->name, image->engine,
	     docker ? "--platform linux/" : "--arch ", image->contents, image->name);
}
