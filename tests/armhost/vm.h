/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A whole Debian arm64 in qemu-system-aarch64, and commands that run in it. */
#ifndef ARMHOST_VM_H
#define ARMHOST_VM_H

#include <stdbool.h>
#include <stddef.h>

struct vm;

struct vm_set_up {
	const char *images; /* directory of the artefacts, as build/images */
	const char *kernel; /* artefact with Image and modules.cpio */
	const char *unit;   /* of systemd, that it boots to */
	const char *work;   /* directory of its own; has init.cpio, takes the console */
	/* Disks beside the machine's own, as SERIAL=FILE, ending with NULL; read only. */
	const char *const *disks;
	int cpus;
	int memory_mib;
};

/* Boots and waits for its server of commands; NULL, with `why` filled, if it can't. */
struct vm *vm_start(const struct vm_set_up *set_up, char *why, size_t size);

/* Runs a script of bash as root, with nothing on its standard input. Returns its
 * exit status, -1 if the machine has died or gave no answer in time; `said` is what
 * it wrote, valid until the next call. */
int vm_run(struct vm *vm, int seconds, const char **said, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* From the start to the server's first word. */
long long vm_boot_ms(const struct vm *vm);

void vm_stop(struct vm *vm);

#endif
