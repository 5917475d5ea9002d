/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* QEMU user mode, from Debian's qemu-user: one static program. */
#include "backend.h"

#include <stdio.h>
#include <string.h>

static bool recognises(const struct identity *id, char *why, size_t size)
{
	/* target/i386/cpu.c names TCG in both places. */
	if (strcmp(id->hypervisor, "TCGTCGTCGTCG") == 0 &&
	    strncmp(id->brand, "QEMU TCG CPU", 12) == 0)
		return true;
	snprintf(why, size, "CPUID says hypervisor \"%s\", brand \"%s\", not QEMU's TCG",
		 id->hypervisor, id->brand);
	return false;
}

const struct backend backend_qemu = {
	.name = "qemu",
	.licence = "GPL-2.0-only",
	.architecture = "x86_64",
	.suites = (const char *const[]){ "bookworm", "bookworm-backports", "trixie", "sid",
					 NULL },
	.usual = "trixie",
	/* Debian's entry names this link: the ending makes QEMU expect argv[0] (P). */
	.interpreter = "/usr/libexec/qemu-binfmt/x86_64-binfmt-P",
	.binfmt_magic = "\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00"
			"\\x02\\x00\\x3e\\x00:"
			"\\xff\\xff\\xff\\xff\\xff\\xfe\\xfe\\xfc\\xff\\xff\\xff\\xff\\xff\\xff"
			"\\xff\\xff"
			"\\xfe\\xff\\xff\\xff",
	/* Debian's OPF and C, which Podman's machine image adds for set-user-ID
	 * programs (podman-machine-os, podman-image/build_common.sh). */
	.binfmt_flags = "OCPF",
	/* Of a dynamic build; Debian's has none. */
	.mounts = (const char *const[]){ "/usr/lib/ld-linux-aarch64.so.1",
					 "/usr/lib/aarch64-linux-gnu", NULL },
	.block_log_environment =
		(const char *const[]){ "QEMU_LOG=in_asm,out_asm,exec,nochain",
				       "QEMU_LOG_FILENAME=/report/blocks", NULL },
	/* linux-user/main.c: QEMU_FULL_VERSION, with the package's in parentheses. */
	.version_marks = (const struct version_mark[]){ { "(Debian ", "" },
							{ "qemu-x86_64 version ", "1:" },
							{ NULL, NULL } },
	.recorded = "1:7.2* 1:10.0.* 1:11.*",
	.own =
		&(const struct own_build){
			.variable = "QEMU",
			.what = "qemu-x86_64",
			.programs =
				(const struct own_program[]){
					{ { "qemu-x86_64", "qemu-x86_64-static" },
					  "/usr/libexec/qemu-binfmt/x86_64-binfmt-P" },
					{ { NULL }, NULL } },
		},
	.recognises = recognises,
};
