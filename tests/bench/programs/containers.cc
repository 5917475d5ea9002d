// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#include <array>
#include <numeric>

int sum(const std::array<int, 8> &numbers)
{
	return std::accumulate(numbers.begin(), numbers.end(), 0);
}
