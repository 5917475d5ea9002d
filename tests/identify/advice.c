/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "advice.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BINFMT "/proc/sys/fs/binfmt_misc"
#define RESTART "sudo systemctl restart systemd-binfmt"

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

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool is_rosetta(const struct handler *h)
{
	return strncasecmp(base_of(h->interpreter), "rosetta", 7) == 0;
}

static bool is_fex(const struct handler *h)
{
	return strncmp(base_of(h->interpreter), "FEX", 3) == 0;
}

static bool takes_amd64(const struct handler *h)
{
	return handler_takes(h, PROGRAM_AMD64) || handler_takes(h, PROGRAM_AMD64_SHARED);
}

static void advise_flags(const struct handler *h, const struct probed *p, struct advices *all)
{
	if (!strchr(h->flags, 'F')) {
		mend(add(all, "no-F",
			 "the handler %s has no flag F: %s is looked for inside each "
			 "container, "
			 "and most have none",
			 h->name, h->interpreter),
		     "add F to the flags in the handler's file of /etc/binfmt.d (a copy of "
		     "/usr/lib/binfmt.d), then: " RESTART);
		if (access(h->interpreter, X_OK))
			mend(add(all, "interpreter-missing",
				 "the handler %s names %s, which is not here (%s)", h->name,
				 h->interpreter, strerror(errno)),
			     "install it, or add F to the flags so that the kernel keeps it "
			     "open");
	}
	if (!strchr(h->flags, 'C'))
		mend(add(all, "no-C",
			 "the handler %s has no flag C: set-user-ID programs (su, sudo, ping) "
			 "run without the rights of their file",
			 h->name),
		     "add C to the flags in the handler's file of /etc/binfmt.d, "
		     "then: " RESTART);
	if (strchr(h->flags, 'P') && p->backend && p->backend->binfmt_flags &&
	    !strchr(p->backend->binfmt_flags, 'P'))
		mend(add(all, "P-not-understood",
			 "the handler %s has flag P, which %s does not understand: programs "
			 "get one argument too many",
			 h->name, p->backend->name),
		     "take P from the flags in the handler's file of /etc/binfmt.d, "
		     "then: " RESTART);
}

static void advise_mask(const struct handler *h, struct advices *all)
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
		mend(add(all, kinds[i].id, "the handler %s %s %s", h->name,
			 kinds[i].wanted ? "does not take" : "takes",
			 program_kinds[kinds[i].kind]),
		     "use the magic and mask that the translator's own package registers, "
		     "then: " RESTART);
	}
}

static void advise_kind(const struct handler *h, const struct probed *p,
			const struct surroundings *s, struct advices *all)
{
	char server[600];

	if (is_rosetta(h) && !s->apple_virtualization)
		mend(add(all, "rosetta-outside",
			 "the handler %s is Rosetta's, and this is no guest of Apple's "
			 "Virtualization.framework: Rosetta declines to run, and Apple's "
			 "licence "
			 "does not offer it here",
			 h->name),
		     "echo -1 | sudo tee " BINFMT "/%s, then install QEMU, Box64 or FEX",
		     h->name);
	if (!is_fex(h))
		return;
	if (s->page_size != 4096)
		mend(add(all, "page-size",
			 "FEX needs pages of 4096 bytes, and this kernel has %ld",
			 s->page_size),
		     "boot a kernel with pages of 4 KiB, or use QEMU");
	snprintf(server, sizeof(server), "%.*sServer",
		 (int)(base_of(h->interpreter) - h->interpreter + 3), h->interpreter);
	if (!p->backend && access(server, X_OK))
		mend(add(all, "no-FEXServer",
			 "FEX is registered, but %s is not where a program here finds it",
			 server),
		     "mount FEX, FEXServer, its loader and its libraries into each container");
}

static void advise_missing(const struct handlers *handlers, const struct surroundings *s,
			   struct advices *all)
{
	for (size_t i = 0; i < handlers->count; i++)
		if (takes_amd64(&handlers->list[i]) && !handlers->list[i].enabled) {
			mend(add(all, "disabled", "the handler %s is disabled",
				 handlers->list[i].name),
			     "echo 1 | sudo tee " BINFMT "/%s", handlers->list[i].name);
			return;
		}
	if (handlers->mounted && s->rootless)
		mend(add(all, "empty-namespace",
			 "this user namespace has a binfmt_misc of its own, and it is empty"),
		     "register the translator on the machine itself, as root of it");
	else
		mend(add(all, "no-handler", "no handler of binfmt_misc takes amd64 programs"),
		     "install one: Debian 13 and Ubuntu: sudo apt install qemu-user-binfmt "
		     "(Debian "
		     "12: qemu-user-static); Fedora: sudo dnf install qemu-user-static-x86");
}

static void advise_probe(const struct probed *p, const struct surroundings *s,
			 struct advices *all)
{
	if (p->deleted)
		mend(add(all, "stale-interpreter",
			 "the kernel still runs a version of %s that is no longer on disk",
			 p->identity.executable),
		     RESTART);
	if (p->error == EACCES && s->no_exec)
		mend(add(all, "noexec", "the file system of the probe is mounted noexec"),
		     "mount it without noexec, or put the program elsewhere");
	else if ((p->error == EPERM || p->error == EACCES) && s->seccomp)
		mend(add(all, "seccomp",
			 "the kernel's filter of this container forbids execve(2)"),
		     "run the container with another profile (--security-opt seccomp=FILE)");
	else if (p->error && p->error != ENOEXEC)
		mend(add(all, "cannot-execute", "amd64 programs are not executed: %s",
			 strerror(p->error)),
		     "see that the interpreter of the handler exists and is an arm64 program");
	if (!p->error && !p->identity.machine[0])
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

		if (!h->enabled || !takes_amd64(h))
			continue;
		matching++;
		one = one ? one : h;
		advise_kind(h, p, s, all);
		advise_flags(h, p, all);
		advise_mask(h, all);
	}
	if (!matching && !p->backend)
		advise_missing(handlers, s, all);
	if (matching > 1)
		mend(add(all, "two-handlers",
			 "%zu handlers take amd64 programs (%s is one); the one that was "
			 "registered last answers",
			 matching, one->name),
		     "echo -1 | sudo tee " BINFMT "/NAME for each that shall not");
	advise_probe(p, s, all);
	if (promised && (!p->backend || strcmp(p->backend->name, promised) != 0))
		mend(add(all, "not-as-promised", "%s was promised, and %s answers", promised,
			 p->backend ? p->backend->name : "nobody known"),
		     "restart the machine; Podman falls back silently "
		     "(https://github.com/containers/podman/issues/28181)");
}
