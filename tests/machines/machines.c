/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "machine.h"

#include "patterns.h"

#include <string.h>

/* libkrun's own guest kernel, as Debian's libkrunfw5 carries it: 4 KiB pages,
 * drivers built in, no initramfs. */
const struct machine machine_krun = {
	.name = "krun",
	.architecture = "aarch64",
	.engines = CRUN | PODMAN,
	.tool = VM_TOOL,
	.virtual = true,
	.root = "machine",
	.kernel = "krun",
	.page_size = 4096,
	.boot = vm_boot,
	.describe = vm_describe,
};

/* A second kernel with pages of 4 KiB tells little that krun doesn't. */
const struct machine machine_debian_4k = {
	.name = "debian-4k",
	.named_only = true,
	.architecture = "aarch64",
	.engines = CRUN | PODMAN,
	.tool = VM_TOOL,
	.virtual = true,
	.root = "machine",
	.kernel = "debian-4k",
	.page_size = 4096,
	.initramfs = true,
	.boot = vm_boot,
	.describe = vm_describe,
};

/* 16 KiB pages, as Asahi Linux has on the bare metal. */
const struct machine machine_debian_16k = {
	.name = "debian-16k",
	.architecture = "aarch64",
	.engines = CRUN | PODMAN,
	.tool = VM_TOOL,
	.virtual = true,
	.root = "machine",
	.kernel = "debian-16k",
	.page_size = 16384,
	.initramfs = true,
	.boot = vm_boot,
	.describe = vm_describe,
};

/* A GPU that renders: Venus and virgl. QEMU offers Venus' memory over PCI only, for
 * which libkrun's kernel has no driver. */
const struct machine machine_gpu = {
	.name = "gpu",
	.named_only = true,
	.architecture = "aarch64",
	.engines = CRUN | PODMAN,
	.tool = "bwrap",
	.virtual = true,
	.root = "machine",
	.kernel = "debian-4k",
	.emulator = "gpu-host",
	.page_size = 4096,
	.initramfs = true,
	.boot = vm_boot,
	.describe = vm_describe,
};

/* Debian's kernels, and one of them without what a site may switch off. */
#define AMD64(name_, kernel_, arguments_)                                                      \
	{                                                                                      \
		.name = (name_), .named_only = true, .architecture = "x86_64",                 \
		.engines = CRUN, .tool = "qemu-system-x86_64", .virtual = true,                \
		.kernel = (kernel_), .root = "machine-amd64", .arguments = (arguments_),       \
		.page_size = 4096, .initramfs = true, .boot = vm_boot,                         \
		.describe = vm_describe,                                                       \
	}
const struct machine machine_amd64_bookworm = AMD64("amd64-bookworm", "amd64-bookworm", NULL);
const struct machine machine_amd64_trixie = AMD64("amd64-trixie", "amd64-trixie", NULL);
const struct machine machine_amd64_sid = AMD64("amd64-sid", "amd64-sid", NULL);
const struct machine machine_amd64_cloud = AMD64("amd64-cloud", "amd64-cloud", NULL);
const struct machine machine_amd64_no_vsyscall =
	AMD64("amd64-no-vsyscall", "amd64-trixie", "vsyscall=none");
const struct machine machine_amd64_no_ia32 =
	AMD64("amd64-no-ia32", "amd64-trixie", "ia32_emulation=0");

const struct machine *machines[MACHINES_MOST + 1] = {
	&machine_krun,		&machine_debian_4k,	 &machine_debian_16k,
	&machine_gpu,		&machine_host,		 &machine_podman,
	&machine_docker,	&machine_amd64_bookworm, &machine_amd64_trixie,
	&machine_amd64_sid,	&machine_amd64_cloud,	 &machine_amd64_no_vsyscall,
	&machine_amd64_no_ia32,
};

void machines_reach(const char *patterns)
{
	char name[PATTERN_SIZE];
	size_t n = 0;

	while (machines[n])
		n++;
	while (patterns && n < MACHINES_MOST && patterns_next(&patterns, name)) {
		const struct machine *machine =
			machine_by_name(name) ? NULL : machine_reached(name);

		if (machine)
			machines[n++] = machine;
	}
}

bool machine_is_emulated(const struct machine *machine)
{
	return machine->virtual && (strcmp(machine->architecture, "aarch64") != 0 ||
				    strcmp(vm_accelerator(), "tcg") == 0);
}

const struct machine *machine_by_name(const char *name)
{
	for (size_t i = 0; machines[i]; i++)
		if (strcmp(machines[i]->name, name) == 0)
			return machines[i];
	return NULL;
}
