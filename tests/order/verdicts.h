/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What is found, beside what is recorded (tests/order/expect, in the form of
 * tests/expect): a deviation's Case are settings, its Machine is the CPU's model, and
 * its Fails is "wrong", or "refused" for what is not judged, and patterns of tests.
 * Each pattern must speak for a test, and all tests that it takes must fail so. Of a
 * control only what must be so is asked.
 */
#ifndef ORDER_VERDICTS_H
#define ORDER_VERDICTS_H

#include "expectations.h"
#include "judgement.h"

/* Gives each judgement its verdict. */
void give_verdicts(struct examined *examined, const char *cpu,
		   const struct deviations *recorded);

/* The observation that stands for it in results. */
const char *finding_observation(const struct judgement *judgement);

/* What is red and no test's: prints deviations that fit a setting that was looked at and
 * take no test in any, and controls that are not there; how many. */
size_t report_unused(const struct examined *list, size_t count, const char *cpu,
		     const struct deviations *recorded);

#endif
