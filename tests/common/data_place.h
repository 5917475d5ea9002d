/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef DATA_PLACE_H
#define DATA_PLACE_H

/* Where a file of the project lies, as "tests/expect": here, in a clone of it, or else in
 * share/x86-conformance beside the bin/ that this program was installed in. The text lives
 * until the program ends. */
const char *data_place(const char *name);

#endif
