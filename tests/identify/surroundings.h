/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The machine and what the program itself runs in, as far as it can be seen. */
#ifndef SURROUNDINGS_H
#define SURROUNDINGS_H

#include <stdbool.h>
#include <sys/types.h>

struct surroundings {
	char architecture[65], kernel[65];
	long page_size;		   /* bytes */
	int address_bits;	   /* of user space, from where the stack lies; 0: unknown */
	char machine[128];	   /* what firmware or device tree call it */
	bool apple_virtualization; /* a guest of Virtualization.framework */
	char engine[128];	   /* what started this container; empty: none seen */
	bool rootless;		   /* in a user namespace with ids of an ordinary user */
	bool own_namespace;	   /* a binfmt_misc of this user namespace, and ours to write */
	bool dri;		   /* /dev/dri has a render node */
	/* Apple's CPUs can order memory as x86 does (prctl PR_GET_MEM_MODEL of Asahi's
	 * kernel): "not offered by this kernel", "off" or "on". */
	const char *store_order;
	bool no_exec, no_setuid; /* the file system of the probe is mounted so */
	char mount[256];	 /* where that file system is mounted */
	int seccomp;		 /* mode of this process: 0, 1 or 2 */
};

/* Is root here an ordinary user outside? */
bool user_namespace_is_users(void);

void surroundings_see(const char *probe, struct surroundings *s);

#endif
