/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What the tests of a whole arm64 Debian share: the machine, and identify in it. */
#ifndef ARMHOST_H
#define ARMHOST_H

#include "vm.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { QUICK_SECONDS = 240, LONG_SECONDS = 1200 };

/* Of the group that runs now. */
extern struct vm *vm;

/* What systemd boots to; less of it is faster. */
extern const char *vm_unit;
#define QUICK_UNIT "basic.target"

#define ARCHIVE "build/image/conformance.tar"
#define FEX_DISK "build/arm-host/fex.erofs" /* of the directory that FEX= names */

/* Boots it, with the suite's disks mounted in it, unless it runs; set-up of a group. */
int vm_4k(void **state);
int vm_whole(void **state); /* with the services of a user's machine */
int vm_16k(void **state);
int vm_old(void **state); /* before Linux 6.7 */

/* Runs a script with the shell's functions of the tests (shell.c) before it, and
 * fails with what it said unless it ends with `wanted`. */
const char *shell(int wanted, int seconds, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* `identify` with these options; `within` is put before its command, empty for none.
 * A fresh reference. Its words for people are kept in build/arm-host/identify/KEPT.txt,
 * unless that is NULL or haste is asked for. */
json_t *identify_there(const char *within, const char *options, const char *kept);

bool is_named(const json_t *told, const char *id);

/* Asserts that nothing is wrong and that this translator answers. */
void assert_well(const json_t *told, const char *translator);

/* A wrong set-up, and what identify must call it. */
struct wrong_set_up {
	const char *id;		/* of the advice */
	const char *script;	/* makes it so, as root, with the shell's functions */
	const char *within;	/* what identify and the mending run in; NULL: nothing */
	const char *options;	/* of identify; NULL: none */
	const char *translator; /* that answers once it is mended; NULL: not mended here */
};

void wrong_set_up_is_named(const struct wrong_set_up *wrong);

#endif
