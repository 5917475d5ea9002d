// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#version 450
// The sum of all words, modulo 2^32, in the last one.
layout(local_size_x = 64) in;
layout(std430, binding = 0) buffer Data { uint word[]; };
layout(push_constant) uniform Constants { uint count; };

void main()
{
	const uint each = 64;
	const uint first = gl_GlobalInvocationID.x * each;
	uint sum = 0;

	for (uint i = first; i < min(first + each, count); i++)
		sum += word[i];
	if (first < count)
		atomicAdd(word[count], sum);
}
