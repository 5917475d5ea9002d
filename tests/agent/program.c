/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "program.h"

#include "container.h"

#include <stdlib.h>

/* Programs write what they like; JSON takes only UTF-8. */
static json_t *text_of(const char *text, size_t size)
{
	char *clean = malloc(size + 1);
	json_t *json = NULL;

	if (clean) {
		text_clean(clean, size + 1, text, size);
		json = json_string(clean);
	}
	free(clean);
	return json;
}

static void drive(struct container *c)
{
	const char *argv[CASE_ARGUMENTS + 1] = { NULL };
	const json_t *program = c->launch.assignment->program;
	size_t sizes[2];

	for (size_t i = 0; i < json_array_size(program) && i < CASE_ARGUMENTS; i++)
		argv[i] = json_string_value(json_array_get(program, i));
	container_start(c, argv);

	int status = container_wait(c);
	const char *output = container_output(c, &sizes[0]);
	const char *errors = container_errors(c, &sizes[1]);

	c->record->extra =
		json_pack("{so so si}", "standard_output", text_of(output, sizes[0]),
			  "standard_error", text_of(errors, sizes[1]), "exit_status", status);
}

const struct conformance_case program_case = {
	.name = "program",
	.file = "",
	.seconds = 120,
	.gpu = true, /* if there is one */
	.drive = drive,
};
