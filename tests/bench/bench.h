/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What is measured: kernels, written here, and programs, from Debian. Each is
 * a case of the runner's registry, so a container starts it as it starts any
 * other, and its counts come back in the record's notes.
 */
#ifndef BENCH_H
#define BENCH_H

#include "registry.h"

enum { BENCH_ARGUMENTS = 24 };

/*
 * Three runs: the start as a container's first program, which may have to start
 * a server of the backend's; the start again, which a program does only where
 * there is such a server; and the whole. The whole less the last start is the
 * steady phase.
 */
enum { RUN_STARTUP, RUN_AGAIN, RUN_WHOLE, BENCH_RUNS };

/* A start is few rounds: all of it is translated, hardly any of it done. */
struct kernel {
	unsigned long few, many; /* rounds */
	const char *unlike;	 /* where the arm64 build can't be the same source: how */
};

/* A start does next to nothing; the whole is the start and the work. */
struct program {
	const char *startup[BENCH_ARGUMENTS];
	const char *work[BENCH_ARGUMENTS];
	const char *prepare[BENCH_ARGUMENTS]; /* before both, not counted */
	bool native; /* an arm64 program, which no backend translates */
};

/* All are one of these. */
enum bench_kind { BENCH_KERNEL, BENCH_PROGRAM, BENCH_NATIVE };
enum bench_kind bench_kind(const struct conformance_case *test);

bool is_kernel(const struct conformance_case *test);

void kernel_drive(struct container *container);
void program_drive(struct container *container);
void blocks_drive(struct container *container);
bool is_blocks(const struct conformance_case *test);

/* In a kernel's file, beside its guest half. The rounds are so many that the
 * slope, many less few, is ten million native instructions or thereabouts. */
#define KERNEL(id, few_rounds, many_rounds, text, ...)                                         \
	static const struct kernel kernel_##id = { .few = few_rounds,                          \
						   .many = many_rounds,                        \
						   __VA_ARGS__ };                              \
	CASE(id, .summary = text, .flavours = GLIBC, .seconds = 120, .drive = kernel_drive,    \
	     .data = &kernel_##id);                                                            \
	CASE(id##_blocks, .summary = "the hottest block of " #id, .flavours = GLIBC,           \
	     .seconds = 120, .x86_64_only = true, .drive = blocks_drive, .data = &kernel_##id)

#define PROGRAM(id, of_image, text, ...)                                                       \
	CASE(id, .summary = text, .flavours = GLIBC, .seconds = 120, .drive = program_drive,   \
	     .image = of_image, .data = &(const struct program){ __VA_ARGS__ })

#endif
