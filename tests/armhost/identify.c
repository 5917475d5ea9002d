/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* identify where binfmt_misc is a kernel's: every set-up that it can show wrong is made
 * for real, named, and mended by the command that identify gives. */
#include "groups.h"

#include "armhost.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct wrong_set_up set_ups[] = {
	{ "no-handler", "clear", .translator = "qemu" },
	{ "disabled", "echo 0 >$B/qemu-x86_64", .translator = "qemu" },
	{ "all-disabled", "echo 0 >$B/status", .translator = "qemu" },
	{ "interpreter-missing", "clear; register qemu-x86_64 $X /usr/bin/qemu-x86_64-old OC",
	  .translator = "qemu" },
	{ "no-F", "clear; register qemu-x86_64 $X $Q POC", .translator = "qemu" },
	{ "no-C", "clear; register qemu-x86_64 $X $Q POF", .translator = "qemu" },
	{ "P-not-understood",
	  "ln -sf /dev/null /etc/binfmt.d/qemu-x86_64.conf\n"
	  "clear; register box64 $X /usr/bin/box64 POCF",
	  .translator = "box64" },
	{ "mask-catches-arm64",
	  "clear; register qemu-x86_64 $I'\\xff\\xff\\x00\\x00' $Q POCF\n"
	  /* Linked at a fixed address: QEMU gets it, and can't. */
	  "! /suite/agent identify --json >/dev/null 2>&1",
	  .translator = "qemu" },
	{ "mask-misses-shared", "clear; register qemu-x86_64 $I'\\xff\\xff\\xff\\xff' $Q POCF",
	  .translator = "qemu" },
	/* As Debian's package registers it. */
	{ "mask-refuses-padding",
	  "rm /etc/binfmt.d/qemu-x86_64.conf && systemctl restart systemd-binfmt",
	  .translator = "qemu" },
	/* As Debian's packages of QEMU and Box64 do if both are installed. */
	{ "two-handlers", "rm /etc/binfmt.d/* && systemctl restart systemd-binfmt",
	  .translator = "qemu" },
	{ "stale-interpreter",
	  "cp /usr/bin/qemu-x86_64 /usr/bin/new && mv /usr/bin/new /usr/bin/qemu-x86_64",
	  .translator = "qemu" },
	{ "rosetta-outside", "clear; register rosetta $X /opt/rosetta/rosetta OC",
	  .translator = "qemu" },
	{ "no-FEXServer", "clear; register FEX-x86_64 $X /opt/fex/FEX POC",
	  .translator = NULL },
	{ "not-as-promised", "true", .options = "--promised=box64", .translator = "box64" },
	{ "not-as-promised", "true", .options = "--promised=rosetta" },
	{ "noexec",
	  "mountpoint -q /mnt && umount /mnt; mount -t tmpfs -o noexec none /mnt\n"
	  "cp /suite/probe-amd64 /mnt",
	  .options = "--probe=/mnt/probe-amd64", .translator = "qemu" },
	{ "nosuid",
	  "mountpoint -q /mnt && umount /mnt; mount -t tmpfs -o nosuid none /mnt\n"
	  "cp /suite/probe-amd64 /mnt",
	  .options = "--probe=/mnt/probe-amd64", .translator = "qemu" },
	/* The namespace of a rootless container, kept open by a process. */
	{ "empty-namespace",
	  "as_user setsid unshare -Urm bash -c 'mount -t binfmt_misc none "
	  "/proc/sys/fs/binfmt_misc && echo $$ >/tmp/namespace && exec sleep 600' "
	  ">/dev/null 2>&1 &\n"
	  "for i in {1..100}; do [[ -s /tmp/namespace ]] && break; sleep .1; done",
	  .within = "as_user nsenter -t $(cat /tmp/namespace) -U -m --preserve-credentials",
	  .translator = "qemu" },
};

static void test_set_up(void **state)
{
	wrong_set_up_is_named(*state);
}

/* The right ones, and how long it takes to say so. */
static void test_right(void **state)
{
	static const char *const ways[][2] = {
		{ "qemu", "true" },
		{ "box64", "clear; register box64 $X /usr/bin/box64 OCF" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		char kept[64];

		shell(0, QUICK_SECONDS, "right\n%s", ways[i][1]);
		snprintf(kept, sizeof(kept), "right-%s", ways[i][0]);

		json_t *told = identify_there(NULL, NULL, kept);

		assert_well(told, ways[i][0]);
		json_decref(told);

		const char *said =
			shell(0, QUICK_SECONDS,
			      "a=$(date +%%s%%N); for i in 1 2 3 4 5; do /suite/conformance "
			      "identify >/dev/null; done; b=$(date +%%s%%N)\n"
			      "echo $(((b - a) / 5000000))");

		print_message("arm-host: identify took %d ms where %s answers\n", atoi(said),
			      ways[i][0]);
	}
}

/* AppImages: bytes in e_ident, which Debian's mask refuses. */
static void test_padding(void **state)
{
	static const char script[] =
		"right; %s\n"
		"cp /suite/probe-amd64 /tmp/padded; chmod +x /tmp/padded\n"
		"printf 'AI\\2' | dd of=/tmp/padded bs=1 seek=8 conv=notrunc status=none\n"
		"/tmp/padded </dev/null | grep -q machine=x86_64";

	(void)state;
	shell(0, QUICK_SECONDS, script, "true");
	shell(1, QUICK_SECONDS, script,
	      "rm /etc/binfmt.d/qemu-x86_64.conf; systemctl restart systemd-binfmt");
}

static void test_page_size(void **state)
{
	static const struct wrong_set_up fex = {
		"page-size",
		"clear\n"
		"mkdir -p /opt/fex; cp /bin/false /opt/fex/FEX; cp /bin/false "
		"/opt/fex/FEXServer\n"
		"register FEX-x86_64 $X /opt/fex/FEX POCF",
		.translator = "qemu",
	};

	(void)state;
	wrong_set_up_is_named(&fex);
}

int group_identify(void)
{
	enum { COUNT = sizeof(set_ups) / sizeof(set_ups[0]), OTHERS = 2 };
	struct CMUnitTest tests[COUNT + OTHERS] = {
		cmocka_unit_test(test_right),
		cmocka_unit_test(test_padding),
	};

	for (size_t i = 0; i < COUNT; i++)
		tests[OTHERS + i] = (struct CMUnitTest){
			.name = set_ups[i].id,
			.test_func = test_set_up,
			.initial_state = (void *)&set_ups[i],
		};
	return cmocka_run_group_tests_name("arm64 host: identify", tests, vm_4k, NULL);
}

int group_pages(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_page_size) };

	return cmocka_run_group_tests_name("arm64 host: pages of 16 KiB", tests, vm_16k, NULL);
}
