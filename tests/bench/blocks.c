/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "blocks.h"

#include "bench.h"
#include "container.h"

#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One translation, by the guest's address. */
struct block {
	unsigned long address; /* first: what the tree compares */
	struct hot_block hot;  /* but for its share */
};

struct log {
	void *tree;
	struct block *current; /* that the lines speak of */
	bool out;	       /* of its arm64 instructions */
	double all;
	const struct hot_block *hottest;
};

static int by_address(const void *a, const void *b)
{
	unsigned long x = *(const unsigned long *)a;
	unsigned long y = *(const unsigned long *)b;

	return (x > y) - (x < y);
}

static struct block *block_at(struct log *log, unsigned long address, bool make)
{
	struct block **found = tfind(&address, &log->tree, by_address);

	if (found || !make)
		return found ? *found : NULL;
	struct block *block = calloc(1, sizeof(*block));

	if (!block)
		return NULL;
	block->address = address;
	tsearch(block, &log->tree, by_address);
	return block;
}

/* "0x0000555555555190:  48 89 f8   movq %rdi, %rax": what follows the address. */
static const char *instruction(const char *line, unsigned long *address)
{
	char *end;

	if (strncmp(line, "0x", 2) != 0)
		return NULL;
	*address = strtoul(line, &end, 16);
	return *end == ':' ? end + 1 + strspn(end + 1, " ") : NULL;
}

/* The mnemonic and operands behind the bytes. */
static const char *disassembly(const char *text)
{
	for (;;) {
		size_t digits = strspn(text, "0123456789abcdef");

		if (digits != 2 || text[2] != ' ')
			return text;
		text += 3;
		text += strspn(text, " ");
	}
}

static void take_guest_line(struct log *log, const char *symbol, const char *line)
{
	unsigned long address;
	const char *text = instruction(line, &address);

	if (!text)
		return;
	if (!log->current) {
		log->current = block_at(log, address, true);
		if (!log->current)
			return;
		/* Translated again, it may have become something else. */
		log->current->hot.x86_64 = log->current->hot.arm64 = 0;
		log->current->hot.listing[0] = 0;
		snprintf(log->current->hot.symbol, sizeof(log->current->hot.symbol), "%.60s",
			 symbol);
	}
	struct hot_block *b = &log->current->hot;
	size_t used = strlen(b->listing);

	snprintf(b->listing + used, sizeof(b->listing) - used, "%s%.*s", used ? "; " : "",
		 (int)strcspn(disassembly(text), "\n"), disassembly(text));
	b->x86_64++;
}

/* "Trace 0: 0x7f... [cs_base/pc/flags/cflags] symbol" */
static void take_execution(struct log *log, const char *line)
{
	const char *pc = strchr(line, '/');
	struct block *b = pc ? block_at(log, strtoul(pc + 1, NULL, 16), false) : NULL;

	if (b)
		b->hot.executed++;
}

static double cost_of(const struct hot_block *b)
{
	return (double)b->executed * b->arm64;
}

static void add_up(const void *node, VISIT visit, void *closure)
{
	struct log *log = closure;
	const struct hot_block *b = &(*(struct block *const *)node)->hot;

	if (visit != postorder && visit != leaf)
		return;
	log->all += cost_of(b);
	if (!log->hottest || cost_of(b) > cost_of(log->hottest))
		log->hottest = b;
}

bool hot_block_read(const char *path, struct hot_block *block)
{
	struct log log = { 0 };
	FILE *file = fopen(path, "re");
	char *line = NULL;
	char symbol[64] = "";
	size_t room = 0;
	unsigned long address;
	bool in = false;

	*block = (struct hot_block){ 0 };
	while (file && getline(&line, &room, file) > 0) {
		if (strncmp(line, "Trace ", 6) == 0) {
			take_execution(&log, line);
		} else if (strncmp(line, "IN:", 3) == 0) {
			in = true;
			log.out = false;
			log.current = NULL;
			const char *name = line + 3 + strspn(line + 3, " ");

			snprintf(symbol, sizeof(symbol), "%.*s", (int)strcspn(name, " \n"),
				 name);
		} else if (strncmp(line, "OUT:", 4) == 0) {
			in = false;
			log.out = log.current;
		} else if (strncmp(line, "  data:", 7) == 0 || line[0] == '\n') {
			in = log.out = false;
		} else if (in) {
			take_guest_line(&log, symbol, line);
		} else if (log.out && instruction(line, &address)) {
			log.current->hot.arm64++;
		}
	}
	free(line);
	if (file)
		fclose(file);
	twalk_r(log.tree, add_up, &log);
	if (log.hottest && log.all > 0) {
		*block = *log.hottest;
		block->share = cost_of(block) / log.all;
	}
	tdestroy(log.tree, free);
	return block->executed;
}

void blocks_drive(struct container *c)
{
	const struct kernel *kernel = c->launch.check.test->data;
	const char *const *more = c->launch.assignment->backend->block_log_environment;
	char guest[128];
	char rounds[32];
	char path[400];
	struct hot_block block;

	if (!more)
		return;
	for (; *more; more++)
		container_set_environment(c, *more);
	/* NAME_blocks is about NAME. */
	snprintf(guest, sizeof(guest), "%.*s", (int)(strlen(c->guest_path) - strlen("_blocks")),
		 c->guest_path);
	/* Enough to outweigh the start, few enough for a log of every block. */
	snprintf(rounds, sizeof(rounds), "%lu",
		 kernel->few + (kernel->many - kernel->few) / 20);
	container_start(c, (const char *const[]){ guest, rounds, NULL });
	container_wait(c);
	snprintf(path, sizeof(path), "%s/report/blocks", c->launch.directory);
	if (hot_block_read(path, &block))
		snprintf(c->record->notes, sizeof(c->record->notes), "hot=%s,%.4f,%lu,%u,%u,%s",
			 block.symbol[0] ? block.symbol : "?", block.share, block.executed,
			 block.x86_64, block.arm64, block.listing);
}

bool is_blocks(const struct conformance_case *test)
{
	return test->drive == blocks_drive;
}
