/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "file_text.h"

#include <errno.h>
#include <lzma.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 1 << 16, MIB = 1 << 20, MOST_MIB = 1024, DECODER_MIB = 256 };

static const char xz_magic[] = "\xfd"
			       "7zXZ";

static bool make_room(char **text, size_t *room)
{
	const size_t more = *room ? 2 * *room : FIRST_ROOM;
	char *larger = more > (size_t)MOST_MIB * MIB ? NULL : realloc(*text, more);

	if (!larger)
		return false;
	*text = larger;
	*room = more;
	return true;
}

static char *read_all(FILE *file, size_t *length)
{
	char *text = NULL;
	size_t room = 0;
	size_t n;

	*length = 0;
	do {
		if (*length + 1 >= room && !make_room(&text, &room)) {
			errno = EFBIG;
			free(text);
			return NULL;
		}
		n = fread(text + *length, 1, room - *length - 1, file);
		*length += n;
	} while (n);
	if (ferror(file)) {
		free(text);
		return NULL;
	}
	text[*length] = 0;
	return text;
}

/* NULL: it is damaged, or larger than anything that a run leaves. */
static char *unpack(const char *packed, size_t packed_length, size_t *length)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_ret status = lzma_stream_decoder(&stream, (uint64_t)DECODER_MIB * MIB, 0);
	char *text = NULL;
	size_t room = 0;

	stream.next_in = (const uint8_t *)packed;
	stream.avail_in = packed_length;
	*length = 0;
	while (status == LZMA_OK) {
		if (*length + 1 >= room && !make_room(&text, &room))
			break;
		stream.next_out = (uint8_t *)text + *length;
		stream.avail_out = room - *length - 1;
		status = lzma_code(&stream, LZMA_FINISH);
		*length = room - 1 - stream.avail_out;
	}
	lzma_end(&stream);
	if (status != LZMA_STREAM_END || !text) {
		free(text);
		return NULL;
	}
	text[*length] = 0;
	return text;
}

char *file_text(const char *path, size_t *length, char *why, size_t size)
{
	FILE *file = fopen(path, "re");
	char *text = file ? read_all(file, length) : NULL;

	if (!text)
		snprintf(why, size, "cannot read %s: %s", path, strerror(errno));
	if (file)
		fclose(file);
	if (!text || *length < sizeof(xz_magic) - 1 ||
	    memcmp(text, xz_magic, sizeof(xz_magic) - 1) != 0)
		return text;

	char *unpacked = unpack(text, *length, length);

	free(text);
	if (!unpacked)
		snprintf(why, size, "%s is damaged: xz can't unpack it", path);
	return unpacked;
}
