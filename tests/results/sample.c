/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#include "sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct interval_of_share wilson(size_t agreeing, size_t n)
{
	const double z = 1.959963984540054;
	const double k = (double)agreeing;
	const double all = (double)n;

	if (!n)
		return (struct interval_of_share){ 0, 1 };

	const double middle = (k + z * z / 2) / (all + z * z);
	const double half = z / (all + z * z) * sqrt(k * (all - k) / all + z * z / 4);

	return (struct interval_of_share){
		.low = middle - half > 0 ? middle - half : 0,
		.high = middle + half < 1 ? middle + half : 1,
	};
}

/* splitmix64 */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static int by_stratum(const void *a, const void *b)
{
	const struct result *x = *(const struct result *const *)a;
	const struct result *y = *(const struct result *const *)b;
	int order = strcmp(x->backend, y->backend);

	if (!order)
		order = strcmp(x->machine, y->machine);
	if (!order)
		order = strcmp(x->area, y->area);
	return order ? order : strcmp(x->name, y->name);
}

static bool same_stratum(const struct result *a, const struct result *b)
{
	return strcmp(a->backend, b->backend) == 0 && strcmp(a->machine, b->machine) == 0 &&
	       strcmp(a->area, b->area) == 0;
}

static void shuffle(const struct result **list, size_t count, uint64_t *state)
{
	for (size_t i = count; i > 1; i--) {
		const size_t other = next_random(state) % i;
		const struct result *kept = list[i - 1];

		list[i - 1] = list[other];
		list[other] = kept;
	}
}

size_t sample_draw(const struct result **list, size_t count, size_t wanted, uint64_t seed)
{
	uint64_t state = seed;

	if (!count)
		return 0;
	if (wanted > count)
		wanted = count;
	qsort(list, count, sizeof(const struct result *), by_stratum);
	for (size_t start = 0, end; start < count; start = end) {
		for (end = start + 1; end < count && same_stratum(list[start], list[end]);)
			end++;
		shuffle(list + start, end - start, &state);
	}
	const double step = (double)count / (double)wanted;
	const double first = step * (double)(next_random(&state) >> 11) * 0x1p-53;

	for (size_t i = 0; i < wanted; i++) {
		size_t at = (size_t)(first + step * (double)i);

		list[i] = list[at < count ? at : count - 1];
	}
	return wanted;
}
