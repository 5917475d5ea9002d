/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* MACHINE=host on an arm64 Debian, as root and as an ordinary user with subordinate
 * ids: both must run, with the same verdicts. */
#include "groups.h"

#include "armhost.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOST_SECONDS = 1800 };

/* A directory like build/, of links to what the disks hold. $1: it, $2: the owner of
 * files in the containers' images. */
static const char lay_out[] =
	"lay_out() {\n"
	"	mkdir -p $1/images $1/payload\n"
	"	ln -s /disks/payload/guests $1/payload/guests\n"
	"	for image in amd64 arm64 qemu-trixie box64-trixie box64-sid; do\n"
	"		mkdir $1/images/$image\n"
	"		cp /suite/images/$image/* $1/images/$image/ 2>/dev/null\n"
	"		mkdir -p $1/images/$image/root\n"
	"		disk=$(grep -lx $image /sys/block/*/serial) disk=${disk#/sys/block/}\n"
	"		ln -s /dev/${disk%/serial} $1/images/$image/root.erofs\n"
	"		mount -t erofs -o \"ro$2\" /dev/${disk%/serial} $1/images/$image/root "
	"|| "
	"return\n"
	"	done\n"
	"}\n";

/* As the kernel maps the user's namespace: root is the user, the others follow. */
#define USERS_IDS ",X-mount.idmap=u:0:1000:1 u:1:100000:65535 g:0:1000:1 g:1:100000:65535"

static void run_tier(const char *place, const char *as, const char *tier, const char *ids)
{
	shell(0, QUICK_SECONDS,
	      "right\n%slay_out %s/build '%s' && mkdir -p %s/results && chmod a+r /dev/vd* && "
	      "chown %s %s %s/build %s/results",
	      lay_out, place, ids, place, *ids ? "tester:" : "root:", place, place, place);

	const char *said =
		shell(0, HOST_SECONDS,
		      "%s bash -c 'cd %s && exec /suite/conformance --build=%s/build "
		      "--expect=/suite/expect --tiers=/suite/tiers --machine=host --tier=%s "
		      "--results=%s/results'",
		      as, place, place, tier, place);

	print_message("%s\n", said);
	assert_non_null(strstr(said, " 0 failed"));
}

/* Verdict of each check, by its whole name. */
static json_t *verdicts(const char *place)
{
	char *text = strdup(shell(0, QUICK_SECONDS, "cat %s/results/results.jsonl", place));
	json_t *all = json_object();
	char *rest = text;

	assert_non_null(text);
	for (char *line = strtok_r(rest, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest)) {
		json_t *one = json_loads(line, 0, NULL);
		const char *words[4] = { NULL };
		char name[300];

		if (json_unpack(one, "{ss ss ss ss}", "case", &words[0], "flavour", &words[1],
				"backend", &words[2], "verdict", &words[3]) == 0) {
			snprintf(name, sizeof(name), "%s/%s/%s", words[2], words[0], words[1]);
			json_object_set_new(all, name, json_string(words[3]));
		}
		json_decref(one);
	}
	free(text);
	return all;
}

static void test_both(void **state)
{
	const char *tier = *state;

	run_tier("/root/host", "env", tier, "");
	run_tier("/home/tester/host", "as_user", tier, USERS_IDS);

	json_t *root = verdicts("/root/host");
	json_t *user = verdicts("/home/tester/host");
	const char *name;
	json_t *verdict;

	print_message("arm-host: %zu checks as root, %zu as an ordinary user\n",
		      json_object_size(root), json_object_size(user));
	assert_true(json_object_size(root) > 0);
	json_object_foreach(root, name,
			    verdict) if (!json_equal(verdict, json_object_get(user, name)))
		print_error("%s: %s as root, %s as a user\n", name, json_string_value(verdict),
			    json_string_value(json_object_get(user, name)));
	assert_true(json_equal(root, user));
	json_decref(root);
	json_decref(user);
}

/* Where no user namespace can register, translators aren't there, and it is said. */
static void test_old_kernel(void **state)
{
	(void)state;
	shell(0, QUICK_SECONDS, "%slay_out /root/host/build '' && mkdir /root/host/results",
	      lay_out);

	const char *said = shell(
		2, LONG_SECONDS,
		"cd /root/host && /suite/conformance --build=/root/host/build "
		"--expect=/suite/expect --tiers=/suite/tiers --machine=host --backend=qemu "
		"--tier=smoke --results=/root/host/results");

	if (!strstr(said, "Linux 6.7 and later"))
		print_error("%s\n", said);
	assert_non_null(strstr(said, "Linux 6.7 and later"));
}

int group_old(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_old_kernel) };

	return cmocka_run_group_tests_name("arm64 host: a kernel before 6.7", tests, vm_old,
					   NULL);
}

int group_host(void)
{
	const struct CMUnitTest tests[] = {
		{ .name = "check tier", .test_func = test_both, .initial_state = "check" },
	};

	return cmocka_run_group_tests_name("arm64 host: MACHINE=host", tests, vm_4k, NULL);
}
