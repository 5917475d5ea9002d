/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "events.h"

#include "page.h"

#include <inttypes.h>
#include <string.h>

void capture_begin(struct capture *c, uint64_t page)
{
	memset(c, 0, sizeof(*c));
	c->cells = page + CELL_FIRST;
	c->cells_end = c->cells + (uint64_t)CELLS * CELL_BYTES;
}

static uint64_t register_value(const struct user_pt_regs *r, int number)
{
	if (number < 0 || number >= REGISTER_V)
		return 0;
	return number == REGISTER_SP ? r->sp : r->regs[number];
}

uint64_t effective_address(const struct instruction *i, const struct user_pt_regs *r)
{
	uint64_t index = register_value(r, i->index);

	if (i->literal)
		return r->pc + (uint64_t)i->offset;
	if (i->extend == EXTEND_UXTW)
		index = (uint32_t)index;
	else if (i->extend == EXTEND_SXTW)
		index = (uint64_t)(int64_t)(int32_t)index;
	return register_value(r, i->base) + (uint64_t)i->offset + (index << i->shift);
}

bool capture_is_cell(const struct capture *c, uint64_t address, unsigned size)
{
	return address < c->cells_end && address + size > c->cells;
}

/* Dependencies ---------------------------------------------------------------- */

static uint64_t loads_of(const struct capture *c, uint64_t registers)
{
	uint64_t loads = 0;

	for (int i = 0; i < 64; i++)
		if (registers >> i & 1)
			loads |= c->of_register[i];
	return loads;
}

static void set_registers(struct capture *c, uint64_t registers, uint64_t loads)
{
	for (int i = 0; i < 64; i++)
		if (registers >> i & 1)
			c->of_register[i] = loads;
}

/* Memory of nobody else hands a dependency on (the Arm ARM's "dependency through
 * memory"), so what is spilled and read again keeps its loads. */
static uint64_t shadow_get(const struct capture *c, uint64_t address, unsigned size)
{
	uint64_t loads = 0;

	for (size_t i = 0; i < c->shadow_count; i++)
		if (c->shadows[i].address < address + size &&
		    c->shadows[i].address + 8 > address)
			loads |= c->shadows[i].loads;
	return loads;
}

static void shadow_set(struct capture *c, uint64_t address, unsigned size, uint64_t loads)
{
	for (uint64_t a = address & ~UINT64_C(7); a < address + size; a += 8) {
		size_t i = 0;

		while (i < c->shadow_count && c->shadows[i].address != a)
			i++;
		if (i == c->shadow_count) {
			if (!loads || i == SHADOWS)
				continue;
			c->shadows[c->shadow_count++].address = a;
		}
		c->shadows[i].loads = loads;
	}
}

static uint64_t data_registers(const struct instruction *i)
{
	uint64_t mask = 0;

	for (int k = 0; k < 4; k++)
		mask |= register_mask(i->data[k]);
	return mask;
}

/* Events ----------------------------------------------------------------------- */

static struct event *add(struct capture *c, const struct instruction *i, uint32_t word)
{
	if (c->count == EVENTS_MOST) {
		c->trouble = "more accesses and barriers than the tracer takes";
		return NULL;
	}
	struct event *e = &c->events[c->count++];

	*e = (struct event){ .instruction = *i, .word = word, .load = -1 };
	return e;
}

static bool reads_memory(enum instruction_kind kind)
{
	return kind == I_LOAD || kind == I_LOAD_EXCLUSIVE || kind == I_RMW || kind == I_SWAP ||
	       kind == I_COMPARE;
}

static void trouble(struct capture *c, const char *what, const struct instruction *i,
		    uint32_t word)
{
	if (c->trouble)
		return;
	c->trouble = what;
	snprintf(c->trouble_name, sizeof(c->trouble_name), "%s 0x%08" PRIx32, i->name, word);
}

/* What touches memory in a way that isn't decoded: any register may point to it. */
static void note_opaque(struct capture *c, const struct instruction *i, uint32_t word,
			const struct user_pt_regs *r)
{
	const int named[3] = { (int)bits(word, 4, 0), (int)bits(word, 9, 5),
			       (int)bits(word, 20, 16) };

	for (int k = 0; k < 3; k++)
		if (capture_is_cell(c, register_value(r, named[k]), 64))
			trouble(c, "touches a cell and isn't decoded", i, word);
}

static void note_access(struct capture *c, const struct instruction *i, uint32_t word,
			const struct user_pt_regs *r, uint64_t memory)
{
	const uint64_t address = effective_address(i, r);
	const unsigned size = i->size * i->count;
	const bool is_cell = capture_is_cell(c, address, size);
	const bool orders = i->acquire || i->acquire_pc || i->release;
	const uint64_t data_of = loads_of(c, data_registers(i) | register_mask(i->operand));
	const uint64_t address_of = loads_of(c, i->address_reads);
	const uint64_t before =
		reads_memory(i->kind) && !is_cell ? shadow_get(c, address, size) : 0;
	struct event *e = is_cell || orders ? add(c, i, word) : NULL;

	c->accesses += is_cell;
	if (e) {
		e->address = address;
		e->is_of_cell = is_cell;
		e->address_of = address_of;
		e->data_of = i->kind == I_LOAD || i->kind == I_LOAD_EXCLUSIVE ? 0 : data_of;
		e->value = register_value(
			r, i->kind == I_RMW || i->kind == I_SWAP ? i->operand : i->data[0]);
		e->expected = register_value(r, i->operand);
		if (i->kind == I_COMPARE) {
			const uint64_t kept =
				i->size >= 8 ? UINT64_MAX : (UINT64_C(1) << 8 * i->size) - 1;

			e->failed = (memory & kept) != (e->expected & kept);
		}
	}
	if (reads_memory(i->kind)) {
		uint64_t loads = before;

		if (is_cell) {
			if (c->loads == LOADS_MOST) {
				trouble(c, "more loads than the tracer takes", i, word);
				return;
			}
			if (e)
				e->load = c->loads;
			loads |= UINT64_C(1) << c->loads++;
		}
		set_registers(c, i->writes & ~i->address_reads, loads);
		/* A base that takes the value itself. */
		set_registers(c, i->kind == I_COMPARE ? 0 : data_registers(i) & i->writes,
			      loads);
	}
	if (!is_cell && i->kind != I_LOAD && i->kind != I_LOAD_EXCLUSIVE)
		shadow_set(c, address, size, data_of);
	set_registers(c, register_mask(i->status), 0);
}

void capture_note(struct capture *c, const struct instruction *i, uint32_t word,
		  const struct user_pt_regs *r, uint64_t memory)
{
	const uint64_t loads = loads_of(c, i->reads) | (i->reads_flags ? c->of_flags : 0);
	struct event *e;

	switch (i->kind) {
	case I_LOAD:
	case I_STORE:
	case I_LOAD_EXCLUSIVE:
	case I_STORE_EXCLUSIVE:
	case I_RMW:
	case I_SWAP:
	case I_COMPARE:
		note_access(c, i, word, r, memory);
		return;
	case I_BARRIER:
	case I_CALL:
		add(c, i, word);
		return;
	case I_BRANCH:
		e = loads ? add(c, i, word) : NULL;
		if (e)
			e->data_of = loads;
		set_registers(c, i->writes, 0);
		return;
	case I_MEMORY:
		note_opaque(c, i, word, r);
		set_registers(c, i->writes, 0);
		return;
	case I_UNKNOWN:
		trouble(c, "isn't decoded", i, word);
		return;
	case I_OTHER:
		set_registers(c, i->writes, loads);
		if (i->writes_flags)
			c->of_flags = loads;
		return;
	}
}

/* JSON --------------------------------------------------------------------------- */

static const char *const kinds[] = {
	[I_LOAD] = "load",
	[I_STORE] = "store",
	[I_LOAD_EXCLUSIVE] = "loadx",
	[I_STORE_EXCLUSIVE] = "storex",
	[I_RMW] = "rmw",
	[I_SWAP] = "swap",
	[I_COMPARE] = "cas",
	[I_BARRIER] = "barrier",
	[I_BRANCH] = "branch",
	[I_CALL] = "call",
};

static void write_event(const struct capture *c, const struct event *e, FILE *to)
{
	const struct instruction *i = &e->instruction;

	fprintf(to, "{\"kind\":\"%s\",\"name\":\"%s\",\"word\":\"%08" PRIx32 "\"",
		kinds[i->kind], i->name, e->word);
	if (i->size) {
		const uint64_t from_cells = e->address - c->cells;

		if (e->is_of_cell)
			fprintf(to, ",\"cell\":%d,\"offset\":%d",
				(int)(from_cells / CELL_BYTES),
				(int)(from_cells % CELL_BYTES) - CELL_MIDDLE);
		else
			fprintf(to, ",\"private\":\"%" PRIx64 "\"", e->address);
		fprintf(to, ",\"bytes\":%u,\"parts\":%u", i->size * i->count, i->count);
		fprintf(to, ",\"order\":\"%s%s%s\"", i->acquire ? "a" : "",
			i->acquire_pc ? "q" : "", i->release ? "l" : "");
		if (e->load >= 0)
			fprintf(to, ",\"load\":%d", e->load);
		if (e->address_of)
			fprintf(to, ",\"address\":\"%" PRIx64 "\"", e->address_of);
	}
	if (e->data_of)
		fprintf(to, ",\"data\":\"%" PRIx64 "\"", e->data_of);
	if (i->kind == I_COMPARE)
		fprintf(to, ",\"failed\":%s", e->failed ? "true" : "false");
	if ((i->kind == I_RMW || i->kind == I_SWAP) && i->data[0] == NO_REGISTER)
		fprintf(to, ",\"discards\":true");
	fputc('}', to);
}

void capture_write(const struct capture *c, const char *body, const char *mode, FILE *to)
{
	fprintf(to, "{\"body\":\"%s\",\"mode\":\"%s\",\"steps\":%lu,\"accesses\":%lu", body,
		mode, c->steps, c->accesses);
	if (c->trouble)
		fprintf(to, ",\"trouble\":\"%s%s%s\"", c->trouble_name,
			c->trouble_name[0] ? " " : "", c->trouble);
	fprintf(to, ",\"events\":[");
	for (size_t i = 0; i < c->count; i++) {
		if (i)
			fputc(',', to);
		write_event(c, &c->events[i], to);
	}
	fprintf(to, "]}\n");
}
