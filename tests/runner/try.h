/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef TRY_H
#define TRY_H

/*
 * `conformance try -m MACHINE -b BACKEND -- PROGRAM [ARGUMENT...]`: runs a program of
 * the user's own in a container of each such machine under each such backend, which
 * has been proved to be what runs. Shows its output and how it ended; the exit
 * status of the program, or 2 if it could not be run.
 */
int try_program(int argc, char **argv);

#endif
