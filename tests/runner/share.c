/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "share.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Waits until the guest says how its child ended; false: nobody is left to say
 * it, or time is up. Translators may write to standard output as well. */
static bool await_end(struct container *c, size_t *from, int *status)
{
	static const char mark[] = "shared ended ";
	const char *at = NULL;

	do {
		size_t size;
		const char *text = container_output(c, &size);

		at = memmem(text + *from, size - *from, mark, strlen(mark));
		if (at && strchr(at, '\n')) {
			*status = atoi(at + strlen(mark));
			*from = (size_t)(strchr(at, '\n') - text);
			return true;
		}
	} while (container_pump(c));
	return false;
}

/* Those from `first` on, in one container; the first of those not yet run. */
static size_t share_one(struct container *c, const struct check *checks,
			const char *const *names, size_t first, size_t count)
{
	const char *argv[SHARED_MOST + 2] = { "/case/shared" };
	size_t from = 0;
	size_t i;

	for (i = first; i < count; i++)
		argv[1 + i - first] = checks[i].test->name;
	container_start(c, argv);
	for (i = first; i < count; i++) {
		long long begun = now_ms();

		*c->record = (struct record){ .observation = OBSERVED_PASS };
		snprintf(c->record->check, sizeof(c->record->check), "%s", names[i]);
		c->check = checks[i];
		c->deadline = container_deadline(c);
		container_errors(c, &c->words_from);

		const bool lives = await_end(c, &from, &c->exit_status);

		if (!lives)
			container_wait(c);
		c->record->ms = (long)(now_ms() - begun);
		c->reports_end = true;
		container_conclude(c, checks[i].test->name);
		container_finish(c->record);
		if (!lives)
			return i + 1;
	}
	c->deadline = container_deadline(c);
	container_wait(c);
	return count;
}

void share_checks(const struct site *site, const struct check *checks, const char *const *names,
		  size_t count, const char *directory)
{
	struct record record = { .observation = OBSERVED_PASS };
	struct container c = container_make(site, &checks[0], directory, &record);

	for (size_t i = 0; i < count; i++)
		container_make_report(&c, checks[i].test->name);
	for (size_t next = 0; next < count;) {
		c.hung = false;
		next = share_one(&c, checks, names, next, count);
	}
	for (int i = 0; i < 2; i++)
		free(c.written[i].text);
}
