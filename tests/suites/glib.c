/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* GLib's own tests, of Debian's libglib2.0-tests: those about threads, atomics,
 * processes, files, sockets and D-Bus, numbers and text. */
#include "suite.h"

/*
 * A program lists its tests, and runs them in that order: the one after the last that
 * it told of has begun. What has begun before is left out.
 */
static const char program[] =
	"#!/usr/bin/python3\n"
	"import os, re, subprocess, sys, threading\n"
	"os.chdir('/tmp')\n"
	"d = '/usr/libexec/installed-tests/glib/'\n"
	"groups = {\n"
	" 'threads': 'asyncqueue atomic bitlock cond once onceinit private rec-mutex thread "
	"thread-pool timer mainloop unix',\n"
	" 'processes': 'spawn-singlethread spawn-multithreaded spawn-path-search gsubprocess "
	"environment unix-fd unix-streams mappedfile io-channel io-channel-basic',\n"
	" 'data': 'array-test base64 bytes cache charset checksum convert dataset date hash "
	"hmac guuid gvariant list queue rand refcount regex sequence slice slist sort string "
	"strfuncs strvbuilder tree unicode utf8-validate uri utils test-printf',\n"
	" 'files': 'dir file fileutils g-file g-file-info keyfile "
	"memory-output-stream pollable readwrite buffered-input-stream data-input-stream "
	"filter-streams',\n"
	" 'network': 'inet-address network-address socket socket-address socket-listener "
	"socket-service gdbus-addresses gdbus-non-socket gdbus-message',\n"
	" 'objects': 'binding closure dynamictype enums object param properties "
	"properties-refcount1 reference signals signals-refcount1 types value',\n"
	"}\n"
	"begun = open(sys.argv[2], 'a+'); begun.seek(0); done = begun.read().split('\\n')\n"
	"def say(*words): print(*words, flush=True)\n"
	"def begin(t): print(t, file=begun, flush=True); say('@begin', t)\n"
	"env = dict(os.environ, G_TEST_SRCDIR=d, G_TEST_BUILDDIR=d, HOME='/tmp')\n"
	"for p in groups[sys.argv[1]].split():\n"
	"    if not os.path.exists(d + p): continue\n"
	"    r = subprocess.run([d + p, '-l'], capture_output=True, text=True, env=env)\n"
	"    tests = [l.lstrip('# ') for l in r.stdout.split('\\n') if re.match('(# )?/', l)] "
	"or ['/']\n"
	"    name = lambda t: p + t.replace(' ', '_')\n"
	"    left = [t for t in tests if name(t) not in done]\n"
	"    if not left: continue\n"
	"    a = [d + p, '--tap', '-k'] + [x for t in tests if t not in left for x in ('-s', "
	"t)]\n"
	"    c = subprocess.Popen(a, stdout=subprocess.PIPE, stderr=2, text=True, env=env, "
	"errors='replace')\n"
	"    late = []\n"
	"    def end(): late.append(1); c.kill()\n"
	"    watch = threading.Timer(90, end); watch.start(); begin(name(left[0]))\n"
	"    for l in c.stdout:\n"
	"        sys.stderr.write(l)\n"
	"        m = re.match(r'(not )?ok \\d* ?-? ?(/\\S*)?(.*)', l)\n"
	"        if not m or not left or 'by request (-s' in l: continue\n"
	"        watch.cancel(); watch = threading.Timer(90, end); watch.start()\n"
	"        t = left.pop(0)\n"
	"        how = 'fail' if m[1] else 'skip' if re.search('# *(SKIP|TODO)', m[3]) else "
	"'pass'\n"
	"        say('@end', name(t), how, m[3].strip() if how != 'pass' else '')\n"
	"        if left: begin(name(left[0]))\n"
	"    watch.cancel(); s = c.wait()\n"
	"    if left:\n"
	"        if s == 0: say('@end', name(left[0]), 'skip', 'nothing told')\n"
	"        elif late: say('@end', name(left[0]), 'hang')\n"
	"        else: say('@end', name(left[0]), 'crash' if s < 0 else 'fail', "
	"'its program ended with', s)\n"
	"        if len(left) > 1: sys.stdout.flush(); os.execv(sys.argv[0], sys.argv)\n"
	"os._exit(0)";

static const struct suite suite = { "glib", "libglib2.0-tests", program };

GROUP(glib, threads);
GROUP(glib, processes);
GROUP(glib, data);
GROUP(glib, files);
GROUP(glib, network);
GROUP(glib, objects);
