/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "plan.h"

#include "artefacts.h"
#include "instances.h"
#include "own_build.h"
#include "patterns.h"
#include "tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SESSIONS_MOST = 64, UNAVAILABLE_MOST = 64 };

/* Nothing is translated where the CPU executes x86_64 by itself, and a control is
 * one of its own CPU; on this Linux the one that is missing is told. */
static bool has_meaning(const struct instance *i, const struct machine *machine)
{
	bool same = strcmp(i->backend->architecture, machine->architecture) == 0;

	/* What it has registered is all that there is in one that is its owner's. */
	if (i->backend->registered)
		return !same && !machine->virtual;
	if (!backend_is_native(i->backend))
		return !same && !machine->remote;
	return same || (!machine->virtual && !machine->remote &&
			strcmp(machine->architecture, "aarch64") == 0);
}

static void note_unavailable(struct plan *plan, const struct instance *i,
			     const struct machine *machine)
{
	struct unavailable *u = &plan->unavailable[plan->unavailable_count];

	/* Once per backend is enough to hear. */
	for (size_t k = 0; k < plan->unavailable_count; k++)
		if (strcmp(plan->unavailable[k].backend, i->label) == 0)
			return;
	if (plan->unavailable_count == UNAVAILABLE_MOST)
		return;
	plan->unavailable_count++;
	u->machine = machine->name;
	snprintf(u->backend, sizeof(u->backend), "%s", i->label);
	snprintf(u->why, sizeof(u->why), "%s", i->found.why);
}

static bool have_tools(const struct machine *machine, char *why, size_t size)
{
	const char *name = machine->tool;

	if (tool_exists(name))
		return true;
	snprintf(why, size, "machine %s needs %s, which is not in PATH; %s", machine->name,
		 name, machine->remote ? "install it" : "`make set-up` installs it");
	return false;
}

/* One session a container image: it is a disk of the machine. */
static bool add_sessions_of(struct plan *plan, const struct selection *selection,
			    const struct machine *machine, struct instance *i,
			    const struct build_files *files, char *why, size_t size)
{
	size_t count;
	const struct conformance_case *const *cases = registry_cases(&count);

	for (size_t c = 0; c < count; c++) {
		struct session s = { .machine = machine,
				     .instance = i,
				     .image = cases[c]->image,
				     .translator = i->backend,
				     .found = i->found,
				     .stream = -1 };
		bool first = true;

		for (size_t earlier = 0; earlier < c; earlier++)
			first &= !same_image(cases[earlier]->image, s.image);
		if (!first)
			continue;
		if (!selection_add_checks(selection, &s)) {
			snprintf(why, size, "out of memory");
			return false;
		}
		if (!s.count) {
			free(s.checks);
			continue;
		}
		if (plan->session_count == SESSIONS_MOST) {
			snprintf(why, size, "more than %d sessions; select fewer",
				 SESSIONS_MOST);
			return false;
		}
		s.header = json_object();
		if (!artefacts_exist(machine, i, s.image, files, why, size) ||
		    !artefacts_verify(machine, i, s.image, files, s.header, why, size))
			return false;
		plan->sessions[plan->session_count++] = s;
	}
	return true;
}

static bool add_sessions(struct plan *plan, const struct selection *selection,
			 const struct machine *machine, const struct build_files *files,
			 char *why, size_t size)
{
	for (size_t k = 0; k < plan->instance_count; k++) {
		struct instance *i = &plan->instances[k];

		if (!instance_is_wanted(selection->backends, i) || !has_meaning(i, machine) ||
		    (i->backend->registered && !selection->backends && !machine->remote))
			continue;
		if ((i->backend->find && !i->backend->find(machine, &i->found)) ||
		    (instance_is_own(i) && !i->disk[0] &&
		     !own_build_find(i->backend, &i->found)) ||
		    (!machine->virtual && !machine->remote && i->backend->binfmt_magic &&
		     !host_registers(i->found.why, sizeof(i->found.why)))) {
			note_unavailable(plan, i, machine);
			continue;
		}
		if (instance_is_own(i) && !i->disk[0] &&
		    !own_build_prepare(i->backend, &i->found, files->work, i->disk,
				       sizeof(i->disk), why, size))
			return false;
		if (!have_tools(machine, why, size) ||
		    !add_sessions_of(plan, selection, machine, i, files, why, size))
			return false;
	}
	return true;
}

static bool takes_machine(const char *patterns, const struct machine *machine)
{
	return patterns ? patterns_take(patterns, machine->name) : !machine->named_only;
}

bool plan_make(const struct selection *selection, const struct build_files *files,
	       struct plan *plan, char *why, size_t size)
{
	const char *machine_names[MACHINES_MOST + 1] = { NULL };
	const char *labels[2 * INSTANCES_MOST] = { NULL };
	size_t n = 0;

	*plan = (struct plan){
		.instances = calloc(INSTANCES_MOST, sizeof(*plan->instances)),
		.sessions = calloc(SESSIONS_MOST, sizeof(*plan->sessions)),
		.unavailable = calloc(UNAVAILABLE_MOST, sizeof(*plan->unavailable)),
	};
	if (!plan->instances || !plan->sessions || !plan->unavailable) {
		snprintf(why, size, "out of memory");
		return false;
	}
	instances_make(plan, files);
	machines_reach(selection->machines);
	for (size_t i = 0; machines[i]; i++)
		machine_names[i] = machines[i]->name;
	for (size_t i = 0; i < plan->instance_count; i++) {
		labels[n++] = plan->instances[i].label;
		if (plan->instances[i].backend->suites)
			labels[n++] = plan->instances[i].backend->name;
	}
	if (!patterns_name_something(selection->machines, "machine", machine_names, why,
				     size) ||
	    !patterns_name_something(selection->backends, "backend", labels, why, size) ||
	    !patterns_name_cases(selection->tier, why, size) ||
	    !patterns_name_cases(selection->cases, why, size))
		return false;
	/* The host first: its control is quick, and says if a case itself is wrong. */
	for (int host = 1; host >= 0; host--)
		for (size_t m = 0; machines[m]; m++)
			if (host == !machines[m]->virtual &&
			    takes_machine(selection->machines, machines[m]) &&
			    !add_sessions(plan, selection, machines[m], files, why, size))
				return false;
	return true;
}

void plan_keep(struct plan *plan,
	       bool (*wanted)(void *context, const struct session *session,
			      const struct planned *planned),
	       void *context)
{
	size_t sessions = 0;

	for (size_t i = 0; i < plan->session_count; i++) {
		struct session *s = &plan->sessions[i];
		size_t kept = 0;

		for (size_t k = 0; k < s->count; k++)
			if (wanted(context, s, &s->checks[k]))
				s->checks[kept++] = s->checks[k];
		s->count = kept;
		if (kept)
			plan->sessions[sessions++] = *s;
	}
	plan->session_count = sessions;
}

void plan_print_unavailable(const struct plan *plan)
{
	for (size_t i = 0; i < plan->unavailable_count; i++)
		fprintf(stderr, "UNAVAILABLE %s: %s\n", plan->unavailable[i].backend,
			plan->unavailable[i].why);
}
