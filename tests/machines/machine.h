/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A machine is the Linux that hosts the containers. Virtual ones run in
 * qemu-system-aarch64 without a network card; `host` is this Linux itself, in
 * namespaces of our own.
 */
#ifndef MACHINE_H
#define MACHINE_H

#include "backend.h"

#include <jansson.h>
#include <sys/types.h>
#include <unistd.h>

/* Where the things of one run lie on the runner's host. */
struct site_files {
	const char *images;  /* build/images: one artefact a directory */
	const char *payload; /* build/payload.erofs: the agent and the guests */
	const char *initrd;  /* build/initrd: a kernel's own is INITRD-MACHINE */
	const char *guests;  /* build/payload/guests: ARCHITECTURE/FLAVOUR/NAME */
	const char *work;    /* build/work: consoles, host scratch */
};

struct boot {
	const struct site_files *files;
	const struct backend *backend;
	const char *backend_root; /* directory on the host, empty for natives */
	const char *backend_disk; /* the same as an erofs image, for virtual machines */
	const char *console;	  /* file that takes the machine's console */
	const char *image;	  /* as a case has it; NULL: the plain container image */
	bool podman;		  /* the plan has checks under podman */
	/* One CPU whose clock counts instructions, and nothing left to chance: the
	 * same work then executes the same instructions on any host. */
	bool counted;
	int cpus;
	int memory_mib;
};

struct machine {
	const char *name;
	/* Artefact with its kernel; NULL: not a virtual machine. */
	const char *kernel;
	long page_size;	 /* bytes; 0: this Linux's own (machine_page_size) */
	bool named_only; /* runs only where a pattern names it */
	/* The kernel loads drivers as modules from an initramfs; else it boots
	 * from the payload disk. */
	bool initramfs;
	/* Starts it and returns the process whose end is the machine's end, or -1
	 * with `why` filled. `stream` is the agent's end of a socket pair. */
	pid_t (*boot)(const struct machine *machine, const struct boot *boot, int stream,
		      char *why, size_t size);
	/* Adds the plan's directories and `cgroups`, as this machine has them. */
	void (*describe)(const struct boot *boot, json_t *plan);
};

extern const struct machine machine_krun, machine_debian_4k, machine_debian_16k, machine_host;

/* All of them, ending with NULL. */
extern const struct machine *const machines[];

const struct machine *machine_by_name(const char *name);

static inline long machine_page_size(const struct machine *machine)
{
	return machine->page_size ? machine->page_size : sysconf(_SC_PAGESIZE);
}

/* The rest of `host` after it was started again by unshare(1); never returns. */
_Noreturn void host_enter(int stream, const char *directory);

/* For the virtual ones (vm.c). */
pid_t vm_boot(const struct machine *machine, const struct boot *boot, int stream, char *why,
	      size_t size);
void vm_describe(const struct boot *boot, json_t *plan);

/* The accelerator and CPU that virtual machines get here, as "tcg" or "kvm". */
const char *vm_accelerator(void);

/* What the first process of a virtual machine does: mounts everything and
 * returns the stream to the runner, or never returns. */
int vm_init(void);

#endif
