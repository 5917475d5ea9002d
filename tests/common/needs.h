/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What a kernel may be built or booted without, asked of the machine's kernel by
 * native code outside any container: a check whose case needs it is skipped there,
 * and no translator is blamed. What only x86 kernels have or lack is asked of
 * none but those: a translator is judged by the rule alone.
 */
#ifndef NEEDS_H
#define NEEDS_H

/* Sets for .needs of a case. */
enum {
	/* 32-bit x86 system calls and programs (CONFIG_IA32_EMULATION, and not booted
	 * with ia32_emulation=0) */
	NEEDS_IA32 = 1 << 0,
	/* A 32-bit code segment, selector 0x23, in the GDT: since Linux 6.7 it goes
	 * with the former (arch/x86/kernel/cpu/common.c). */
	NEEDS_CODE32 = 1 << 1,
	/* What no kernel has: for the self-tests. */
	NEEDS_UNHEARD_OF = 1 << 2,
	/* fanotify (CONFIG_FANOTIFY) */
	NEEDS_FANOTIFY = 1 << 3,
	/* Keys and keyrings (CONFIG_KEYS) */
	NEEDS_KEYS = 1 << 4,
	/* Packet sockets (CONFIG_PACKET) */
	NEEDS_PACKET_SOCKETS = 1 << 5,
};

/* What this kernel lacks of these: one sentence for the record, or NULL. Asks
 * each thing once; from one thread only. */
const char *needs_unmet(unsigned needs);

#endif
