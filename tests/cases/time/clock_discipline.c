/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* chrony and ntpd read how the kernel keeps its clock, in a structure of which
 * every field has the architecture's width. */
#include "case.h"

#ifdef GUEST

#include <string.h>
#include <sys/timex.h>
#include <time.h>

int guest_main(void)
{
	struct timex state;
	struct timespec before;
	struct timespec now;

	memset(&state, 0xff, sizeof(state));
	state.modes = 0;
	MUST(clock_gettime, CLOCK_REALTIME, &before);

	const int clock = MUTATE(adjtimex(&state), 0);

	EXPECT_ROW("adjtimex tells a state of the clock",
		   clock >= TIME_OK && clock <= TIME_ERROR, ==, true);
	EXPECT_ROW("a tick is a hundredth of a second, or nearly",
		   state.tick >= 9000 && state.tick <= 11000, ==, true);
	EXPECT_ROW("the clock's precision is a microsecond", state.precision, ==, 1L);
	EXPECT_ROW("the correction is in its bounds",
		   state.freq >= -(500L << 16) && state.freq <= 500L << 16, ==, true);
	MUST(clock_gettime, CLOCK_REALTIME, &now);
	EXPECT_ROW("the time in it is now",
		   before.tv_sec <= state.time.tv_sec && state.time.tv_sec <= now.tv_sec, ==,
		   true);

	/* Changing it is for those who may. */
	state.modes = ADJ_OFFSET;
	state.offset = 0;
	EXPECT_ERROR(adjtimex(&state), EPERM);
	memset(&state, 0, sizeof(state));

	/* Somebody may keep the clock meanwhile, so that its state is another. */
	const int again = clock_adjtime(CLOCK_REALTIME, &state);

	EXPECT_ROW("clock_adjtime tells a state of the clock",
		   again >= TIME_OK && again <= TIME_ERROR, ==, true);
	EXPECT_ROW("clock_adjtime tells the same tick",
		   state.tick >= 9000 && state.tick <= 11000, ==, true);
	EXPECT_ERROR(clock_adjtime(999, &state), EINVAL);
	EXPECT_ERROR(clock_settime(CLOCK_REALTIME, &now), EPERM);
	return 0;
}

#else

CASE(clock_discipline, .rule = "TIME-6", .shared = true,
     .summary = "adjtimex(2) tells the kernel's clock in its own layout, and refuses changes");

#endif
