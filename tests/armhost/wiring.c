/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* `conformance setup` on a machine as Debian's packages leave it: before, something is
 * wrong; after, the wanted translator answers for every engine; what --remove leaves is
 * what was there. */
#include "groups.h"

#include "armhost.h"
#include "engines_of_users.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SETUP "/suite/conformance setup "
/* Names and contents of all that a set-up may touch, and what the kernel has. */
#define SNAPSHOT                                                                               \
	"{ find /etc /usr/local /usr/libexec /var/lib/x86-conformance -printf '%%p %%y %%s "   \
	"%%l\\n' 2>/dev/null; grep -r . $B /etc/binfmt.d /etc/containers; } | sort"

struct recipe {
	const char *translator, *options;
};

static const struct recipe recipes[] = {
	{ "box64", "" },
	{ "fex", "--from=/disks/fex" },
	{ "qemu", "" },
};

static const struct engine_of_users *const engines[] = { &podman, &rootless, &docker };

/* As the packages have it. */
static void make_fresh(void)
{
	shell(0, QUICK_SECONDS,
	      SETUP "--remove >/dev/null; rm -f /etc/binfmt.d/*; clear\n"
		    "systemctl reset-failed systemd-binfmt; systemctl restart systemd-binfmt");
}

static int start(void **state)
{
	if (vm_whole(state))
		return -1;
	for (size_t i = 0; i < sizeof(engines) / sizeof(engines[0]); i++)
		engine_import(engines[i]);
	return 0;
}

static void assert_is_there(const struct recipe *r)
{
	if (strcmp(r->translator, "fex") == 0 && !getenv("FEX")) {
		print_message("UNAVAILABLE fex: FEX=DIRECTORY names none\n");
		skip();
	}
}

static void test_recipe(void **state)
{
	const struct recipe *r = *state;

	assert_is_there(r);
	make_fresh();

	char *before = strdup(shell(0, QUICK_SECONDS, SNAPSHOT));
	json_t *told = identify_there(NULL, NULL, NULL);

	assert_true(json_array_size(json_object_get(told, "wrong")) > 0);
	json_decref(told);
	print_message("%s",
		      shell(0, LONG_SECONDS, SETUP "%s %s --apply", r->translator, r->options));
	shell(0, QUICK_SECONDS, SETUP "%s %s --apply", r->translator, r->options);
	told = identify_there(NULL, NULL, NULL);
	assert_well(told, r->translator);
	json_decref(told);
	for (size_t i = 0; i < sizeof(engines) / sizeof(engines[0]); i++) {
		engine_is_run_by(engines[i], r->translator);
		print_message("arm-host: %s answers under %s: run, exec, build\n",
			      r->translator, engines[i]->name);
	}
	shell(0, QUICK_SECONDS, SETUP "--remove");
	assert_string_equal(shell(0, QUICK_SECONDS, SNAPSHOT), before);
	free(before);
}

/* What something else has registered, and what somebody has changed, stays. */
static void test_foreign(void **state)
{
	(void)state;
	make_fresh();
	shell(2, QUICK_SECONDS, "register mine $X $Q POCF\n" SETUP "qemu --apply");
	shell(1, QUICK_SECONDS, "[[ -e /var/lib/x86-conformance ]]");
	shell(2, QUICK_SECONDS,
	      "echo -1 >$B/mine; " SETUP "qemu --apply || exit\n"
	      "echo '# mine' >>/etc/binfmt.d/qemu-x86_64.conf; " SETUP "--remove");
	shell(0, QUICK_SECONDS,
	      "sed -i '/# mine/d' /etc/binfmt.d/qemu-x86_64.conf; " SETUP "--remove");
}

int group_wiring(void)
{
	enum { COUNT = sizeof(recipes) / sizeof(recipes[0]) };
	struct CMUnitTest tests[COUNT + 1] = { cmocka_unit_test(test_foreign) };

	for (size_t i = 0; i < COUNT; i++)
		tests[1 + i] = (struct CMUnitTest){
			.name = recipes[i].translator,
			.test_func = test_recipe,
			.initial_state = (void *)&recipes[i],
		};
	return cmocka_run_group_tests_name("arm64 host: wiring", tests, start, NULL);
}
