/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "picture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOLERANCE = 2 };

/* Pixels are looked at in their middle. On the diagonal itself either is right. */
int picture_is_right(const uint8_t *rows, char *why, int size)
{
	for (int y = 0; y < PICTURE_SIDE; y++)
		for (int x = 0; x < PICTURE_SIDE; x++) {
			const uint8_t *p = rows + 4 * ((size_t)y * PICTURE_SIDE + x);
			const int at = x + y + 1;
			const int green = (2 * x + 1) * 255 / (2 * PICTURE_SIDE);
			const int blue = (2 * y + 1) * 255 / (2 * PICTURE_SIDE);
			const int wanted[3] = { 255 - green - blue, green, blue };

			if (at == PICTURE_SIDE)
				continue;
			for (int c = 0; c < 3; c++) {
				const int right = at < PICTURE_SIDE ? wanted[c] : 0;

				if (abs(p[c] - right) <= TOLERANCE)
					continue;
				snprintf(why, (size_t)size,
					 "pixel %d,%d: %d %d %d, wanted %d as number %d", x, y,
					 p[0], p[1], p[2], right, c + 1);
				return 0;
			}
		}
	return 1;
}

static uint32_t crc(uint32_t value, const uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		value ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			value = value >> 1 ^ (value & 1 ? 0xedb88320U : 0);
	}
	return value;
}

static void put32(uint8_t *at, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> (24 - 8 * i));
}

static void chunk(FILE *out, const char *type, const uint8_t *data, size_t size)
{
	uint8_t head[8];
	uint8_t tail[4];

	put32(head, (uint32_t)size);
	memcpy(head + 4, type, 4);
	put32(tail, ~crc(crc(~0U, head + 4, 4), data, size));
	fwrite(head, sizeof(head), 1, out);
	fwrite(data, 1, size, out);
	fwrite(tail, sizeof(tail), 1, out);
}

/* Stored, not compressed: one block of deflate. */
void picture_write(const char *file, const uint8_t *rows)
{
	enum { ROW = 1 + 4 * PICTURE_SIDE, RAW = ROW * PICTURE_SIDE };
	static uint8_t data[2 + 5 + RAW + 4] = { 0x78,
						 1,
						 1,
						 RAW & 255,
						 RAW >> 8,
						 ~(unsigned)RAW & 255,
						 (~(unsigned)RAW >> 8) & 255 };
	uint8_t header[13] = { 0 };
	uint32_t a = 1;
	uint32_t b = 0;
	FILE *out = fopen(file, "wb");

	for (int y = 0; y < PICTURE_SIDE; y++)
		memcpy(data + 7 + (size_t)y * ROW + 1, rows + (size_t)y * 4 * PICTURE_SIDE,
		       ROW - 1);
	for (int i = 0; i < RAW; i++) {
		a = (a + data[7 + i]) % 65521;
		b = (b + a) % 65521;
	}
	put32(data + 7 + RAW, b << 16 | a);
	put32(header, PICTURE_SIDE);
	put32(header + 4, PICTURE_SIDE);
	header[8] = 8; /* bits */
	header[9] = 6; /* RGBA */
	if (!out)
		return;
	fwrite("\x89PNG\r\n\x1a\n", 8, 1, out);
	chunk(out, "IHDR", header, sizeof(header));
	chunk(out, "IDAT", data, sizeof(data));
	chunk(out, "IEND", header, 0);
	fclose(out);
}
