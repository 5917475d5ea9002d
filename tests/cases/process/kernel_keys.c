/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Keys: passwords of file systems, tokens and session secrets, which systemd,
 * Kerberos and container tools keep in the kernel.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"

#include <linux/keyctl.h>
#include <string.h>
#include <unistd.h>

static long ctl(long command, long a, long b, long c, long d)
{
	return SYS(keyctl, command, a, b, c, d);
}

int guest_main(void)
{
	char text[128] = "";
	const long ring = ctl(KEYCTL_JOIN_SESSION_KEYRING, 0, 0, 0, 0);

	if (!EXPECT_ROW("a new session keyring", ring, >, 0L))
		return 1;
	EXPECT(ctl(KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 0, 0, 0), ==, ring);

	const long key =
		SYS(add_key, "user", "conformance:a", "secret", 6, KEY_SPEC_SESSION_KEYRING);

	if (!EXPECT_ROW("add_key", key, >, 0L))
		return 1;
	EXPECT(ctl(KEYCTL_READ, key, (long)text, sizeof(text), 0), ==, 6);
	EXPECT_ROW("the secret", memcmp(text, MUTATE("secret", "public"), 6), ==, 0);
	EXPECT(ctl(KEYCTL_READ, key, 0, 0, 0), ==, 6);
	EXPECT(ctl(KEYCTL_UPDATE, key, (long)"longer secret", 13, 0), ==, 0);
	EXPECT(ctl(KEYCTL_READ, key, (long)text, sizeof(text), 0), ==, 13);
	EXPECT(SYS(request_key, "user", "conformance:a", NULL, 0), ==, key);
	EXPECT(SYS(request_key, "user", "conformance:none", NULL, 0), ==, -ENOKEY);
	EXPECT(ctl(KEYCTL_SEARCH, ring, (long)"user", (long)"conformance:a", 0), ==, key);
	EXPECT(ctl(KEYCTL_DESCRIBE, key, (long)text, sizeof(text), 0), >, 20);
	EXPECT_ROW("its description", strncmp(text, "user;0;0;", 9), ==, 0);
	EXPECT_ROW("its name", strstr(text, ";conformance:a") != NULL, ==, true);

	const long inner = SYS(add_key, "keyring", "conformance:ring", NULL, 0, ring);

	EXPECT(inner, >, 0);
	EXPECT(ctl(KEYCTL_LINK, key, inner, 0, 0), ==, 0);
	EXPECT(ctl(KEYCTL_READ, inner, (long)text, sizeof(text), 0), ==, 4);
	EXPECT_ROW("a keyring holds numbers of 32 bits", *(int *)text, ==, (int)key);
	EXPECT(ctl(KEYCTL_UNLINK, key, inner, 0, 0), ==, 0);
	EXPECT(ctl(KEYCTL_UNLINK, key, inner, 0, 0), ==, -ENOENT);
	EXPECT(ctl(KEYCTL_MOVE, key, ring, inner, 0), ==, 0);
	EXPECT(ctl(KEYCTL_SEARCH, inner, (long)"user", (long)"conformance:a", 0), ==, key);
	EXPECT(ctl(KEYCTL_CLEAR, inner, 0, 0, 0), ==, 0);
	EXPECT(ctl(KEYCTL_READ, inner, (long)text, sizeof(text), 0), ==, 0);

	const long other =
		SYS(add_key, "user", "conformance:b", "x", 1, KEY_SPEC_PROCESS_KEYRING);

	EXPECT(other, >, 0);
	EXPECT(SYS(add_key, "user", "conformance:c", "x", 1, KEY_SPEC_THREAD_KEYRING), >, 0);
	EXPECT(ctl(KEYCTL_SETPERM, other, 0x3f000000, 0, 0), ==, 0);
	EXPECT(ctl(KEYCTL_CHOWN, other, -1, -1, 0), ==, 0);
	EXPECT(ctl(KEYCTL_SET_TIMEOUT, other, 1000, 0, 0), ==, 0);
	EXPECT(ctl(KEYCTL_REVOKE, other, 0, 0, 0), ==, 0);
	EXPECT(ctl(KEYCTL_READ, other, (long)text, sizeof(text), 0), ==, -EKEYREVOKED);
	EXPECT(ctl(KEYCTL_INVALIDATE, inner, 0, 0, 0), ==, 0);
	EXPECT(ctl(KEYCTL_CAPABILITIES, (long)text, sizeof(text), 0, 0), >, 0);
	EXPECT(ctl(9999, 0, 0, 0, 0), ==, -EOPNOTSUPP);
	EXPECT(SYS(add_key, "no such type", "a", "b", 1, ring), ==, -ENODEV);
	EXPECT(SYS(add_key, "user", "a", NULL, 8, ring), <, 0);
	EXPECT(ctl(KEYCTL_READ, 0x3fffff00, (long)text, sizeof(text), 0), ==, -ENOKEY);
	EXPECT(ctl(KEYCTL_GET_KEYRING_ID, KEY_SPEC_USER_KEYRING, 1, 0, 0), >, 0);
	EXPECT(ctl(KEYCTL_GET_KEYRING_ID, KEY_SPEC_USER_SESSION_KEYRING, 1, 0, 0), >, 0);
	EXPECT(ctl(KEYCTL_GET_KEYRING_ID, -99, 0, 0, 0), ==, -EINVAL);
	return 0;
}

#else

CASE(kernel_keys, .rule = "PROC-43", .privileged = true, .needs = NEEDS_KEYS,
     .summary = "keys are added, found, read, moved, revoked and forgotten");

#endif
