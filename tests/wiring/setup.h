/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef SETUP_H
#define SETUP_H

/*
 * `conformance setup`: what an ARM64 Linux needs so that amd64 containers run on a
 * translator; prints it, writes it, or takes it away. Exit status 0: done; 2: it could
 * not, and nothing was changed.
 */
int setup_command(int argc, char **argv);

#endif
