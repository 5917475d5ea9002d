// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#include <numeric>

int sum(const int *numbers, int count)
{
	return std::accumulate(numbers, numbers + count, 0);
}
