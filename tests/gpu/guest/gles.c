/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * gles: a triangle by OpenGL ES, which virgl hands to the machine's GPU, without a
 * display. It prints "right", or says in a line what is not.
 */
#include "picture.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <GLES2/gl2.h>
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void fail(const char *what, unsigned code)
{
	printf("%s: 0x%x\n", what, code);
	exit(1);
}

/* Nothing is linked with Mesa: its functions are looked up when they are called. */
static void *library(const char *name)
{
	void *handle = dlopen(name, RTLD_NOW);

	if (!handle)
		fail(dlerror(), 0);
	return handle;
}

#define CALL(library, name) ((__typeof__(&(name)))dlsym(library, #name))

static void open_context(void *egl)
{
	static const EGLint of_context[] = { EGL_CONTEXT_CLIENT_VERSION, 2, EGL_NONE };
	static const EGLint of_config[] = { EGL_RENDERABLE_TYPE, EGL_OPENGL_ES2_BIT,
					    EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_NONE };
	EGLDisplay display = CALL(egl, eglGetPlatformDisplay)(EGL_PLATFORM_SURFACELESS_MESA,
							      EGL_DEFAULT_DISPLAY, NULL);
	EGLConfig config;
	EGLint count;

	if (!display || !CALL(egl, eglInitialize)(display, NULL, NULL))
		fail("eglInitialize", (unsigned)CALL(egl, eglGetError)());
	CALL(egl, eglBindAPI)(EGL_OPENGL_ES_API);
	if (!CALL(egl, eglChooseConfig)(display, of_config, &config, 1, &count) || !count)
		fail("eglChooseConfig", (unsigned)CALL(egl, eglGetError)());

	EGLContext context =
		CALL(egl, eglCreateContext)(display, config, EGL_NO_CONTEXT, of_context);

	if (!context ||
	    !CALL(egl, eglMakeCurrent)(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context))
		fail("eglMakeCurrent", (unsigned)CALL(egl, eglGetError)());
}

static GLuint make_program(void *gl)
{
	static const char *const sources[] = {
		"attribute vec2 corner; attribute vec3 of; varying vec3 colour;"
		"void main() { gl_Position = vec4(corner, 0, 1); colour = of; }",
		"precision highp float; varying vec3 colour;"
		"void main() { gl_FragColor = vec4(colour, 1); }",
	};
	static const GLenum kinds[] = { GL_VERTEX_SHADER, GL_FRAGMENT_SHADER };
	GLuint program = CALL(gl, glCreateProgram)();
	GLint linked;

	for (int i = 0; i < 2; i++) {
		GLuint shader = CALL(gl, glCreateShader)(kinds[i]);

		CALL(gl, glShaderSource)(shader, 1, &sources[i], NULL);
		CALL(gl, glCompileShader)(shader);
		CALL(gl, glAttachShader)(program, shader);
	}
	CALL(gl, glBindAttribLocation)(program, 0, "corner");
	CALL(gl, glBindAttribLocation)(program, 1, "of");
	CALL(gl, glLinkProgram)(program);
	CALL(gl, glGetProgramiv)(program, GL_LINK_STATUS, &linked);
	if (!linked)
		fail("glLinkProgram", 0);
	return program;
}

static void make_target(void *gl)
{
	GLuint texture;
	GLuint frame;

	CALL(gl, glGenTextures)(1, &texture);
	CALL(gl, glBindTexture)(GL_TEXTURE_2D, texture);
	CALL(gl, glTexImage2D)
	(GL_TEXTURE_2D, 0, GL_RGBA, PICTURE_SIDE, PICTURE_SIDE, 0, GL_RGBA, GL_UNSIGNED_BYTE,
	 NULL);
	CALL(gl, glGenFramebuffers)(1, &frame);
	CALL(gl, glBindFramebuffer)(GL_FRAMEBUFFER, frame);
	CALL(gl, glFramebufferTexture2D)
	(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);

	const GLenum status = CALL(gl, glCheckFramebufferStatus)(GL_FRAMEBUFFER);

	if (status != GL_FRAMEBUFFER_COMPLETE)
		fail("glCheckFramebufferStatus", status);
}

/* Its first row is the lowest: drawn upside down, it is the first of the picture. */
static void draw(void *gl, uint8_t *rows)
{
	static const GLfloat corners[] = { -1, -1, 1, -1, -1, 1 };
	static const GLfloat colours[] = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };

	CALL(gl, glUseProgram)(make_program(gl));
	CALL(gl, glViewport)(0, 0, PICTURE_SIDE, PICTURE_SIDE);
	CALL(gl, glClearColor)(0, 0, 0, 1);
	CALL(gl, glClear)(GL_COLOR_BUFFER_BIT);
	CALL(gl, glVertexAttribPointer)(0, 2, GL_FLOAT, GL_FALSE, 0, corners);
	CALL(gl, glVertexAttribPointer)(1, 3, GL_FLOAT, GL_FALSE, 0, colours);
	CALL(gl, glEnableVertexAttribArray)(0);
	CALL(gl, glEnableVertexAttribArray)(1);
	CALL(gl, glDrawArrays)(GL_TRIANGLES, 0, 3);
	CALL(gl, glReadPixels)
	(0, 0, PICTURE_SIDE, PICTURE_SIDE, GL_RGBA, GL_UNSIGNED_BYTE, rows);

	const GLenum error = CALL(gl, glGetError)();

	if (error)
		fail("OpenGL", error);
}

int main(int argc, char **argv)
{
	static uint8_t rows[PICTURE_BYTES];
	void *egl = library("libEGL.so.1");
	void *gl = library("libGLESv2.so.2");
	char why[200];

	if (argc != 2) {
		fprintf(stderr, "usage: gles FILE\n");
		return 2;
	}
	open_context(egl);

	const char *renderer = (const char *)CALL(gl, glGetString)(GL_RENDERER);

	if (!renderer || strncmp(renderer, "virgl", 5) != 0) {
		printf("the renderer is \"%s\", not virgl\n", renderer ? renderer : "none");
		return 1;
	}
	make_target(gl);
	draw(gl, rows);
	picture_write(argv[1], rows);
	if (!picture_is_right(rows, why, sizeof(why))) {
		puts(why);
		return 1;
	}
	puts("right");
	return 0;
}
