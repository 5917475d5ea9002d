/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A machine is the Linux that hosts the containers. Virtual ones run in
 * qemu-system without a network card; `host` is this Linux itself, in
 * namespaces of our own; remote ones are reached by an engine's command.
 */
#ifndef MACHINE_H
#define MACHINE_H

#include "assignment.h"
#include "registry.h"

#include <sys/types.h>
#include <unistd.h>

/* Where the things of one run lie on the runner's host. */
struct build_files {
	const char *images;  /* build/images: one artefact a directory */
	const char *payload; /* build/payload.erofs: the agent and the guests */
	const char *initrd;  /* build/initrd: a kernel's own is INITRD-MACHINE */
	const char *guests;  /* build/payload/guests: ARCHITECTURE/FLAVOUR/NAME */
	const char *work;    /* build/work: consoles, host scratch */
};

struct boot {
	const struct build_files *files;
	const struct backend *backend;
	const char *backend_root; /* directory on the host, empty for natives */
	const char *backend_disk; /* the same as an erofs image, for virtual machines */
	const char *console;	  /* file that takes the machine's console */
	const char *image;	  /* artefact with the container image */
	unsigned engines;	  /* set of those that start its containers */
	bool gpu;		  /* one of its checks uses a GPU */
	/* One CPU whose clock counts instructions, and nothing left to chance: the
	 * same work then executes the same instructions on any host. */
	bool counted;
	int cpus;
	int memory_mib;
};

struct machine {
	const char *name;
	const char *architecture; /* of its CPU: "x86_64" or "aarch64" */
	unsigned engines;	  /* set of those that it can have (registry.h) */
	const char *tool;	  /* program in PATH that starts it */
	bool virtual;		  /* qemu-system boots it from disks; else it is this Linux,
				   * which takes the same as directories */
	bool remote;		  /* an engine starts the suite's own image there, which has
				   * all that it takes: nothing of this host's does it get */
	const char *kernel;	  /* artefact with its Image; NULL where nothing is booted */
	const char *root;	  /* artefact with its root; NULL where nothing is booted */
	const char *emulator;	  /* artefact with the qemu-system that boots it, whose GPU
				   * renders, in a root of its own; NULL: the host's */
	const char *arguments;	  /* of the kernel, besides the usual ones, or NULL */
	bool initramfs;		  /* that kernel loads its drivers as modules from an initramfs;
				   * else it boots from the payload disk */
	long page_size;		  /* bytes; 0: this Linux's own (machine_page_size) */
	bool named_only;	  /* runs only where a pattern names it */
	/* Starts it and returns the process whose end is the machine's end, or -1
	 * with `why` filled. `stream` is the agent's end of a socket pair. */
	pid_t (*boot)(const struct machine *machine, const struct boot *boot, int stream,
		      char *why, size_t size);
	/* Fills in the directories and `cgroups` of this machine. */
	void (*describe)(const struct boot *boot, struct assignment *assignment);
};

extern const struct machine machine_krun, machine_debian_4k, machine_debian_16k, machine_gpu,
	machine_host, machine_podman, machine_docker;

/* For `make controls`: x86_64 in a virtual machine, one kernel each. */
extern const struct machine machine_amd64_bookworm, machine_amd64_trixie, machine_amd64_sid,
	machine_amd64_cloud, machine_amd64_no_vsyscall, machine_amd64_no_ia32;

/* All of them, ending with NULL. */
enum { MACHINES_MOST = 24 };
extern const struct machine *machines[MACHINES_MOST + 1];

/* One that its name alone says how to reach: podman:CONNECTION, docker:CONTEXT or
 * ssh:HOST; it lives as long as the program. NULL: it is no such name. */
const struct machine *machine_reached(const char *name);

/* Adds those that a list of patterns names to `machines`. */
void machines_reach(const char *patterns);

const struct machine *machine_by_name(const char *name);

/* Is its CPU made by a program? Then time says nothing, and memory is ordered as
 * the host orders it. */
bool machine_is_emulated(const struct machine *machine);

static inline long machine_page_size(const struct machine *machine)
{
	return machine->page_size ? machine->page_size : sysconf(_SC_PAGESIZE);
}

/* What runs in a machine of this Linux: set by the program before anything boots. */
extern int (*host_agent)(int in, int stream);

/* Can a translator be registered for a user namespace of its own (Linux 6.7), where the
 * machine is this Linux? False fills `why`. Asked of the kernel itself. */
bool host_registers(char *why, size_t size);

/* The rest of `host` after it was started again by unshare(1); never returns. */
_Noreturn void host_enter(int stream, const char *directory);

/* For the virtual ones (vm.c). */
#define VM_TOOL "qemu-system-aarch64"

pid_t vm_boot(const struct machine *machine, const struct boot *boot, int stream, char *why,
	      size_t size);
void vm_describe(const struct boot *boot, struct assignment *assignment);

/* What runs arm64 machines here, as "tcg" or "kvm". Those of x86_64 are for trying
 * CPUs that this one isn't, so always emulated. */
const char *vm_accelerator(void);

/* The model of a CPU, as qemu-system's -cpu takes it: what MACHINE_CPU names, for trying
 * another one, or the usual one of that architecture; with KVM the host's own. */
const char *vm_cpu(const char *architecture, bool kvm);

#endif
