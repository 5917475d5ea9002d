/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The picture that both programs draw: a triangle, upper left, a colour in each corner. */
#ifndef PICTURE_H
#define PICTURE_H

#include <stdint.h>

enum { PICTURE_SIDE = 64, PICTURE_BYTES = PICTURE_SIDE * PICTURE_SIDE * 4 };

/* Keeps it as a PNG file. `rows` are of RGBA, the first one at the top. */
void picture_write(const char *file, const uint8_t *rows);

/* The first pixel that isn't as it should be: false fills `why`. */
int picture_is_right(const uint8_t *rows, char *why, int size);

#endif
