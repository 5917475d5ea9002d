/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What fixtures/images/build made: one directory of build/images each. */
#ifndef ARTEFACTS_H
#define ARTEFACTS_H

#include "session.h"

/* The container image's, as a case names it, for what this backend executes. */
void artefact_of_image(const char *image, const struct backend *backend, char *name,
		       size_t size);

/* Is all there that a session with this container image boots from? False fills
 * `why` with what is missing and what builds it. */
bool artefacts_exist(const struct machine *machine, const struct instance *instance,
		     const char *image, const struct build_files *files, char *why,
		     size_t size);

/* Checks them against their checksums, once a run, and puts digests and versions
 * into the header. */
bool artefacts_verify(const struct machine *machine, const struct instance *instance,
		      const char *image, const struct build_files *files, json_t *header,
		      char *why, size_t size);

#endif
