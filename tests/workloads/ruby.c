/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Ruby, with YJIT where its build has it: threads, a forked child, signals, numbers. */
#include "workload.h"

static const char program[] =
	"def fib(n) = n < 2 ? n : fib(n - 1) + fib(n - 2)\nputs fib(17)\n"
	"q = Queue.new; t = 4.times.map { |i| Thread.new { 200.times { |k| q << i * k } } }; "
	"t.each(&:join)\n"
	"puts q.size, Array.new(q.size) { q.pop }.sum\n"
	"r, w = IO.pipe; pid = fork { r.close; w.write 'from child'; exit! 9 }; w.close\n"
	"puts r.read; puts Process.wait2(pid)[1].exitstatus\n"
	"got = nil; trap('USR1') { got = 1 }; Process.kill('USR1', $$); sleep 0.01 until got; "
	"puts got\n"
	"puts 2**100, 0.1 + 0.2, 10.pow(-2), (1..20).inject(:lcm), \"stra\\u00dfe\".upcase\n"
	"puts [3, 1, 2].sort.pack('N*').unpack1('H*'), "
	"/(?<y>\\d+)-(?<m>\\d+)/.match('2026-11')[:m]";

static void steps(struct container *c)
{
	WRITE(c, "r.rb", program);
	SPOIL(c, "sed -i 's/200.times/201.times/' r.rb");
	SAYS(c,
	     "y=--yjit; ruby $y -e 1 2>/dev/null || y=; ruby $y --disable=gems r.rb "
	     "2>/logs/ruby",
	     "1597\n800\n119400\nfrom "
	     "child\n9\n1\n1267650600228229401496703205376\n0.30000000000000004\n1/"
	     "100\n232792560\nSTRASSE\n000000010000000200000003\n11\n");
}

WORKLOAD(ruby, "tools", "Ruby: its JIT compiler, threads, a forked child, signals");
