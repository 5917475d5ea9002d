/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * How fast this machine is at the moment. A small piece of work is timed twice a
 * second on each CPU. What it takes longer than on the machine that time limits were
 * made for, programs take longer too, be it for other work beside the run or for a
 * slow CPU: a limit then lasts as much longer. Work beside an emulated machine shows
 * in no counter inside it, but here.
 */
#ifndef YARDSTICK_H
#define YARDSTICK_H

/* Starts it: processes that end with their parent, and close `stream`. `usual_us`: how long the
 * work takes on the machine that limits assume; 0: the speed is 1, and nothing runs. */
void yardstick_start(long usual_us, int stream);

/* The share of its usual speed that the slowest CPU has now: from 0.1 to 1. */
double yardstick_speed(void);

/* How long the work takes, in microseconds: the shortest of a few times. */
long yardstick_best(void);

#endif
