/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* An execve(2) that fails says why and leaves the caller as it was: shells
 * search PATH by these errors, and try a text without "#!" as a script. */
#include "case.h"

#ifdef GUEST

#include "files.h"

#include <string.h>
#include <unistd.h>

static char too_long[5000] = "/tmp/";

static const struct {
	const char *name;
	const char *path;
	int error;
} rows[] = {
	{ "a missing file", "/tmp/missing", ENOENT },
	{ "a missing directory", "/missing/file", ENOENT },
	{ "an empty path", "", ENOENT },
	{ "a directory", "/tmp", EACCES },
	{ "a file without permission", "/tmp/plain", EACCES },
	{ "a file on a noexec mount", "/dev/shm/program", EACCES },
	{ "a file as a directory", "/tmp/text/program", ENOTDIR },
	{ "a text without an interpreter", "/tmp/text", ENOEXEC },
	{ "an empty file", "/tmp/empty", ENOEXEC },
	{ "a script whose interpreter is missing", "/tmp/script", ENOENT },
	{ "a circle of links", "/tmp/circle", ELOOP },
	{ "a name that is too long", too_long, ENAMETOOLONG },
	{ "no path at all", NULL, EFAULT },
};

int guest_main(void)
{
	static const char text[] = "exit 3\n";
	static const char script[] = "#!/tmp/missing\n";
	static const char *const argv[] = { "program", NULL };
	const char *const *envp = (const char *const *)guest_envp;

	memset(too_long + 5, 'x', sizeof(too_long) - 6);
	MUST(guest_copy, "/bin/true", "/tmp/plain", 0644);
	MUTATE(, MUST(chmod, "/tmp/plain", 0755));
	MUST(guest_copy, "/bin/true", "/tmp/true", 0755);
	MUST(guest_copy, "/bin/true", "/dev/shm/program", 0755);
	MUST(guest_make_file, "/tmp/text", text, sizeof(text) - 1, 0755);
	MUST(guest_make_file, "/tmp/empty", "", 0, 0755);
	MUST(guest_make_file, "/tmp/script", script, sizeof(script) - 1, 0755);
	MUST(symlink, "circle", "/tmp/circle");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		EXPECT_ROW(rows[i].name, guest_execute(rows[i].path, argv, envp), ==,
			   rows[i].error << 8);
	/* Control: the same file where it may be executed. */
	EXPECT(guest_execute("/tmp/true", argv, envp), ==, 0);

	/* In place: this process goes on. */
	EXPECT(SYS(execve, "/tmp/missing", argv, envp), ==, -ENOENT);
	return 0;
}

#else

CASE(exec_errors, .rule = "EXEC-7", .summary = "each failure of execve(2) has its own errno",
     .shared = true);

#endif
