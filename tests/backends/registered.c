/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Whatever the machine itself has registered with binfmt_misc: what runs its owner's
 * own containers. Nothing is registered, mounted or set for it. Which translator it
 * is, the proof tells.
 */
#include "backend.h"

#include <stdio.h>

static bool recognises(const struct identity *id, char *why, size_t size)
{
	if (!id->is_guest && id->executable[0])
		return true;
	snprintf(why, size, "no translator runs the guest");
	return false;
}

const struct backend backend_registered = {
	.name = "registered",
	.licence = "NOASSERTION",
	.architecture = "x86_64",
	.interpreter = "",
	.registered = true,
	.recognises = recognises,
};
