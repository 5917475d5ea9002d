/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "verdicts.h"

#include "report_order.h"

#include <stdio.h>
#include <string.h>

/* "P0 str x; str y | P1 ldr y; ldr x": what was seen of each. */
static json_t *sequences_of(const struct examined *e, const struct judgement *j)
{
	json_t *array = json_array();

	for (int t = 0; t < THREADS_MOST && j->test.family->threads[t].letters; t++) {
		const struct capture *c =
			j->test.bodies[t]
				? capture_find(e->captures, e->capture_count, j->test.bodies[t])
				: NULL;

		json_array_append_new(array,
				      json_pack("{ss ss}", "body", c ? c->body : "fully fenced",
						"sequence", c ? c->text : ""));
	}
	return array;
}

/* All of a setting in numbers. */
static void report_setting(FILE *file, const struct examined *e, const char *cpu)
{
	const struct instance *instance = e->session->instance;

	if (backend_is_native(instance->backend))
		return;
	json_put_line(file, json_pack("{ss ss ss ss ss ss ss sb si si si si si sI sI si si}",
				      "type", "order_setting", "setting", e->setting, "about",
				      e->about, "backend", instance->label, "backend_version",
				      instance->found.version, "machine",
				      e->session->machine->name, "cpu", cpu, "whole", e->whole,
				      "kept", (int)e->found[FINDING_KEPT], "broken",
				      (int)e->found[FINDING_BROKEN], "not_judged",
				      (int)e->found[FINDING_UNWRITTEN], "unpromised",
				      (int)e->found[FINDING_UNPROMISED], "bodies",
				      (int)e->capture_count, "steps", (json_int_t)e->steps,
				      "accesses", (json_int_t)e->accesses, "in_pieces",
				      (int)e->torn, "ms", (int)e->planned->record.ms));
}

void report_lines(FILE *file, const struct examined *e, const struct herd *herd,
		  const char *cpu)
{
	const struct instance *instance = e->session->instance;

	report_setting(file, e, cpu);
	for (size_t i = 0; i < e->count; i++) {
		const struct judgement *j = &e->list[i];
		char path[700] = "";

		/* A control has those tests only of which something is known. */
		if (backend_is_native(instance->backend) && j->verdict == VERDICT_SKIPPED)
			continue;
		if (j->finding == FINDING_BROKEN)
			herd_path(herd, j->numbers[j->test.last_byte][1], path, sizeof(path));
		json_t *line = json_pack(
			"{ss ss ss ss ss ss ss ss ss ss ss so}", "type", "order", "test",
			j->test.name, "family", j->test.family->name, "setting", e->setting,
			"backend", instance->label, "backend_version", instance->found.version,
			"machine", e->session->machine->name, "cpu", cpu, "observation",
			finding_observation(j), "verdict", verdict_names[j->verdict], "detail",
			j->finding == FINDING_BROKEN	   ? j->outcome
			: j->finding == FINDING_UNPROMISED ? "x86 promises nothing here"
							   : j->why,
			"threads", sequences_of(e, j));

		if (j->said[0])
			json_object_set_new(line, "written_as", json_string(j->said));
		if (path[0])
			json_object_set_new(line, "litmus", json_string(path));
		if (j->drawing[0])
			json_object_set_new(line, "drawing", json_string(j->drawing));
		if (j->deviation)
			json_object_set_new(line, "deviation_reason",
					    json_string(j->deviation->reason));
		json_put_line(file, line);
	}
	for (size_t i = 0; i < e->capture_count; i++)
		if (e->captures[i].torn[0])
			fprintf(file,
				"{\"type\":\"order_pieces\",\"body\":\"%s\",\"setting\":\"%s\","
				"\"backend\":\"%s\",\"detail\":\"%s\",\"sequence\":\"%s\"}\n",
				e->captures[i].body, e->setting, instance->label,
				e->captures[i].torn, e->captures[i].text);
}

static size_t count_in(const struct examined *e, const struct family *f, enum finding finding)
{
	size_t n = 0;

	for (size_t i = 0; i < e->count; i++)
		n += e->list[i].test.family == f && e->list[i].finding == finding;
	return n;
}

static void print_counts(const struct examined *e, const struct family *f)
{
	const size_t kept = count_in(e, f, FINDING_KEPT);
	const size_t broken = count_in(e, f, FINDING_BROKEN);
	const size_t rest = count_in(e, f, FINDING_UNWRITTEN);
	char text[32];

	if (kept + broken + rest == 0)
		snprintf(text, sizeof(text), "-");
	else
		snprintf(text, sizeof(text), "%zu/%zu%s%.0zu", kept, broken, rest ? "/" : "",
			 rest);
	printf(" %12s", text);
}

static void print_backend(const struct examined *list, size_t count)
{
	printf("\n%s %s, kept/broken/not judged\n", list->session->instance->label,
	       list->session->instance->found.version);
	for (size_t s = 0; s < count; s++)
		printf("  %zu: %s (%zu tests, %.1f s, %zu bodies, %lu steps, %lu accesses and "
		       "barriers, %zu in pieces)\n",
		       s + 1, list[s].setting, list[s].count,
		       (double)list[s].planned->record.ms / 1000, list[s].capture_count,
		       list[s].steps, list[s].accesses, list[s].torn);
	printf("%-8s", "family");
	for (size_t s = 0; s < count; s++)
		printf(" %12zu", s + 1);
	putchar('\n');
	for (size_t f = 0; f < family_count; f++) {
		printf("%-8s", families[f].name);
		for (size_t s = 0; s < count; s++)
			print_counts(&list[s], &families[f]);
		putchar('\n');
	}
}

/* A body is broken if it is beside ideal threads. */
static void print_broken_bodies(const struct examined *e)
{
	size_t shown = 0;

	for (size_t c = 0; c < e->capture_count; c++) {
		bool broken = false;
		size_t others;

		for (size_t i = 0; i < e->count && !broken; i++) {
			others = 0;
			for (int t = 0; t < THREADS_MOST; t++)
				others += e->list[i].test.bodies[t] &&
					  e->list[i].test.bodies[t] != e->captures[c].body;
			broken = e->list[i].finding == FINDING_BROKEN && !others;
		}
		if (!broken)
			continue;
		if (!shown++)
			printf("\n%s, %s: out of order by themselves\n",
			       e->session->instance->label, e->setting);
		printf("  %-18s %s\n", e->captures[c].body, e->captures[c].text);
	}
}

void report_tables(const struct examined *list, size_t count)
{
	for (size_t i = 0; i < count;) {
		size_t n = 1;

		while (i + n < count && list[i + n].session == list[i].session)
			n++;
		print_backend(&list[i], n);
		for (size_t k = 0; k < n; k++)
			if (!backend_is_native(list[i].session->instance->backend))
				print_broken_bodies(&list[i + k]);
		i += n;
	}
}

size_t report_red(const struct examined *list, size_t count)
{
	enum { SHOWN_MOST = 60 };
	size_t red = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < list[i].count; k++) {
			const struct judgement *j = &list[i].list[k];

			if (!verdict_is_red(j->verdict))
				continue;
			if (red++ < SHOWN_MOST)
				printf("%s  %s  %s  %s: %s\n", verdict_names[j->verdict],
				       list[i].session->instance->label, list[i].setting,
				       j->test.name,
				       j->why[0]       ? j->why
				       : j->outcome[0] ? j->outcome
						       : "the model forbids it");
		}
	if (red > SHOWN_MOST)
		printf("... and %zu more in order.jsonl\n", red - SHOWN_MOST);
	return red;
}
