/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "armhost.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROUNDS_MOST 5

struct vm *vm;
const char *vm_unit = "multi-user.target";

static const char functions[] =
	"B=/proc/sys/fs/binfmt_misc\n"
	"Q=/usr/libexec/qemu-binfmt/x86_64-binfmt-P\n"
	"M='\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\x3e"
	"\\x00'\n"
	/* e_ident up to 7, and the rest of it free */
	"I='\\xff\\xff\\xff\\xff\\xff\\xfe\\xfe\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00'\n"
	"X=$I'\\xfe\\xff\\xff\\xff'\n"
	"clear() { echo -1 >$B/status; }\n"
	/* NAME MASK INTERPRETER FLAGS */
	"register() { printf %s \":$1:M::$M:$2:$3:$4\" >$B/register; }\n"
	/* As a user would have it who has mended what Debian's package leaves open. */
	"right() {\n"
	"	rm -f /etc/binfmt.d/*\n"
	"	ln -s /dev/null /etc/binfmt.d/box64.conf\n"
	"	printf '%s\\n' \":qemu-x86_64:M::$M:$X:$Q:POCF\" "
	">/etc/binfmt.d/qemu-x86_64.conf\n"
	"	clear; echo 1 >$B/status\n"
	"	register qemu-x86_64 $X $Q POCF\n"
	"	systemctl reset-failed systemd-binfmt\n"
	"}\n"
	"as_user() {\n"
	"	runuser -u tester -- env -C /home/tester HOME=/home/tester "
	"XDG_RUNTIME_DIR=/run/user/1000 "
	"DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus \"$@\"\n"
	"}\n";

static const char *booted;

/* Groups that take the same kernel share a machine. */
static int boot(const char *kernel, const char *const *with)
{
	const struct vm_set_up set_up = {
		.images = "build/images",
		.kernel = kernel,
		.unit = vm_unit,
		.work = "build/arm-host",
		.disks = with,
		.cpus = 2,
		.memory_mib = 4096,
	};
	char why[1024];

	if (vm && strcmp(booted, kernel) == 0)
		return 0;
	vm_stop(vm);
	vm = vm_start(&set_up, why, sizeof(why));
	if (!vm) {
		print_error("arm-host: %s\n", why);
		return -1;
	}
	booted = kernel;
	print_message("arm-host: %s booted to its first command in %.1f s\n", kernel,
		      (double)vm_boot_ms(vm) / 1000);
	shell(0, QUICK_SECONDS,
	      "for serial in /sys/block/vd*/serial; do\n"
	      "	name=$(cat $serial) disk=${serial#/sys/block/}\n"
	      "	[[ $name == machine || $name == archive ]] && continue\n"
	      "	mkdir -p /disks/$name && mount -t erofs -o ro /dev/${disk%%/serial} "
	      "/disks/$name\n"
	      "done\n"
	      "ln -sfn /disks/suite /suite\n"
	      /* Without the module of the automounter systemd does not. */
	      "mountpoint -q $B/ || mount -t binfmt_misc binfmt_misc $B");
	return 0;
}

/* All that MACHINE=host takes. */
static const char *disks[] = {
	"suite=build/arm-host/suite.erofs",
	"payload=build/payload.erofs",
	"amd64=build/images/amd64/root.erofs",
	"arm64=build/images/arm64/root.erofs",
	"qemu-trixie=build/images/qemu-trixie/root.erofs",
	"box64-trixie=build/images/box64-trixie/root.erofs",
	"box64-sid=build/images/box64-sid/root.erofs",
	NULL, /* the suite's own image, if there is one, and a FEX */
	NULL,
	NULL,
};

int vm_4k(void **state)
{
	(void)state;
	static bool added;
	size_t count = 0;

	while (disks[count])
		count++;
	if (!added && access(ARCHIVE, R_OK) == 0)
		disks[count++] = "archive=" ARCHIVE;
	if (!added && getenv("FEX") && access(FEX_DISK, R_OK) == 0)
		disks[count] = "fex=" FEX_DISK;
	added = true;
	return boot("arm-host-kernel", disks);
}

int vm_old(void **state)
{
	(void)state;
	return boot("arm-host-old-kernel", disks);
}

int vm_whole(void **state)
{
	if (vm_4k(state))
		return -1;
	/* Rootless Podman asks the user's own systemd for control groups. */
	shell(0, LONG_SECONDS,
	      "until systemctl is-active --quiet user@1000.service docker.socket; do sleep 1; "
	      "done");
	return 0;
}

int vm_16k(void **state)
{
	(void)state;
	return boot("debian-16k",
		    (const char *const[]){ "suite=build/arm-host/suite.erofs", NULL });
}

const char *shell(int wanted, int seconds, const char *format, ...)
{
	static char script[12000];
	const char *said;
	va_list args;

	va_start(args, format);
	vsnprintf(script, sizeof(script), format, args);
	va_end(args);

	int status = vm_run(vm, seconds, &said, "%s%s", functions, script);

	if (status != wanted)
		print_error("exit status %d, wanted %d, of:\n%s\nwhich said:\n%s\n", status,
			    wanted, script, said);
	assert_int_equal(status, wanted);
	return said;
}

static void keep(const char *name, const char *text)
{
	char path[300];

	mkdir("build/arm-host/identify", 0755);
	snprintf(path, sizeof(path), "build/arm-host/identify/%s.txt", name);

	FILE *file = fopen(path, "we");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

json_t *identify_there(const char *within, const char *options, const char *kept)
{
	const char *said;
	json_error_t error;

	if (!within)
		within = "as_user";
	if (kept && strcmp(vm_unit, QUICK_UNIT) != 0) {
		vm_run(vm, QUICK_SECONDS, &said, "%s%s /suite/conformance identify %s",
		       functions, within, options ? options : "");
		keep(kept, said);
	}
	/* Engines warn of this and that on standard error. */
	vm_run(vm, QUICK_SECONDS, &said,
	       "%s%s /suite/conformance identify --json %s 2>/dev/null", functions, within,
	       options ? options : "");

	json_t *told = json_loads(said, 0, &error);

	if (!told)
		print_error("identify said no JSON (%s), but:\n%s\n", error.text, said);
	assert_non_null(told);
	return told;
}

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

bool is_named(const json_t *told, const char *id)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(told, "wrong"), i,
			   one) if (strcmp(text_of(one, "id"), id) == 0) return true;
	return false;
}

static void print_wrong(const json_t *told)
{
	const json_t *one;
	size_t i;

	for (i = 0; (one = json_array_get(json_object_get(told, "wrong"), i)); i++)
		print_error("  %s: %s\n    mend: %s\n", text_of(one, "id"),
			    text_of(one, "what"), text_of(one, "mend"));
}

void assert_well(const json_t *told, const char *translator)
{
	const json_t *wrong = json_object_get(told, "wrong");

	if (json_array_size(wrong) || strcmp(text_of(told, "translator"), translator) != 0) {
		print_error("%s was to answer and nothing to be wrong, but %s does, and:\n",
			    translator, text_of(told, "translator"));
		print_wrong(told);
	}
	assert_string_equal(text_of(told, "translator"), translator);
	assert_int_equal(json_array_size(wrong), 0);
}

/* Does what identify says, one command after the other, until it says no more. */
static json_t *mend_all(json_t *told, const struct wrong_set_up *w)
{
	const char *within = w->within ? w->within : "as_user";

	for (int round = 0; round < ROUNDS_MOST; round++) {
		const json_t *first = json_array_get(json_object_get(told, "wrong"), 0);

		if (!first)
			break;
		shell(0, QUICK_SECONDS, "%s bash -c \"$(cat <<'MEND'\n%s\nMEND\n)\"", within,
		      text_of(first, "mend"));
		json_decref(told);
		told = identify_there(within, w->options, NULL);
	}
	return told;
}

void wrong_set_up_is_named(const struct wrong_set_up *w)
{
	shell(0, QUICK_SECONDS, "right\n%s", w->script);

	json_t *told = identify_there(w->within, w->options, w->id);

	if (!is_named(told, w->id)) {
		print_error("%s is not named, but:\n", w->id);
		print_wrong(told);
	}
	assert_true(is_named(told, w->id));
	if (w->translator) {
		told = mend_all(told, w);
		assert_well(told, w->translator);
	}
	json_decref(told);
}
