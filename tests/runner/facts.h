/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The host that a run is made on, as its results tell it. */
#ifndef FACTS_H
#define FACTS_H

#include <jansson.h>

/* cpu, cpus, memory_mib, os, kernel and architecture; nothing that names it. */
json_t *facts_of_host(void);

#endif
