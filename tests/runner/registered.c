/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Which translator it is that a machine has registered, and as which it is judged. */
#include "patterns.h"
#include "session.h"

#include <stdio.h>
#include <string.h>

void session_take_registered(struct session *s, const json_t *told)
{
	const char *name = json_string_value(json_object_get(told, "translator"));
	const char *version = json_string_value(json_object_get(told, "version"));

	if (!s->instance->backend->registered || !name || !version)
		return;
	s->translator = backend_by_name(name);
	snprintf(s->found.version, sizeof(s->found.version), "%s", version);
	s->unrecorded = !s->translator || !s->translator->recorded ||
			!patterns_take(s->translator->recorded, version);
}

const char *session_judged_machine(const struct session *s)
{
	enum { PAGE_4K = 4096, PAGE_16K = 16384 };
	const json_int_t page = json_integer_value(json_object_get(s->header, "page_size"));

	if (!s->instance->backend->registered)
		return s->machine->name;
	return page == PAGE_4K	  ? machine_krun.name
	       : page == PAGE_16K ? machine_debian_16k.name
				  : s->machine->name;
}
