/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What is wrong with the way amd64 programs run here, and the command that mends it. */
#ifndef ADVICE_H
#define ADVICE_H

#include "handlers.h"
#include "image.h"
#include "probe.h"
#include "surroundings.h"

enum { ADVICE_MOST = 32 };

struct advice {
	const char *id; /* the same in every version: scripts go by it */
	char what[400];
	char mend[1200]; /* the command, whole */
};

struct advices {
	struct advice list[ADVICE_MOST];
	size_t count;
};

/* `promised` is the translator that the settings of the user's provider promise, by
 * its backend's name; NULL: none. */
void advise(const struct handlers *handlers, const struct probed *p,
	    const struct surroundings *s, const char *promised, struct advices *all);

/* Adds what is wrong with an image, to what is there. */
void advise_image(const struct image *image, struct advices *all);

#endif
