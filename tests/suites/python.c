/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Python's own tests, of Debian's libpython3.13-testsuite: those about processes,
 * signals, memory, sockets, threads, time and numbers. */
#include "suite.h"

/* A test that takes longer than a minute and a half ends the program with 1. */
static const char program[] =
	"#!/usr/bin/python3\n"
	"import faulthandler, os, signal, sys, threading, unittest\n"
	"from test import support\n"
	"support.use_resources = set()\n"
	"os.chdir('/tmp')\n"
	"begun = open(sys.argv[2], 'a+'); begun.seek(0); done = set(begun.read().split())\n"
	"out = os.fdopen(os.dup(1), 'w'); os.dup2(2, 1)\n"
	"def say(*words): print(*words, file=out, flush=True)\n"
	"class Result(unittest.TestResult):\n"
	"    def startTest(self, t):\n"
	"        super().startTest(t); print(t.id(), file=begun, flush=True); say('@begin', "
	"t.id())\n"
	"        faulthandler.dump_traceback_later(90, exit=True, file=sys.__stderr__)\n"
	"        self.how = None\n"
	"    def stopTest(self, t):\n"
	"        super().stopTest(t); faulthandler.cancel_dump_traceback_later()\n"
	"        say('@end', t.id(), *(self.how or ('pass',)))\n"
	"    def bad(self, e): self.how = ('fail', (e[0].__name__ + ': ' + "
	"str(e[1])).split('\\n')[0])\n"
	"    def addError(self, t, e): self.bad(e)\n"
	"    def addFailure(self, t, e): self.bad(e)\n"
	"    def addSubTest(self, t, s, e):\n"
	"        if e: self.bad(e)\n"
	"    def addSkip(self, t, why): self.how = ('skip', str(why).split('\\n')[0])\n"
	"    def addExpectedFailure(self, t, e): self.how = ('skip', 'expected failure')\n"
	"    def addUnexpectedSuccess(self, t): self.how = ('fail', 'unexpected success')\n"
	"def all_of(s):\n"
	"    for t in s:\n"
	"        if isinstance(t, unittest.TestSuite): yield from all_of(t)\n"
	"        else: yield t\n"
	"suite = unittest.defaultTestLoader.loadTestsFromName('test.' + sys.argv[1])\n"
	"suite = unittest.TestSuite(t for t in all_of(suite) if t.id() not in done)\n"
	"suite.run(Result())\n"
	"out.flush(); os._exit(0)";

static const struct suite suite = { "python", "libpython3.13-testsuite", program };

GROUP(python, test_array);
GROUP(python, test_bool);
GROUP(python, test_ctypes);
GROUP(python, test_dict);
GROUP(python, test_eintr);
GROUP(python, test_errno);
GROUP(python, test_exceptions);
GROUP(python, test_faulthandler);
GROUP(python, test_fcntl);
GROUP(python, test_float);
GROUP(python, test_grp);
GROUP(python, test_math);
GROUP(python, test_mmap);
GROUP(python, test_openpty);
GROUP(python, test_os);
GROUP(python, test_pipes);
GROUP(python, test_poll);
GROUP(python, test_posix);
GROUP(python, test_pty);
GROUP(python, test_pwd);
GROUP(python, test_resource);
GROUP(python, test_select);
GROUP(python, test_signal);
GROUP(python, test_socket);
GROUP(python, test_socketpair);
GROUP(python, test_struct);
GROUP(python, test_subprocess);
GROUP(python, test_syslog);
GROUP(python, test_termios);
GROUP(python, test_thread);
GROUP(python, test_threading);
GROUP(python, test_time);
GROUP(python, test_wait3);
GROUP(python, test_wait4);
