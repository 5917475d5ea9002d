/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Go: a program is built by the compiler, its assembler and linker, and with it the
 * packages that it needs, which are few, as each is compiled first. It runs many
 * goroutines, the collector, preemption by signals and without it, and a nil
 * dereference that becomes a panic.
 */
#include "workload.h"

static const char program[] =
	"package main\n\nimport (\n\t\"runtime\"\n\t\"sync/atomic\"\n)\n\n"
	"func fault() (e any) {\n\tdefer func() { e = recover() }()\n\tvar p *int\n\t*p = 1\n"
	"\treturn\n}\n\n"
	"func main() {\n\truntime.GOMAXPROCS(2)\n\tvar n atomic.Int64\n\tdone := make(chan "
	"bool)\n"
	"\tfor i := 0; i < 200; i++ {\n\t\tgo func() {\n\t\t\tvar l [][]byte\n"
	"\t\t\tfor k := 0; k < 20; k++ {\n\t\t\t\tl = append(l, make([]byte, "
	"1000+i))\n\t\t\t}\n"
	"\t\t\tfor _, b := range l {\n\t\t\t\tn.Add(int64(len(b)))\n\t\t\t}\n\t\t\tdone <- "
	"true\n"
	"\t\t}()\n\t}\n\tfor i := 0; i < 200; i++ {\n\t\t<-done\n\t}\n\tprintln(n.Load())\n"
	/* One that never yields, while the collector stops the world. */
	"\tvar stop atomic.Bool\n\tif len(runtime.Version()) > 0 {\n\t\tgo func() {\n"
	"\t\t\tfor !stop.Load() {\n\t\t\t}\n\t\t\tdone <- true\n\t\t}()\n\t}\n"
	"\tfor i := 0; i < 3; i++ {\n\t\truntime.GC()\n\t}\n\tstop.Store(true)\n\t<-done\n"
	"\tprintln(fault().(error).Error(), int64(1e18)/7)\n\tpanic(\"at the end\")\n}\n";

static void steps(struct container *c)
{
	RUN(c, "mkdir -p g && cd g");
	WRITE(c, "main.go", program);
	WRITE(c, "go.mod", "module g\n\ngo 1.24");
	SPOIL(c, "sed -i 's/1000+i/1000+i%199/' main.go");
	RUN(c, "export GOCACHE=/tmp/cache GOFLAGS=-p=2 CGO_ENABLED=0 HOME=/root; "
	       "go build -o g . > /logs/build 2>&1");
	SAYS(c, "./g 2>/logs/g; echo $?; head -2 /logs/g; grep -c 'panic: at the end' /logs/g",
	     "2\n4398000\nruntime error: invalid memory address or nil pointer dereference "
	     "142857142857142857\n1\n");
	/* Without those signals nothing stops the one that never yields. */
	RUN(c, "GODEBUG=asyncpreemptoff=1 GOGC=10 ./g > /logs/off 2>&1 & pid=$!");
	UNTIL(c, "grep -qx 4398000 /logs/off");
	RUN(c, "sleep 2; kill -0 $pid && kill -KILL $pid");
}

WORKLOAD(go_build, "runtimes",
	 "Go: a program built, and run with preemption by signals and without");
