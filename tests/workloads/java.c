/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* OpenJDK: its compiler compiles a class, which works under two collectors: threads
 * and locks, exceptions from null references, child processes, and a checksum that
 * the JIT compiler makes a vector loop of. */
#include "workload.h"

static const char program[] =
	"import java.util.*; import java.util.concurrent.*; import java.util.stream.*;\n"
	"public class T {\n"
	"  static int sum(int[] a) { int s = 0; for (int x : a) s = s * 31 + x; return s; }\n"
	"  public static void main(String[] v) throws Exception {\n"
	"    int[] a = IntStream.range(0, 4000).toArray(); int h = 0;\n"
	"    for (int i = 0; i < 3000; i++) h += sum(a); System.out.println(h);\n"
	"    ExecutorService e = Executors.newFixedThreadPool(3); List<Future<Long>> f = new "
	"ArrayList<>();\n"
	"    for (int k = 0; k < 12; k++) { final int n = k; f.add(e.submit(() -> { long s = "
	"0;\n"
	"      for (int i = 0; i < 20; i++) { List<byte[]> l = new ArrayList<>(); for (int j = "
	"0; j < 200; j++) l.add(new byte[1000 + n]);\n"
	"        s += l.stream().mapToLong(b -> b.length).sum(); } return s; })); }\n"
	"    long t = 0; for (Future<Long> x : f) t += x.get(); e.shutdown(); "
	"System.out.println(t);\n"
	"    int n = 0; for (int i = 0; i < 50; i++) try { String s = i % 2 == 0 ? null : "
	"\"x\"; n += s.length(); } catch (NullPointerException x) { n += 100; }\n"
	"    System.out.println(n + \" \" + Math.fma(0.1, 10, -1.0) + \" \" + 1e23);\n"
	"    Process p = new ProcessBuilder(\"sh\", \"-c\", \"read l; echo got $l; exit "
	"4\").start();\n"
	"    p.getOutputStream().write(\"line\\n\".getBytes()); p.getOutputStream().close();\n"
	"    System.out.println(new String(p.getInputStream().readAllBytes()).trim() + \" \" + "
	"p.waitFor());\n"
	"  } }";

static const char answer[] =
	"867208576\n48264000\n2525 5.551115123125783E-17 1.0E23\ngot line 4\n";

static void steps(struct container *c)
{
	WRITE(c, "T.java", program);
	SPOIL(c, "sed -i 's/1000 + n/1000 + n % 11/' T.java");
	RUN(c, "java -Xmx256m -m jdk.compiler/com.sun.tools.javac.Main -d out T.java > "
	       "/logs/javac 2>&1");
	SAYS(c, "java -Xmx192m -XX:+UseG1GC -Xlog:gc:/logs/g1 -cp out T 2>/logs/java", answer);
	SAYS(c,
	     "java -Xmx192m -XX:+UseParallelGC -Xlog:gc:/logs/parallel -cp out T 2>/logs/java",
	     answer);
}

WORKLOAD(java, "runtimes",
	 "OpenJDK: javac, two collectors, threads, null references, a child process");
