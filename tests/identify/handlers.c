/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "handlers.h"

#include <dirent.h>
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const program_kinds[PROGRAM_KINDS] = {
	[PROGRAM_AMD64] = "amd64 programs at a fixed address",
	[PROGRAM_AMD64_SHARED] = "position-independent amd64 programs",
	[PROGRAM_AMD64_GNU] = "amd64 programs marked GNU/Linux",
	[PROGRAM_AMD64_PADDING] = "amd64 programs with bytes in e_ident 8 to 15 (AppImages)",
	[PROGRAM_ARM64] = "arm64 programs at a fixed address",
	[PROGRAM_ARM64_SHARED] = "position-independent arm64 programs",
};

/* "7f45..." as bytes; how many, 0 if it isn't such a text. */
static size_t bytes_of(const char *text, unsigned char *to)
{
	size_t n = 0;

	for (; n < MAGIC_MOST && sscanf(text + 2 * n, "%2hhx", &to[n]) == 1; n++)
		continue;
	return n;
}

static bool take_line(const char *line, struct handler *h)
{
	char word[64] = "";
	char value[600] = "";

	if (sscanf(line, "%63s %599[^\n]", word, value) < 1)
		return false;
	if (strcmp(word, "enabled") == 0 || strcmp(word, "disabled") == 0)
		h->enabled = word[0] == 'e';
	else if (strcmp(word, "interpreter") == 0)
		snprintf(h->interpreter, sizeof(h->interpreter), "%.511s", value);
	else if (strcmp(word, "flags:") == 0)
		snprintf(h->flags, sizeof(h->flags), "%.15s", value);
	else if (strcmp(word, "offset") == 0)
		h->offset = strtoul(value, NULL, 10);
	else if (strcmp(word, "magic") == 0)
		h->size = bytes_of(value, h->magic);
	else if (strcmp(word, "mask") == 0)
		bytes_of(value, h->mask);
	return true;
}

bool handler_parse(const char *name, const char *text, struct handler *h)
{
	*h = (struct handler){ 0 };
	memset(h->mask, 0xff, sizeof(h->mask));
	snprintf(h->name, sizeof(h->name), "%.127s", name);
	while (*text) {
		char line[700];

		snprintf(line, sizeof(line), "%.*s", (int)strcspn(text, "\n"), text);
		take_line(line, h);
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return h->interpreter[0];
}

static bool slurp(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "re");

	text[0] = 0;
	if (!file)
		return false;
	text[fread(text, 1, size - 1, file)] = 0;
	fclose(file);
	return true;
}

void handlers_read(const char *directory, struct handlers *handlers)
{
	struct dirent **entries = NULL;
	int count = scandir(directory, &entries, NULL, alphasort);
	char path[800];
	char text[4096];

	*handlers = (struct handlers){ 0 };
	snprintf(path, sizeof(path), "%s/status", directory);
	handlers->mounted = slurp(path, text, sizeof(text));
	handlers->enabled = strncmp(text, "enabled", 7) == 0;
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		struct handler *next = &handlers->list[handlers->count];

		snprintf(path, sizeof(path), "%s/%s", directory, name);
		if (name[0] != '.' && strcmp(name, "status") != 0 &&
		    strcmp(name, "register") != 0 && handlers->count < HANDLERS_MOST &&
		    slurp(path, text, sizeof(text)) && handler_parse(name, text, next))
			handlers->count++;
		free(entries[i]);
	}
	free(entries);
}

static void header_of(enum program_kind kind, unsigned char header[HEADER_BYTES])
{
	const bool shared = kind == PROGRAM_AMD64_SHARED || kind == PROGRAM_ARM64_SHARED;
	const bool arm = kind == PROGRAM_ARM64 || kind == PROGRAM_ARM64_SHARED;

	memset(header, 0, HEADER_BYTES);
	memcpy(header, (const unsigned char[]){ ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3 }, SELFMAG);
	header[EI_CLASS] = ELFCLASS64;
	header[EI_DATA] = ELFDATA2LSB;
	header[EI_VERSION] = EV_CURRENT;
	header[EI_OSABI] = kind == PROGRAM_AMD64_GNU ? ELFOSABI_GNU : ELFOSABI_SYSV;
	if (kind == PROGRAM_AMD64_PADDING)
		memcpy(header + EI_ABIVERSION, (const unsigned char[]){ 'A', 'I', 2 }, 3);
	header[16] = shared ? ET_DYN : ET_EXEC;
	header[18] = arm ? EM_AARCH64 : EM_X86_64;
}

bool handler_takes(const struct handler *h, enum program_kind kind)
{
	unsigned char header[HEADER_BYTES];

	header_of(kind, header);
	/* What lies behind the header's first bytes is not known here. */
	if (!h->size || h->offset + h->size > HEADER_BYTES)
		return false;
	for (size_t i = 0; i < h->size; i++)
		if ((header[h->offset + i] ^ h->magic[i]) & h->mask[i])
			return false;
	return true;
}

bool handler_takes_amd64(const struct handler *h)
{
	return handler_takes(h, PROGRAM_AMD64) || handler_takes(h, PROGRAM_AMD64_SHARED);
}
