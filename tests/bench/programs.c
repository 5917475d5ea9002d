/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Real software, as Debian packages it for both architectures in the same
 * version. A program's start-up is its shortest run; its work is so small that
 * all of them fit into the time, and prints the same on both architectures.
 */
#include "bench.h"

/* In every container image. */

PROGRAM(bash, NULL, "bash: arithmetic, patterns and arrays", .startup = { "bash", "-c", ":" },
	.work = { "bash", "/case/programs/work.sh" });

PROGRAM(sort, NULL, "sort of coreutils", .startup = { "sort", "/dev/null" },
	.work = { "sort", "-r", "/case/programs/numbers" });

PROGRAM(gzip, NULL, "gzip, compressing", .startup = { "gzip", "-nc", "/dev/null" },
	.work = { "gzip", "-nc", "/case/programs/numbers" });

PROGRAM(awk, NULL, "mawk: sums over a file", .startup = { "mawk", "BEGIN { exit }" },
	.work = { "mawk", "-f", "/case/programs/work.awk", "/case/programs/numbers" });

PROGRAM(sha256sum, NULL, "sha256sum of coreutils", .startup = { "sha256sum", "/dev/null" },
	.work = { "sha256sum", "/case/programs/millions" });

PROGRAM(perl, NULL, "perl: patterns and hashes", .startup = { "perl", "-e", "1" },
	.work = { "perl", "/case/programs/work.pl" });

/* The price of the backend's set-up to programs that don't need it: the kernel
 * asks binfmt_misc about each. */

PROGRAM(native_exec, NULL, "a native arm64 program that starts itself 200 times",
	.startup = { "/case/meter", "0" }, .work = { "/case/meter", "200" }, .native = true);

/* Of the image "tools". Python finds its modules compiled, as a package's
 * installation leaves them (fixtures/images/prepared.recipe). */

#define PYTHON "python3", "-I", "-X", "pycache_prefix=/case/prepared/pycache"

PROGRAM(python, "tools", "python3: dictionaries and JSON", .startup = { PYTHON, "-c", "pass" },
	.work = { PYTHON, "/case/programs/work.py" });

PROGRAM(django, "tools", "python3: the checks of a Django project",
	.startup = { PYTHON, "-c", "import django" },
	.work = { PYTHON, "/case/programs/check.py" });

PROGRAM(ruby, "tools", "ruby, without its gems: patterns and hashes",
	.startup = { "ruby", "--disable=gems", "-e", "1" },
	.work = { "ruby", "--disable=gems", "/case/programs/work.rb" });

PROGRAM(gcc, "tools", "gcc -O2: a program that says hello, compiled and linked",
	.startup = { "gcc", "--version" },
	.work = { "gcc", "-O2", "-o", "/tmp/hello", "/case/programs/hello.c" });

PROGRAM(gxx, "tools", "g++ -O2: a sum by std::accumulate, compiled",
	.startup = { "g++", "--version" },
	.work = { "g++", "-std=c++11", "-O2", "-c", "-o", "/tmp/sum.o",
		  "/case/programs/sum.cc" });

PROGRAM(make, "tools", "make: two hundred targets", .startup = { "make", "--version" },
	.work = { "make", "-rf", "/case/programs/work.mk" });

PROGRAM(cmake, "tools", "cmake: a script of lists and patterns",
	.startup = { "cmake", "--version" },
	.work = { "cmake", "-P", "/case/programs/work.cmake" });

PROGRAM(dpkg, "tools", "dpkg --list of four hundred packages",
	.startup = { "dpkg-query", "--version" },
	.work = { "dpkg-query", "--admindir=/case/programs/dpkg", "--list" });

PROGRAM(sqlite, "tools", "sqlite3: a table of six thousand rows, an index and a join",
	.startup = { "sqlite3", ":memory:", "SELECT 1" },
	.work = { "sqlite3", ":memory:", ".read /case/programs/work.sql" });

PROGRAM(openssl, "tools", "openssl: SHA-512 of a file", .startup = { "openssl", "version" },
	.work = { "openssl", "dgst", "-sha512", "/case/programs/millions" });

PROGRAM(xz, "tools", "xz -1, compressing", .startup = { "xz", "-c", "/dev/null" },
	.work = { "xz", "-1", "-T1", "-c", "/case/programs/numbers" });

PROGRAM(p7z, "tools", "7z, compressing by LZMA on one thread", .startup = { "7z", "i" },
	.work = { "7z", "a", "-mx=1", "-mmt=1", "-bso0", "-bsp0", "/tmp/numbers.7z",
		  "/case/programs/numbers" });

PROGRAM(redis, "tools", "redis: a server and 300 requests",
	.startup = { "redis-server", "--version" },
	.work = { "sh", "/case/programs/redis.sh" });

PROGRAM(pgbench, "tools", "PostgreSQL: a server and thirty transactions",
	.startup = { "/usr/lib/postgresql/17/bin/postgres", "--version" },
	.work = { "sh", "/case/programs/postgres.sh" },
	.prepare = { "sh", "/case/programs/postgres.sh", "prepare" });

/* Of the image "runtimes". */

PROGRAM(node, "runtimes", "node: objects and strings", .startup = { "node", "-e", "0" },
	.work = { "node", "--predictable-gc-schedule", "/case/programs/work.js" });

PROGRAM(java, "runtimes", "java: the jar tool, packing a file",
	.startup = { "java", "-Xmx128m", "-version" },
	.work = { "java", "-Xmx128m", "-XX:TieredStopAtLevel=1", "-m",
		  "jdk.jartool/sun.tools.jar.Main", "--create", "--verbose", "--file",
		  "/tmp/numbers.jar", "-C", "/case/programs", "numbers" });

PROGRAM(rustc, "runtimes", "rustc: a program that says hello, checked",
	.startup = { "rustc", "--version" },
	.work = { "rustc", "--emit=metadata", "-o", "/tmp/hello", "/case/programs/work.rs" });

PROGRAM(go, "runtimes", "go tool compile: one package", .startup = { "go", "version" },
	.work = { "go", "tool", "compile", "-p", "main", "-o", "/tmp/work.o",
		  "/case/programs/work.go" });
