/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What the user reads at the end: matrix, totals, every red verdict in full. */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_WIDTH = 30, COLUMN_WIDTH = 8, COLUMNS_MOST = 6 };

const char *report_inconclusive(const struct judged *j)
{
#ifdef __x86_64__
	if (j->check.test->memory_order && machine_is_emulated(j->session->machine) &&
	    strcmp(j->session->machine->architecture, "x86_64") != 0 &&
	    j->planned->record.observation == OBSERVED_PASS)
		return "the machine is emulated on x86_64, which orders memory as x86 does";
#else
	(void)j;
#endif
	return NULL;
}

/* The worst verdict on a case in any of these flavours; NULL if there is none. */
static const struct judged *find(const struct run_report *report, const struct session *s,
				 const struct conformance_case *test, unsigned flavours,
				 const struct engine *engine)
{
	const struct judged *worst = NULL;

	for (size_t i = 0; i < report->judged_count; i++) {
		const struct judged *j = &report->judged[i];

		if (j->session == s && j->check.test == test &&
		    flavours & 1U << j->check.flavour && j->check.engine == engine &&
		    (!worst || j->verdict > worst->verdict))
			worst = j;
	}
	return worst;
}

static void put_letter(const struct judged *j)
{
	char letter[2] = { j ? verdict_letters[j->verdict] : '-', 0 };

	if (j)
		report_verdict(j->verdict, letter);
	else
		putchar('-');
}

/* glibc, static and the worst of the further flavours, if any, under crun, then
 * the same under podman where there is any. */
static void put_cell(const struct run_report *report, const struct session *s,
		     const struct conformance_case *test)
{
	int width = 0;

	for (size_t e = 0; engines[e]; e++) {
		if (!(test->engines & engines[e]->bit) && engines[e]->bit != CRUN)
			continue;
		putchar(' ');
		put_letter(find(report, s, test, GLIBC, engines[e]));
		put_letter(find(report, s, test, STATIC, engines[e]));
		width += 3;
		if (registry_flavours(test) & ~MAIN_FLAVOURS) {
			put_letter(find(report, s, test, ~MAIN_FLAVOURS, engines[e]));
			width++;
		}
	}
	printf("%*s", COLUMN_WIDTH - width, "");
}

/* Does a further flavour tell what neither of the main ones does? */
static bool is_news(const struct judged *j, const struct judged *glibc,
		    const struct judged *bare)
{
	if (!j || (glibc && j->verdict == glibc->verdict) ||
	    (bare && j->verdict == bare->verdict))
		return false;
	return glibc || bare || j->verdict != VERDICT_PASS;
}

/* Lines of their own for flavours that tell something. */
static void put_further(const struct run_report *report, const struct session *const *columns,
			size_t n, const struct conformance_case *test)
{
	for (int f = 0; f < FLAVOUR_COUNT; f++) {
		const struct judged *cells[COLUMNS_MOST];
		bool tells = false;

		if (1U << f & MAIN_FLAVOURS)
			continue;
		for (size_t i = 0; i < n; i++) {
			cells[i] = find(report, columns[i], test, 1U << f, &engine_crun);
			tells |= is_news(cells[i],
					 find(report, columns[i], test, GLIBC, &engine_crun),
					 find(report, columns[i], test, STATIC, &engine_crun));
		}
		if (!tells)
			continue;
		printf("    %-*s", NAME_WIDTH - 4, flavour_names[f]);
		for (size_t i = 0; i < n; i++) {
			printf("   ");
			put_letter(cells[i]);
			printf("%*s", i + 1 < n ? COLUMN_WIDTH - 4 : 0, "");
		}
		putchar('\n');
	}
}

static void put_heads(const struct session *const *columns, size_t n)
{
	for (int line = 0; line < 2; line++) {
		printf("%-*s", NAME_WIDTH, line ? "case" : columns[0]->machine->name);
		for (size_t i = 0; i < n; i++) {
			const char *label = columns[i]->instance->label;
			size_t cut = strcspn(label, "@-");
			const char *rest = label[cut] ? label + cut + 1 : "";

			if (line)
				printf(" %-*.*s", COLUMN_WIDTH - 1, COLUMN_WIDTH - 1, rest);
			else
				printf(" %-*.*s", COLUMN_WIDTH - 1, (int)cut, label);
		}
		putchar('\n');
	}
}

static bool shown(const struct run_report *report, const struct session *const *columns,
		  size_t n, const struct conformance_case *test)
{
	for (size_t i = 0; i < report->judged_count; i++)
		for (size_t k = 0; k < n; k++)
			if (report->judged[i].check.test == test &&
			    report->judged[i].session == columns[k])
				return true;
	return false;
}

static void put_matrix(const struct run_report *report, const struct session *const *columns,
		       size_t n)
{
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);
	const char *area = "";

	putchar('\n');
	put_heads(columns, n);
	for (size_t i = 0; i < count; i++) {
		if (!shown(report, columns, n, cases[i]))
			continue;
		if (strcmp(area, registry_area(cases[i])) != 0) {
			area = registry_area(cases[i]);
			printf("%s\n", area);
		}
		printf("  %-*.*s", NAME_WIDTH - 2, NAME_WIDTH - 2, cases[i]->name);
		for (size_t k = 0; k < n; k++)
			put_cell(report, columns[k], cases[i]);
		putchar('\n');
		put_further(report, columns, n, cases[i]);
	}
}

static void put_matrices(const struct run_report *report)
{
	for (size_t m = 0; machines[m]; m++) {
		const struct session *columns[COLUMNS_MOST];
		size_t n = 0;

		for (size_t i = 0; i < report->session_count; i++) {
			if (report->sessions[i].machine != machines[m])
				continue;
			columns[n++] = &report->sessions[i];
			if (n == COLUMNS_MOST) {
				put_matrix(report, columns, n);
				n = 0;
			}
		}
		if (n)
			put_matrix(report, columns, n);
	}
	printf("\nA cell is glibc, static, and the worst of the further flavours where there "
	       "are\n"
	       "any; one of them that tells what neither of the two does has a line. Where\n"
	       "podman ran it too, its own follow.\n"
	       ". pass  x fails as recorded  u unsupported as recorded  - says nothing\n"
	       "s skipped: the machine's kernel lacks what the case needs\n"
	       "F fail  C fails otherwise  P passes unexpectedly  B broken harness\n");
}

static void put_overhead(const struct session *s)
{
	const json_t *o = json_object_get(s->header, "overhead");
	const json_t *suite = json_object_get(o, "suite_ms");
	const json_t *bare = json_object_get(o, "bare_ms");
	size_t rounds = json_array_size(suite);
	double suite_ms = 0;
	double bare_ms = 0;
	double least = 0;
	double most = 0;

	for (size_t i = 0; i < rounds; i++) {
		double a = json_number_value(json_array_get(suite, i));
		double b = json_number_value(json_array_get(bare, i));

		suite_ms += a;
		bare_ms += b;
		least = i && least < a / b ? least : a / b;
		most = most > a / b ? most : a / b;
	}
	if (bare_ms > 0)
		printf("%s %s: %lld containers took %.2f times as long as by bare crun "
		       "(%zu rounds, %.2f to %.2f)\n",
		       s->machine->name, s->instance->label,
		       json_integer_value(json_object_get(o, "containers")), suite_ms / bare_ms,
		       rounds, least, most);
}

/* Silent wrong results mislead; a refusal, last, can be handled. */
static const enum observation ranking[] = {
	OBSERVED_WRONG,	 OBSERVED_CRASH,   OBSERVED_HANG, OBSERVED_REFUSED,
	OBSERVED_BROKEN, OBSERVED_SKIPPED, OBSERVED_PASS,
};

/* What is recorded counts as much as what is red. */
static void put_failures(const struct run_report *report)
{
	printf("\nhow they fail, recorded or not  %6s %6s %6s %7s\n", "wrong", "crash", "hang",
	       "refused");
	for (size_t i = 0; i < report->session_count; i++) {
		const struct session *s = &report->sessions[i];
		size_t n[OBSERVED_COUNT] = { 0 };

		for (size_t k = 0; k < report->judged_count; k++)
			if (report->judged[k].session == s)
				n[report->judged[k].planned->record.observation]++;
		printf("%-10s %-20s %6zu %6zu %6zu %7zu\n", s->machine->name,
		       s->instance->label, n[OBSERVED_WRONG], n[OBSERVED_CRASH],
		       n[OBSERVED_HANG], n[OBSERVED_REFUSED]);
	}
}

static void put_inconclusive(const struct run_report *report)
{
	const struct session *told = NULL;

	for (size_t i = 0; i < report->judged_count; i++) {
		const struct judged *j = &report->judged[i];
		const char *why = report_inconclusive(j);
		size_t n = 0;

		if (!why || (told && told->machine == j->session->machine))
			continue;
		told = j->session;
		for (size_t k = i; k < report->judged_count; k++)
			n += report->judged[k].session->machine == told->machine &&
			     report_inconclusive(&report->judged[k]) != NULL;
		printf("%s: %zu checks of memory order passed, which \"make order\" judges:\n"
		       "  %s\n",
		       told->machine->name, n, why);
	}
}

/* Once for each reason of a session. */
static void put_skipped(const struct run_report *report)
{
	for (size_t i = 0; i < report->judged_count; i++) {
		const struct judged *j = &report->judged[i];
		const char *why = j->planned->record.symptom;
		bool told = false;
		size_t n = 0;

		if (j->verdict != VERDICT_SKIPPED)
			continue;
		for (size_t k = 0; k < report->judged_count; k++) {
			const struct judged *other = &report->judged[k];

			if (other->verdict != VERDICT_SKIPPED || other->session != j->session ||
			    strcmp(other->planned->record.symptom, why) != 0)
				continue;
			told |= k < i;
			n++;
		}
		if (!told)
			printf("%s %s: %zu checks skipped:\n  %s\n", j->session->machine->name,
			       j->session->instance->label, n, why);
	}
}

/* Who that was, by what evidence, and what it was judged by. */
static void put_registered(const struct session *s)
{
	const char *identity = json_string_value(json_object_get(s->header, "identity"));

	if (!json_object_get(s->header, "registered"))
		return;
	printf("%s: registered is %s, version %s (%s)\n", s->machine->name,
	       s->translator ? s->translator->name : "a translator not known here",
	       s->found.version, identity ? identity : "");
	if (s->unrecorded)
		printf("  judged without recorded deviations: there are none of that %s\n",
		       s->translator ? "version" : "translator");
	else
		printf("  judged by what tests/expect/%s.txt records for that version on %s\n",
		       s->translator->name, session_judged_machine(s));
}

static void put_totals(const struct run_report *report)
{
	printf("\n%-10s %-20s %5s %5s %5s %4s %4s %s\n", "machine", "backend", "PASS", "XFAIL",
	       "UNSUP", "skip", "red", "version");
	for (size_t i = 0; i < report->session_count; i++) {
		const struct session *s = &report->sessions[i];
		size_t n[VERDICT_COUNT] = { 0 };
		size_t red = 0;

		for (size_t k = 0; k < report->judged_count; k++)
			if (report->judged[k].session == s) {
				n[report->judged[k].verdict]++;
				red += verdict_is_red(report->judged[k].verdict);
			}
		printf("%-10s %-20s %5zu %5zu %5zu %4zu %4zu %.20s%s%s\n", s->machine->name,
		       s->instance->label, n[VERDICT_PASS], n[VERDICT_XFAIL],
		       n[VERDICT_UNSUPPORTED], n[VERDICT_SKIPPED], red, s->found.version,
		       s->found.build[0] ? " " : "", s->found.build);
	}
	for (size_t i = 0; i < report->session_count; i++)
		put_registered(&report->sessions[i]);
	put_failures(report);
	put_inconclusive(report);
	put_skipped(report);
	for (size_t i = 0; i < report->session_count; i++)
		put_overhead(&report->sessions[i]);
	for (size_t i = 0; i < report->unavailable_count; i++)
		printf("UNAVAILABLE %s on %s: %s\n", report->unavailable[i].backend,
		       report->unavailable[i].machine, report->unavailable[i].why);
}

/* A backend that failed as a whole is told once, not once a check. */
static bool told_as_a_whole(const struct judged *j)
{
	return j->session->trouble[0] && j->verdict == VERDICT_BROKEN;
}

static bool is_recorded_failure(const struct judged *j)
{
	return j->verdict == VERDICT_XFAIL || j->verdict == VERDICT_UNSUPPORTED;
}

void report_console(const struct run_report *report)
{
	/* Who selects so few wants to know all of them. */
	const bool few = report->judged_count <= REPORT_FEW;

	put_matrices(report);
	report_versions(report);
	for (size_t k = 0; k < sizeof(ranking) / sizeof(ranking[0]); k++)
		for (size_t i = 0; i < report->judged_count; i++) {
			const struct judged *j = &report->judged[i];

			if (j->planned->record.observation == ranking[k] &&
			    (verdict_is_red(j->verdict) || (few && is_recorded_failure(j))) &&
			    !told_as_a_whole(j))
				report_failure(report, j);
		}
	for (size_t i = 0; i < report->session_count; i++)
		if (report->sessions[i].trouble[0]) {
			putchar('\n');
			report_verdict(VERDICT_BROKEN, "BROKEN");
			printf("  %s  %s  as a whole\n  %s\n",
			       report->sessions[i].machine->name,
			       report->sessions[i].instance->label,
			       report->sessions[i].trouble);
		}
	for (size_t i = 0; i < report->stale_count; i++) {
		putchar('\n');
		report_verdict(VERDICT_STALE, "STALE");
		printf("  %s:%d names no case: %s\n", report->stale[i]->file,
		       report->stale[i]->line, report->stale[i]->patterns);
	}
	put_totals(report);
}
