// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#version 450
// Each word becomes one that says what it was and where it lies.
layout(local_size_x = 64) in;
layout(std430, binding = 0) buffer Data { uint word[]; };
layout(push_constant) uniform Constants { uint count; };

void main()
{
	const uint i = gl_GlobalInvocationID.x;

	if (i < count)
		word[i] = word[i] * 3 + i;
}
