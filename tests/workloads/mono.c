/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Mono: a JIT compiler, its collector that stops threads by signals, and null
 * references as SIGSEGV. */
#include "workload.h"

static const char program[] =
	"using System; using System.Collections.Generic; using System.Linq; using "
	"System.Threading;\n"
	"class T { int v; static long total;\n"
	"static void Main() {\n"
	"  var ts = Enumerable.Range(1, 4).Select(k => new Thread(() => { for (int i = 0; i < "
	"2000; i++) {\n"
	"    var l = new List<byte[]>(); l.Add(new byte[200]); Interlocked.Add(ref total, "
	"l[0].Length * k); } })).ToList();\n"
	"  ts.ForEach(t => t.Start()); GC.Collect(); ts.ForEach(t => t.Join()); "
	"Console.WriteLine(total);\n"
	"  try { T t = null; Console.WriteLine(t.v); } catch (NullReferenceException) { "
	"Console.WriteLine(\"null\"); }\n"
	"  try { int z = int.Parse(\"0\"); Console.WriteLine(1 / z); } catch "
	"(DivideByZeroException) { Console.WriteLine(\"zero\"); }\n"
	"  try { checked { int m = int.MaxValue; m += ts.Count; } } catch (OverflowException) "
	"{ Console.WriteLine(\"overflow\"); }\n"
	"  decimal d = 1m / 3; Console.WriteLine(d + \" \" + (0.1 + 0.2).ToString(\"R\") + \" "
	"\" + Math.Pow(2, 0.5).ToString(\"R\"));\n"
	"} }";

static void steps(struct container *c)
{
	WRITE(c, "t.cs", program);
	SPOIL(c, "sed -i 's/i < 2000/i < 1999/' t.cs");
	RUN(c, "mono /usr/lib/mono/4.5/mcs.exe -optimize+ -out:t.exe t.cs > /logs/mcs 2>&1");
	SAYS(c, "mono t.exe 2>/logs/mono",
	     "4000000\nnull\nzero\noverflow\n0.3333333333333333333333333333 "
	     "0.30000000000000004 1.4142135623730951\n");
}

WORKLOAD(mono, "services",
	 "Mono: a JIT compiler, a collector that stops threads, faults that become exceptions");
