/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The probes behind needs.h: each asks this kernel for one thing. What may end the
 * program that asks is tried in a child.
 */
#ifndef NEEDS_PROBES_H
#define NEEDS_PROBES_H

#include <stdbool.h>

/* Does the child that tries it end well? It is as unprivileged as a container's
 * programs are, and a signal is no good end. */
bool ends_well(void (*try)(void));

/* In such a child: it ends badly where this doesn't hold. */
void require(bool condition);

/* needs_x86.c: what only x86 kernels lack; true elsewhere */
bool have_ia32(void);
bool have_code32(void);
bool have_vdso(void);
bool have_split_locks(void);

/* needs_processes.c: of processes, their calls and rights */
bool have_clone3(void);
bool have_pidfd(void);
bool have_tracing(void);
bool have_other_memory(void);
bool have_linux32(void);
bool have_no_random(void);
bool have_unknown_calls(void);
bool have_execve_5_18(void);
bool have_new_privileges(void);
bool have_user_namespaces(void);
bool have_seccomp_filter(void);
bool have_seccomp_strict(void);
bool have_own_binfmt_misc(void);

/* needs_memory.c: of memory, the calls of locks, and limits */
bool have_membarrier(void);
bool have_rseq(void);
bool have_futex_pi(void);
bool have_futex_waitv(void);
bool have_writable_code(void);
bool have_forced_writes(void);
bool have_large_files(void);
bool have_address_space(void);
bool have_large_stack(void);
bool have_locked_memory(void);
bool have_addresses_47(void);
bool have_mdwe(void);
bool have_userfaultfd(void);

/* needs_files.c: of what has a descriptor or a name */
bool have_system_v_ipc(void);
bool have_posix_queues(void);
bool have_pipe_room(void);
bool have_memfd_exec(void);
bool have_close_range(void);
bool have_user_xattr(void);
bool have_io_uring(void);
bool have_aio(void);
bool have_inotify(void);
bool have_fanotify(void);
bool have_keys(void);
bool have_packet_sockets(void);

#endif
