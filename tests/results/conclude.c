/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "conclude.h"

#include "argument.h"
#include "failures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTION_BASELINE = 512, OPTION_POLICY, OPTION_SUMMARY, OPTION_ANNOTATE };

static const struct argp_option options[] = {
	{ NULL, 0, NULL, 0, "What counts:", 0 },
	{ "baseline", OPTION_BASELINE, "FILE", 0, "only what is worse than there is a failure",
	  0 },
	{ "policy", OPTION_POLICY, "FILE", 0, "which failures are acceptable, and why", 0 },
	{ "summary", OPTION_SUMMARY, "FILE", 0, "write one in Markdown", 0 },
	{ "annotate", OPTION_ANNOTATE, NULL, 0, "failures as GitHub's workflow commands", 0 },
	{ 0 },
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
	const char *github = getenv("GITHUB_ACTIONS");
	struct conclusion *c = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		c->annotate = github && *github;
		return 0;
	case OPTION_BASELINE:
		c->baseline = argument;
		return 0;
	case OPTION_POLICY:
		c->policy = argument;
		return 0;
	case OPTION_SUMMARY:
		c->summary = argument;
		return 0;
	case OPTION_ANNOTATE:
		c->annotate = true;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp conclusion_argp = { .options = options, .parser = parse };

bool conclusion_is_wanted(const struct conclusion *c)
{
	return c->baseline || c->policy || c->summary || c->annotate;
}

static void tell_policy(const struct failures *f)
{
	printf("\n%zu failures are acceptable by %s, %zu aren't\n",
	       f->count + f->stale - f->counting, f->policy->path, f->counting);
	for (size_t i = 0; i < f->policy->count; i++)
		if (!f->policy->list[i].used)
			printf("%s:%d: no failure fits it: take it out if that stays so\n",
			       f->policy->path, f->policy->list[i].line);
}

static int tell(struct failures *f, const struct conclusion *conclusion)
{
	char why[1024];

	if (!failures_find(f))
		return cannot("out of memory");
	if (f->comparison) {
		printf("\nagainst %s:\n", conclusion->baseline);
		comparison_print(f->comparison);
	}
	if (f->policy)
		tell_policy(f);
	if (conclusion->annotate)
		failures_annotate(f);
	if (conclusion->summary &&
	    !failures_summarise(f, conclusion->summary, why, sizeof(why)))
		return cannot(why);
	return f->counting ? EXIT_RED : 0;
}

int conclude(const char *path, const struct conclusion *conclusion)
{
	struct results results;
	struct results baseline = { 0 };
	struct comparison c = { 0 };
	struct policy policy = { 0 };
	struct failures f = { .path = path,
			      .results = &results,
			      .baseline = conclusion->baseline };
	char why[1024];

	if (!results_read(path, &results, why, sizeof(why)) ||
	    (conclusion->policy &&
	     !policy_read(conclusion->policy, &policy, why, sizeof(why))) ||
	    (conclusion->baseline &&
	     !results_read(conclusion->baseline, &baseline, why, sizeof(why))))
		return cannot(why);
	if (conclusion->policy)
		f.policy = &policy;
	if (conclusion->baseline) {
		if (!compare(&baseline, &results, conclusion->recorded,
			     conclusion->recorded_count, &c))
			return cannot("out of memory");
		if (comparison_is_empty(&c) && results.count)
			return cannot("the baseline has none of these checks");
		f.comparison = &c;
	}
	int status = tell(&f, conclusion);

	free(f.list);
	comparison_free(&c);
	policy_free(&policy);
	results_free(&baseline);
	results_free(&results);
	return status;
}
