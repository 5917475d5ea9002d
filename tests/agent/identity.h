/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Who really runs a guest: what it was told and what the kernel knows. */
#ifndef IDENTITY_H
#define IDENTITY_H

#include "backend.h"
#include "registry.h"

/*
 * Of a container whose guest has written NAME=VALUE lines (vendor,
 * hypervisor, brand, machine) and now waits. True if it's the assigned backend.
 */
bool identity_prove(struct container *container, struct identity *identity, char *why,
		    size_t size);

#endif
