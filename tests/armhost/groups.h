/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef ARMHOST_GROUPS_H
#define ARMHOST_GROUPS_H

/* Each boots a machine, and returns how many of its tests failed. */
int group_identify(void);
int group_pages(void);
int group_host(void);
int group_old(void);
int group_containers(void);
int group_wiring(void);

#endif
