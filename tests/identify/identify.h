/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef IDENTIFY_H
#define IDENTIFY_H

/*
 * `conformance identify`: which translator runs amd64 programs here, by what
 * evidence, and what is wrong with the way they run. Exit status 0: they run and
 * nothing is wrong; 1: something is; 2: it could not look.
 */
int identify(int argc, char **argv);

#endif
