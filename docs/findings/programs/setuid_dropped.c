/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Run by root with the path of a copy of itself, which it makes set-user-ID and
 * starts as user 1000: the copy has root's effective identity.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "inner") == 0) {
		printf("wanted uid 1000, effective 0; got uid %d, effective %d\n",
		       (int)getuid(), (int)geteuid());
		return 0;
	}
	if (argc < 2 || chown(argv[1], 0, 0) || chmod(argv[1], 04755))
		return 2;

	pid_t pid = fork();

	if (pid == 0) {
		if (setresgid(1000, 1000, 1000) || setresuid(1000, 1000, 1000))
			_exit(2);
		execl(argv[1], argv[1], "inner", (char *)NULL);
		_exit(3);
	}
	waitpid(pid, NULL, 0);
	return 0;
}
