/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "backend.h"

#include <string.h>

const struct backend *const backends[] = {
	&backend_native_x86_64, &backend_native_arm64, &backend_qemu,	    &backend_fex,
	&backend_box64,		&backend_rosetta,      &backend_registered, NULL,
};

const struct backend *backend_by_name(const char *name)
{
	for (size_t i = 0; backends[i]; i++)
		if (strcmp(backends[i]->name, name) == 0)
			return backends[i];
	return NULL;
}

const struct backend *backend_proved(const struct identity *id)
{
	char why[512];

	for (size_t i = 0; backends[i]; i++)
		if (!backends[i]->registered &&
		    backend_is_native(backends[i]) == id->is_guest &&
		    strcmp(backends[i]->architecture, "x86_64") == 0 &&
		    backends[i]->recognises(id, why, sizeof(why)))
			return backends[i];
	return NULL;
}

const char *const *backend_environment(const struct backend *backend)
{
	static const char *const nothing[] = { NULL };

	return backend->environment ? backend->environment() : nothing;
}

const char *backend_image_architecture(const struct backend *backend)
{
	return strcmp(backend->architecture, "x86_64") == 0 ? "amd64" : "arm64";
}
