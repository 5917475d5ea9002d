/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The runner's half inside the machine: takes a plan, starts a container for
 * each check, or for several (share.h), several at once, and sends back what it observed as it
 * happens.
 *
 * Both directions are JSON lines over one stream.
 *   in:  plan    machine, backend, jobs, patience, cgroups, share, checks[], and the
 *                directories image, backend_root, guests, scratch
 *   out: hello   kernel, page_size, cpus, memory_mib; the first container follows
 *        proof   binfmt, identity; ok, or why not; if the plan says
 *                "rehearse", the first check then runs once for nothing
 *        start   check                  a container is about to start
 *        done    a record (record.h)
 *        beat                           every second: the machine lives
 *        trouble why                    the session can't go on
 *        rehearsed                      a start or a record that counts for nothing
 *        overhead suite_ms, bare_ms     if the plan asks for the comparison: lists,
 *                                       one number a round
 *        end                            all checks are done
 */
#ifndef AGENT_H
#define AGENT_H

/* Serves one plan on the stream; 0 when all is done, 1 after trouble. */
int agent_serve(int stream);

#endif
