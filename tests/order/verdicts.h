/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What is found, beside what is recorded (tests/order/expect, in the form of
 * tests/expect): a deviation's Case is a setting, its Fails "wrong" and a pattern
 * of tests. Of a control only what must be so is asked.
 */
#ifndef ORDER_VERDICTS_H
#define ORDER_VERDICTS_H

#include "expectations.h"
#include "judgement.h"

/* Gives each judgement its verdict; `used` counts, for each deviation of the backend,
 * the tests for which it spoke. */
void give_verdicts(struct examined *examined, const struct deviations *recorded, size_t *used);

/* The observation that stands for it in results. */
const char *finding_observation(const struct judgement *judgement);

#endif
