// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#version 450
// One step of a bitonic sort.
layout(local_size_x = 64) in;
layout(std430, binding = 0) buffer Data { uint word[]; };
layout(push_constant) uniform Constants { uint count; uint block; uint distance; };

void main()
{
	const uint i = gl_GlobalInvocationID.x;
	const uint low = (i & ~(distance - 1)) * 2 + (i & (distance - 1));
	const uint high = low + distance;

	if (high >= count)
		return;

	const uint a = word[low];
	const uint b = word[high];
	const bool ascending = (low & block) == 0;

	if ((a > b) == ascending) {
		word[low] = b;
		word[high] = a;
	}
}
