/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A whole Debian arm64 is booted, and the suite is used in it as on a user's machine. */
#include "groups.h"

#include "armhost.h"

#include "machine.h"
#include "tool.h"

#include <stdio.h>
#include <string.h>

enum { CANNOT = 2 };

static const struct {
	const char *name;
	int (*run)(void);
} groups[] = {
	{ "identify", group_identify }, { "containers", group_containers },
	{ "host", group_host },		{ "old", group_old },
	{ "wiring", group_wiring },	{ "pages", group_pages },
};

int main(int argc, char **argv)
{
	const char *wanted = argc > 1 ? argv[1] : NULL;
	bool quick = wanted && strcmp(wanted, "quick") == 0;
	int failed = 0;
	bool any = false;

	if (quick)
		vm_unit = QUICK_UNIT;
	if (argc > 2)
		cmocka_set_test_filter(argv[2]);

	if (!tool_exists(VM_TOOL)) {
		fprintf(stderr,
			"arm-host: " VM_TOOL " is not in PATH: fixtures/setup installs it "
			"(qemu-system-arm)\n");
		return CANNOT;
	}
	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		if (wanted && strcmp(quick ? "identify" : wanted, groups[i].name) != 0)
			continue;
		any = true;
		failed += groups[i].run();
	}
	vm_stop(vm);
	if (!any) {
		fprintf(stderr, "arm-host: no group is named \"%s\"\n", wanted);
		return CANNOT;
	}
	return failed ? 1 : 0;
}
