// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#include <vector>

int sum(const std::vector<int> &numbers)
{
	std::vector<int> doubled;
	int total = 0;

	for (int n : numbers)
		doubled.push_back(2 * n);
	for (int n : doubled)
		total += n;
	return total;
}
