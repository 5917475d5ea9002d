/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "share.h"

#include "clock.h"
#include "shared.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char mark[] = SHARED_ENDED;

/* Its words end at the mark; where those of the next begin. */
static size_t end_words(struct container *c)
{
	size_t size;
	const char *text = container_errors(c, &size);
	const char *at = memmem(text + c->words_from, size - c->words_from, mark, strlen(mark));

	c->words_to = at ? (size_t)(at - text) : size;
	return at ? c->words_to + strlen(mark) : size;
}

/* Waits until the guest says how its child ended; false: nobody is left to say
 * it, or time is up. Translators may write to standard output as well. */
static bool await_end(struct container *c, size_t *from, int *status)
{
	do {
		size_t size;
		const char *text = container_output(c, &size);

		const char *at = memmem(text + *from, size - *from, mark, strlen(mark));
		const char *end = at ? strchr(at, '\n') : NULL;

		if (end) {
			*status = atoi(at + strlen(mark));
			*from = (size_t)(end - text);
			return true;
		}
	} while (container_pump(c));
	return false;
}

/* What a container of many can't do for one of them; said loudly, as the case
 * would pass without it. */
static void refuse_wishes(struct container *c)
{
	const struct conformance_case *t = c->launch.check.test;

	if (t->drive || t->args[0] || t->image || t->exit_status || t->standard_output ||
	    t->read_only_root || t->setuid_copy || t->bare_environment || t->privileged)
		container_broken(c, "%s: .shared = true, but it needs a container of its own",
				 t->file);
}

/* Those from `first` on, in one container; the first of those not yet run. */
static size_t share_one(struct container *c, const struct batch *batch, size_t first)
{
	const char *argv[SHARED_MOST + 2] = { "/case/shared" };
	size_t from = 0;
	size_t words = 0;
	size_t i;

	for (i = first; i < batch->count; i++)
		argv[1 + i - first] = batch->checks[i].test->name;
	container_start(c, argv);
	for (i = first; i < batch->count; i++) {
		long long begun = now_ms();

		*c->record = (struct record){ .observation = OBSERVED_PASS };
		snprintf(c->record->check, sizeof(c->record->check), "%s", batch->names[i]);
		c->launch.check = batch->checks[i];
		container_limit(c);
		refuse_wishes(c);
		c->words_from = words;
		c->doubtful = false;

		const bool lives = await_end(c, &from, &c->exit_status);

		if (!lives)
			container_wait(c);
		c->doubtful |= c->exit_status == 128 + SIGKILL;
		c->record->ms = (long)(now_ms() - begun);
		words = end_words(c);
		c->reports_end = true;
		container_conclude(c, batch->checks[i].test->name);
		container_finish(c->record);
		if (!lives)
			return i + 1;
	}
	container_limit(c);
	container_wait(c);
	return batch->count;
}

void share_checks(const struct assignment *assignment, const struct batch *batch,
		  const char *directory)
{
	struct record record = { .observation = OBSERVED_PASS };

	/* What goes wrong before the first of them runs is told as the first's. */
	snprintf(record.check, sizeof(record.check), "%s", batch->names[0]);

	struct container c = container_make(assignment, &batch->checks[0], directory, &record);

	container_need_guest(&c, "shared");
	for (size_t i = 0; i < batch->count; i++)
		container_make_report(&c, batch->checks[i].test->name);
	for (size_t next = 0; next < batch->count;) {
		c.hung = false;
		next = share_one(&c, batch, next);
	}
	for (int i = 0; i < 2; i++)
		free(c.written[i].text);
}
