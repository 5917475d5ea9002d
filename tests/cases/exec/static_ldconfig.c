/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * ldconfig is a static program with glibc's own start-up, which packages run when
 * they are installed. It reads every library and writes a cache.
 */
#include "case.h"

#ifdef GUEST

#include "call.h"
#include "files.h"

#define CACHE "/tmp/static_ldconfig.cache"

int guest_main(void)
{
	static const char *const make[] = { "/sbin/ldconfig", "-X", "-C", CACHE, NULL };
	static const char *const list[] = { "/sbin/ldconfig", "-p", "-C", CACHE, NULL };
	static char text[1 << 16];
	char magic[32] = "";

	EXPECT_ROW("ldconfig writes its cache",
		   guest_execute(make[0], make, (void *)guest_envp), ==, 0);

	const int fd = open(CACHE, O_RDONLY);

	EXPECT_ROW("the cache is there", fd, >=, 0);
	MUST_SYS(pread64, fd, magic, sizeof(magic) - 1, 0);
	EXPECT_ROW("and is glibc's", strncmp(magic, MUTATE("glibc-ld.so.cache1.1", "?"), 20),
		   ==, 0);
	EXPECT_ROW("ldconfig reads it", guest_capture(text, sizeof(text), list), ==, 0);
	EXPECT_ROW("the C library is in it", strstr(text, "libc.so.6 (libc6") != NULL, ==,
		   true);
	unlink(CACHE);
	return 0;
}

#else

CASE(static_ldconfig, .rule = "EXEC-41",
     .summary = "ldconfig, a static program, writes and reads its cache",
     .issues = { "https://github.com/FEX-Emu/FEX/issues/5942",
		 "https://github.com/tonistiigi/binfmt/issues/298" });

#endif
