/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The host half of every setting, in the machine: starts the tracer, which starts
 * the guest, and hands on what it has seen.
 */
#include "order.h"

#include "container.h"

#include <stdio.h>
#include <string.h>

#define ROUNDS "5" /* translated, linked, once more, and looked at; or looked at once more */

/* `unread` counts those that broke off; translators have lines of their own. */
static json_t *bodies_of(const char *text, int *unread)
{
	json_t *array = json_array();

	while (*text) {
		const size_t length = strcspn(text, "\n");
		json_t *body = json_loadb(text, length, 0, NULL);

		if (body)
			json_array_append_new(array, body);
		else if (*text == '{')
			(*unread)++;
		text += length + (text[length] == '\n');
	}
	return array;
}

void order_drive(struct container *c)
{
	const struct setting *setting = c->launch.check.test->data;
	const bool native = backend_is_native(c->launch.assignment->backend);
	const char *const argv[] = { "/case/tracer",
				     native ? "/case/order-control" : "/case/order-guest",
				     setting->mode,
				     ROUNDS,
				     setting->bodies ? setting->bodies : NULL,
				     NULL };

	for (size_t i = 0; setting->environment[i]; i++)
		container_set_environment(c, setting->environment[i]);
	container_start(c, argv);

	const int status = container_wait(c);
	int unread = 0;

	c->record->extra =
		json_pack("{so si}", "bodies", bodies_of(container_output(c, NULL), &unread),
			  "status", status);
	EXPECT(c, status, ==, 0);
	EXPECT(c, unread, ==, 0);
}
