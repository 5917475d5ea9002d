/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The program inside the machine: takes an assignment, starts a container for each
 * check, or for several (share.h), some at once, and sends back what it observed
 * as it happens.
 *
 * Both directions are JSON lines over one stream.
 *   in:  assignment (assignment.h)
 *   out: hello   kernel, architecture, page_size, cpus, memory_mib,
 *                yardstick_us (yardstick.h)
 *        proof   binfmt, identity; ok, or why not; of what the machine itself has
 *                registered, `registered` with translator and version; if the assignment says
 *                "rehearse", the first check then runs once for nothing
 *        start   check                  a container is about to start
 *        done    a record (record.h)
 *        beat                           every second: the machine lives
 *        trouble why                    the session can't go on
 *        rehearsed                      a start or a record that counts for nothing
 *        overhead suite_ms, bare_ms     if the comparison was asked for: lists, one
 *                                       number a round
 *        end                            all checks are done
 */
#ifndef AGENT_H
#define AGENT_H

/* Serves one assignment, which comes by `in`, and answers on `stream`, which may be the
 * same; 0 when all is done, 1 after trouble. */
int agent_serve(int in, int stream);

/* The same as the first process of the suite's own image, whose container is there for
 * nothing else: on standard input and output. */
int image_serve(void);

/* What the first process of a virtual machine does: mounts everything and
 * returns the stream to the runner, or never returns. */
int vm_init(void);

#endif
