/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A container image as an engine has it: what its label says, and what is in it. */
#ifndef IDENTIFY_IMAGE_H
#define IDENTIFY_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

struct image {
	const char *engine; /* "podman" or "docker" */
	const char *name;
	char label[32];	   /* its architecture, as Go calls it: "amd64", "arm64" */
	char contents[32]; /* that of its /bin/sh; empty: it has none, or no ELF file */
};

/* By the engine's command line; nothing of the image is run. False fills `why`. */
bool image_look(const char *engine, const char *name, struct image *image, char *why,
		size_t size);

#endif
