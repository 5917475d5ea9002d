// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#version 450
// Half of the picture: its upper left, with a corner of each colour.
layout(location = 0) out vec3 colour;

void main()
{
	const vec2 corners[3] = vec2[](vec2(-1, -1), vec2(1, -1), vec2(-1, 1));
	const vec3 colours[3] = vec3[](vec3(1, 0, 0), vec3(0, 1, 0), vec3(0, 0, 1));

	gl_Position = vec4(corners[gl_VertexIndex], 0, 1);
	colour = colours[gl_VertexIndex];
}
