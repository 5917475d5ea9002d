/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef SPOT_CHECK_H
#define SPOT_CHECK_H

/*
 * `conformance spot-check`: draws checks from the reference run, runs them here, and says
 * how many agree. Exit status 0: all do, as far as they ran; 1: some don't; 2: it could
 * not run.
 */
int spot_check_command(int argc, char **argv);

#endif
