/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * A capture as a thread of herd7's AArch64. What counts of an access is what it
 * does to one byte of each cell; other bytes are locations of their own. Registers
 * are W registers whatever the size, and addresses are in registers of their own,
 * with a false dependency where there was a dependency.
 */
#include "litmus.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REGISTERS = 28, DONE = 28, ADDRESSES_MOST = 12, LOADS_MOST = 64, NO_REGISTER = -1 };

struct thread {
	struct litmus_writer *w;
	int number;
	const struct capture *capture;
	int registers; /* used so far */
	struct {
		char location[24];
		int reg;
	} addresses[ADDRESSES_MOST];
	int address_count;
	int of_load[LOADS_MOST]; /* in which register its value is */
	int last[3];		 /* of a cell: what was loaded last of the byte */
	int labels, privates;
	bool may_fail; /* has a store exclusive */
};

static void give_up(struct thread *t, const char *what, const char *name)
{
	struct litmus *l = t->w->litmus;

	if (!l->why[0])
		snprintf(l->why, sizeof(l->why), "%s%s%s", name, *name ? " " : "", what);
}

static int new_register(struct thread *t)
{
	if (t->registers == REGISTERS) {
		give_up(t, "more registers than there are", "");
		return 0;
	}
	return t->registers++;
}

static int constant(struct thread *t, int value)
{
	const int reg = new_register(t);

	litmus_init(t->w, "%d:X%d=%d; ", t->number, reg, value);
	return reg;
}

static int address_register(struct thread *t, const char *location)
{
	for (int i = 0; i < t->address_count; i++)
		if (strcmp(t->addresses[i].location, location) == 0)
			return t->addresses[i].reg;
	if (t->address_count == ADDRESSES_MOST) {
		give_up(t, "more locations than are kept", "");
		return 0;
	}
	const int reg = new_register(t);

	snprintf(t->addresses[t->address_count].location, sizeof(t->addresses[0].location),
		 "%s", location);
	t->addresses[t->address_count++].reg = reg;
	litmus_init(t->w, "%d:X%d=%s; ", t->number, reg, location);
	return reg;
}

/* Zero, from all these loads' values; NO_REGISTER: they are none. */
static int zero_of(struct thread *t, uint64_t loads)
{
	int zero = NO_REGISTER;

	for (int i = 0; i < LOADS_MOST; i++) {
		if (!(loads >> i & 1) || t->of_load[i] == NO_REGISTER)
			continue;
		const int reg = new_register(t);

		litmus_row(t->w, t->number, "EOR W%d,W%d,W%d", reg, t->of_load[i],
			   t->of_load[i]);
		if (zero != NO_REGISTER)
			litmus_row(t->w, t->number, "ADD W%d,W%d,W%d", reg, reg, zero);
		zero = reg;
	}
	return zero;
}

static int with_dependency(struct thread *t, int reg, uint64_t loads, char width)
{
	const int zero = zero_of(t, loads);

	if (zero == NO_REGISTER)
		return reg;
	const int sum = new_register(t);

	litmus_row(t->w, t->number, "ADD %c%d,%c%d,%c%d", width, sum, width, reg, width, zero);
	return sum;
}

static const struct operation *operation_of(const struct thread *t, int cell)
{
	return cell == 2 ? t->capture->shape.between : t->capture->shape.access[cell];
}

/* Of this part of an access: the location, and whether it has the byte that counts. */
static bool find_location(struct thread *t, const struct seen *s, int offset, int bytes,
			  char *to, size_t size)
{
	const struct family *f = t->w->test->family;

	const struct operation *o = operation_of(t, s->cell);
	const int byte = o->offset + (t->w->test->last_byte && o->bytes ? o->bytes - 1 : 0);
	const bool counts = offset <= byte && offset + bytes > byte;

	if (!counts)
		snprintf(to, size, "%c%d_%x", "xyz"[s->cell], t -> number, offset & 0xfff);
	else if (s->cell == 2)
		snprintf(to, size, "e%d", t->number);
	else
		snprintf(to, size, "%c", f->threads[t->number].at[s->cell]);
	return counts;
}

static void write_access(struct thread *t, const struct seen *s);

static int value_of(const struct thread *t, int cell)
{
	return cell == 2 ? 1 : litmus_value(t->w->test->family, t->number, cell);
}

/* What is stored to the byte that counts. */
static int stored(struct thread *t, const struct seen *s, bool counts)
{
	if (!counts)
		return with_dependency(t, constant(t, 1), s->data, 'W');
	const struct operation *o = operation_of(t, s->cell);
	const int loaded = t->last[s->cell];

	if (o->update == UPDATE_KEEP && loaded != NO_REGISTER)
		return loaded;
	const int value = with_dependency(t, constant(t, value_of(t, s->cell)), s->data, 'W');

	if (o->update != UPDATE_ADD || loaded == NO_REGISTER)
		return value;
	const int sum = new_register(t);

	litmus_row(t->w, t->number, "ADD W%d,W%d,W%d", sum, loaded, value);
	return sum;
}

static const char *order_suffix(const struct seen *s)
{
	return s->acquire && s->release ? "AL" : s->acquire ? "A" : s->release ? "L" : "";
}

static void has_loaded(struct thread *t, const struct seen *s, bool counts, int reg)
{
	if (s->load >= 0)
		t->of_load[s->load] = reg;
	if (counts)
		t->last[s->cell] = reg;
}

static void write_rmw(struct thread *t, const struct seen *s, int address, bool counts)
{
	static const char *const names[] = { "ldadd",  "ldclr",	 "ldeor",  "ldset", "ldsmax",
					     "ldsmin", "ldumax", "ldumin", NULL };
	char name[12] = "SWP";
	const bool keeps = counts && operation_of(t, s->cell)->update == UPDATE_KEEP;
	int operand = constant(t, keeps ? 0 : counts ? value_of(t, s->cell) : 1);

	if (s->kind == SEEN_RMW) {
		int i = 0;

		while (names[i] && strncmp(s->name, names[i], strlen(names[i])) != 0)
			i++;
		if (!names[i]) {
			give_up(t, "isn't written for herd7", s->name);
			return;
		}
		for (int k = 0; (name[k] = (char)toupper(names[i][k])); k++)
			continue;
	} else if (keeps) {
		give_up(t, "writes what it has read by another way than is understood",
			s->name);
	}
	operand = with_dependency(t, operand, s->data, 'W');
	if (s->discards) {
		litmus_row(t->w, t->number, "%s%s W%d,WZR,[X%d]", name, order_suffix(s),
			   operand, address);
		return;
	}
	const int reg = new_register(t);

	litmus_row(t->w, t->number, "%s%s W%d,W%d,[X%d]", name, order_suffix(s), operand, reg,
		   address);
	has_loaded(t, s, counts, reg);
}

/* It takes the old value in the register of what it expects. */
static void write_compare(struct thread *t, const struct seen *s, int address, bool counts)
{
	const bool keeps = counts && operation_of(t, s->cell)->update == UPDATE_KEEP;
	const int value =
		keeps ? constant(t, 0) : constant(t, counts ? value_of(t, s->cell) : 1);
	int expected = constant(t, 0); /* what was there */
	const int zero = zero_of(t, s->data);

	if (zero != NO_REGISTER) {
		const int sum = new_register(t);

		litmus_row(t->w, t->number, "ADD W%d,W%d,W%d", sum, expected, zero);
		expected = sum;
	}
	litmus_row(t->w, t->number, "CAS%s W%d,W%d,[X%d]", order_suffix(s), expected, value,
		   address);
	has_loaded(t, s, counts, expected);
}

static void write_load(struct thread *t, const struct seen *s, int address, bool counts)
{
	const bool exclusive = s->kind == SEEN_LOAD_EXCLUSIVE;
	const int reg = new_register(t);
	const char *name = exclusive	   ? (s->acquire ? "LDAXR" : "LDXR")
			   : s->acquire	   ? "LDAR"
			   : s->acquire_pc ? "LDAPR"
					   : "LDR";

	litmus_row(t->w, t->number, "%s W%d,[X%d]", name, reg, address);
	has_loaded(t, s, counts, reg);
}

static void write_store(struct thread *t, const struct seen *s, int address, bool counts)
{
	const int value = stored(t, s, counts);

	if (s->kind == SEEN_STORE) {
		litmus_row(t->w, t->number, "%s W%d,[X%d]", s->release ? "STLR" : "STR", value,
			   address);
		return;
	}
	const int status = new_register(t);

	litmus_row(t->w, t->number, "%s W%d,W%d,[X%d]", s->release ? "STLXR" : "STXR", status,
		   value, address);
	litmus_row(t->w, t->number, "CBNZ W%d,END%d", status, t->number);
	t->may_fail = true;
}

static void said(struct thread *t, const char *what)
{
	char *to = t->w->litmus->said;
	const size_t used = strlen(to);

	if (!strstr(to, what))
		snprintf(to + used, sizeof(t->w->litmus->said) - used, "%s%s", used ? "; " : "",
			 what);
}

/*
 * Memory of nobody else: all that counts is what it orders, so it is a location of
 * its own each time, and of what reads and writes only the part is left that orders.
 */
static void write_private(struct thread *t, const struct seen *s)
{
	char location[24];
	struct seen part = *s;

	snprintf(location, sizeof(location), "p%d_%d", t->number, t->privates++);
	const int address = address_register(t, location);

	part.cell = -1;
	part.load = -1;
	if ((s->kind == SEEN_RMW || s->kind == SEEN_SWAP || s->kind == SEEN_COMPARE) &&
	    s->acquire && s->release) {
		part.kind = SEEN_SWAP;
		write_rmw(t, &part, address, false);
	} else if (s->acquire || s->acquire_pc) {
		part.kind = SEEN_LOAD;
		write_load(t, &part, address, false);
	} else if (s->release) {
		part.kind = SEEN_STORE;
		write_store(t, &part, address, false);
	}
}

/*
 * An exclusive pair that orders nothing is to the model what a swap is, or an
 * addition of 0 where it writes what it has read: one row for a loop. True if the
 * two events are such a pair.
 */
static bool write_pair(struct thread *t, const struct seen *load, const struct seen *store)
{
	if (load->kind != SEEN_LOAD_EXCLUSIVE || store->kind != SEEN_STORE_EXCLUSIVE ||
	    load->cell < 0 || load->cell != store->cell || load->offset != store->offset ||
	    load->bytes != store->bytes || load->acquire || store->release ||
	    store->address != load->address || !operation_of(t, load->cell))
		return false;
	const bool keeps = operation_of(t, load->cell)->update == UPDATE_KEEP;
	const uint64_t own = UINT64_C(1) << load->load;

	if (operation_of(t, load->cell)->update == UPDATE_ADD || (!keeps && store->data & own))
		return false;
	struct seen swap = *load;

	swap.kind = keeps ? SEEN_RMW : SEEN_SWAP;
	snprintf(swap.name, sizeof(swap.name), "%s", keeps ? "ldadd" : "swp");
	swap.data = keeps ? 0 : store->data;
	write_access(t, &swap);
	said(t, "LDXR and STXR written as SWP, or LDADD of 0");
	return true;
}

static void write_access(struct thread *t, const struct seen *s)
{
	if (s->cell < 0) {
		write_private(t, s);
		return;
	}
	if (s->kind == SEEN_COMPARE && s->failed) {
		struct seen load = *s;

		load.kind = SEEN_LOAD;
		load.data = 0;
		write_access(t, &load);
		said(t, "CAS that fails written as a load");
		return;
	}
	/* A pair is two accesses in no order, unless it is exclusive or compares. */
	const int parts = s->kind == SEEN_LOAD || s->kind == SEEN_STORE ? s->parts : 1;
	const int bytes = parts ? s->bytes / parts : s->bytes;

	if (s->cell > 2 || !operation_of(t, s->cell)) {
		give_up(t, "accesses a cell that is not the body's", s->name);
		return;
	}
	for (int i = 0; i < parts; i++) {
		char location[24];
		const bool counts = find_location(t, s, s->offset + i * bytes, bytes, location,
						  sizeof(location));
		int address = address_register(t, location);

		address = with_dependency(t, address, s->address, 'X');
		if (s->kind == SEEN_RMW || s->kind == SEEN_SWAP)
			write_rmw(t, s, address, counts);
		else if (s->kind == SEEN_COMPARE)
			write_compare(t, s, address, counts);
		else if (s->kind == SEEN_LOAD || s->kind == SEEN_LOAD_EXCLUSIVE)
			write_load(t, s, address, counts);
		else
			write_store(t, s, address, counts);
	}
}

static void write_event(struct thread *t, const struct seen *s)
{
	char text[16];
	int zero;

	if (strncmp(s->name, "ldlar", 5) == 0 || strncmp(s->name, "stllr", 5) == 0 ||
	    strcmp(s->name, "sb") == 0) {
		give_up(t, "isn't known to herd7", s->name);
		return;
	}
	switch (s->kind) {
	case SEEN_BARRIER:
		for (int i = 0; (text[i] = (char)toupper(s->name[i])); i++)
			continue;
		litmus_row(t->w, t->number, "%s", text);
		return;
	case SEEN_CALL: /* into the kernel and back: a context synchronization */
		litmus_row(t->w, t->number, "ISB");
		return;
	case SEEN_BRANCH:
		zero = zero_of(t, s->data);
		if (zero == NO_REGISTER)
			return;
		litmus_row(t->w, t->number, "CBNZ W%d,L%d%d", zero, t->number, t->labels);
		litmus_row(t->w, t->number, "L%d%d:", t->number, t->labels++);
		return;
	default:
		if (strncmp(s->name, "ldapur", 6) == 0 || strncmp(s->name, "stlur", 5) == 0)
			said(t, "LDAPUR and STLUR written as LDAPR and STLR");
		write_access(t, s);
	}
}

/* The strongest thread that Arm has. */
static void write_ideal(struct litmus_writer *w, int number, const char *letters)
{
	struct thread t = { .w = w, .number = number };
	const struct family *f = w->test->family;

	for (int k = 0; letters[k]; k++) {
		const char at[2] = { f->threads[number].at[k], 0 };
		const int address = address_register(&t, at);

		if (letters[k] == 'R') {
			const int reg = new_register(&t);

			litmus_row(w, number, "LDR W%d,[X%d]", reg, address);
			litmus_observe(w, "%d:X%d", number, reg);
		} else {
			litmus_row(w, number, "STR W%d,[X%d]",
				   constant(&t, litmus_value(f, number, k)), address);
		}
		if (!k && letters[1])
			litmus_row(w, number, "DMB SY");
	}
}

static void write_thread(struct litmus_writer *w, int number, const struct capture *capture)
{
	struct thread t = { .w = w,
			    .number = number,
			    .capture = capture,
			    .last = { NO_REGISTER, NO_REGISTER, NO_REGISTER } };

	for (int i = 0; i < LOADS_MOST; i++)
		t.of_load[i] = NO_REGISTER;
	if (capture->trouble[0])
		give_up(&t, capture->trouble, "");
	for (size_t i = 0; i < capture->count && !w->litmus->why[0]; i++) {
		if (i + 1 < capture->count &&
		    write_pair(&t, &capture->list[i], &capture->list[i + 1]))
			i++;
		else
			write_event(&t, &capture->list[i]);
	}
	for (int k = 0; k < ACCESSES_MOST && capture->shape.access[k]; k++) {
		if (capture->shape.access[k]->compares && t.last[k] != NO_REGISTER)
			snprintf(w->litmus->found[number], sizeof(w->litmus->found[0]),
				 "%d:X%d", number, t.last[k]);
		if (capture->shape.access[k]->kind != OPERATION_LOAD)
			continue;
		if (t.last[k] == NO_REGISTER)
			give_up(&t, "no load of the byte was seen", "");
		else
			litmus_observe(w, "%d:X%d", number, t.last[k]);
	}
	if (!t.may_fail)
		return;
	litmus_row(w, number, "MOV W%d,#1", DONE);
	litmus_row(w, number, "END%d:", number);
	snprintf(w->litmus->done[number], sizeof(w->litmus->done[0]), "%d:X%d", number, DONE);
}

void litmus_arm(const struct test *test, const struct capture *const *captures,
		struct litmus *litmus)
{
	struct litmus_writer *w = calloc(1, sizeof(*w));
	const struct family *f = test->family;

	memset(litmus, 0, sizeof(*litmus));
	if (!w) {
		snprintf(litmus->why, sizeof(litmus->why), "out of memory");
		return;
	}
	w->test = test;
	w->litmus = litmus;
	for (int t = 0; t < THREADS_MOST && f->threads[t].letters; t++) {
		if (captures[t])
			write_thread(w, t, captures[t]);
		else
			write_ideal(w, t, f->threads[t].letters);
	}
	litmus_finish(w);
	free(w);
}
