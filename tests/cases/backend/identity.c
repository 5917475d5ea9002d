/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The proof that the backend under test is what runs: what CPUID tells the
 * guest, and what the machine's kernel says of the guest's process.
 *
 * No mutation: each run asks for this proof first, and without it nothing else
 * runs on the backend. A guest that executes another program fails it.
 */
#include "case.h"

#ifdef GUEST

#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#ifdef __x86_64__
#include <cpuid.h>

static void print_registers(const char *name, unsigned a, unsigned b, unsigned c)
{
	unsigned words[4] = { a, b, c, 0 };

	guest_print("%s=%s\n", name, (const char *)words);
}

static void print_cpuid(void)
{
	unsigned a;
	unsigned b;
	unsigned c;
	unsigned d;
	unsigned brand[13] = { 0 };

	__cpuid(0, a, b, c, d);
	print_registers("vendor", b, d, c);
	__cpuid(1, a, b, c, d);
	if (c & 1U << 31) {
		__cpuid(0x40000000, a, b, c, d);
		print_registers("hypervisor", b, c, d);
	}
	for (size_t i = 0; i < 3; i++)
		__cpuid(0x80000002 + (unsigned)i, brand[4 * i], brand[4 * i + 1],
			brand[4 * i + 2], brand[4 * i + 3]);
	guest_print("brand=%s\n", (const char *)brand);
}
#else
static void print_cpuid(void)
{
}
#endif

int guest_main(void)
{
	struct utsname name;
	char byte;

	MUST(uname, &name);
	print_cpuid();
	guest_print("machine=%s\nready\n", name.machine);
	EXPECT(read(0, &byte, 1), ==, 0);
	return 0;
}

#else

#include "identity.h"

#include <string.h>

static void drive(struct container *c)
{
	struct identity id;
	char why[512] = "";

	container_start(c, NULL);
	if (container_await(c, "ready\n"))
		container_claim_text(c, HOST_WHERE, "the backend under test runs the guest",
				     identity_prove(c, &id, why, sizeof(why)) ? "" : why, "");
	container_wait(c);
}

CASE(identity, .rule = "BACKEND-1",
     .summary = "the backend under test, and no other, runs the guest",
     .issues = { "https://github.com/containers/podman/issues/28181" }, .drive = drive);

#endif
