/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A root directory in which nothing but the guest can run. */
#ifndef ROOT_H
#define ROOT_H

#include "files.h"

/* Where the guest lies in it. */
#define ROOT_GUEST "/guest"

#ifdef __x86_64__
#define ROOT_LOADER_DIRECTORY "/lib64"
#define ROOT_LOADER "/lib64/ld-linux-x86-64.so.2"
#else
#define ROOT_LOADER_DIRECTORY "/lib"
#define ROOT_LOADER "/lib/ld-linux-aarch64.so.1"
#endif
#define ROOT_LIBRARY_DIRECTORY "/lib/" GUEST_MACHINE "-linux-gnu"

/* Fills the directory `root`, an empty one; with proc and report for mounts.
 * A macro, for its path is part of what MUST reports. */
#define MAKE_ROOT(root)                                                                        \
	do {                                                                                   \
		MUST(guest_copy, GUEST_SELF, root ROOT_GUEST, 0755);                           \
		MUST(mkdir, root "/proc", 0755);                                               \
		MUST(mkdir, root "/report", 0755);                                             \
		root_libraries(root ROOT_LOADER_DIRECTORY, root "/lib",                        \
			       root ROOT_LIBRARY_DIRECTORY, root ROOT_LOADER,                  \
			       root ROOT_LIBRARY_DIRECTORY "/libc.so.6");                      \
	} while (0)

static inline void root_libraries(const char *loader_directory, const char *lib,
				  const char *library_directory, const char *loader,
				  const char *libc)
{
#ifdef GUEST_STATIC
	(void)loader_directory;
	(void)lib;
	(void)library_directory;
	(void)loader;
	(void)libc;
#else
	MUST(mkdir, lib, 0755);
	if (!guest_exists(loader_directory))
		MUST(mkdir, loader_directory, 0755);
	MUST(mkdir, library_directory, 0755);
	MUST(guest_copy, ROOT_LOADER, loader, 0755);
	MUST(guest_copy, ROOT_LIBRARY_DIRECTORY "/libc.so.6", libc, 0755);
#endif
}

#endif
