/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "drawing.h"

#include "io.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct judgement *first_broken(struct examined *e, const struct family *family)
{
	for (size_t i = 0; i < e->count; i++)
		if (e->list[i].finding == FINDING_BROKEN && e->list[i].test.family == family)
			return &e->list[i];
	return NULL;
}

bool draw_executions(struct examined *e, const struct herd *herd, const char *directory,
		     char *why, size_t size)
{
	struct judgement *drawn[DRAWN_MOST];
	static char names[DRAWN_MOST][128];
	const char *list[DRAWN_MOST];
	size_t count = 0;

	if (!e->whole || backend_is_native(e->session->instance->backend))
		return true;
	if (!io_make_directories(directory)) {
		snprintf(why, size, "cannot make %s: %s", directory, strerror(errno));
		return false;
	}
	for (size_t f = 0; f < family_count && count < DRAWN_MOST; f++) {
		struct judgement *j = first_broken(e, &families[f]);

		if (!j)
			continue;
		snprintf(names[count], sizeof(names[count]), "%s-%s-%s",
			 e->session->instance->label, e->setting, families[f].name);
		if (!herd_write(herd, j->numbers[j->test.last_byte][1], directory, names[count],
				j->condition, why, size))
			return false;
		snprintf(j->drawing, sizeof(j->drawing), "%s/%s.dot", directory, names[count]);
		/* One from before would be taken for this one. */
		unlink(j->drawing);
		list[count] = names[count];
		drawn[count++] = j;
	}
	if (count && !herd_draw(herd, directory, list, count, why, size))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct stat s;

		if (stat(drawn[i]->drawing, &s) == 0 && s.st_size > 0)
			continue;
		snprintf(why, size, "herd7 drew no execution of %s, which it allows: %s",
			 drawn[i]->test.name, drawn[i]->condition);
		return false;
	}
	return true;
}
