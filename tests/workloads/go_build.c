/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Go: a program is built by the compiler and its assembler and linker, and runs: many
 * goroutines, the collector, preemption by signals and without it, nil dereferences. */
#include "workload.h"

static const char program[] =
	"package main\n\nimport "
	"(\n\t\"fmt\"\n\t\"math\"\n\t\"os\"\n\t\"os/"
	"exec\"\n\t\"runtime\"\n\t\"sync\"\n\t\"sync/atomic\"\n)\n\n"
	"func fault() (e any) {\n\tdefer func() { e = recover() }()\n\tvar p *int\n\t*p = "
	"1\n\treturn\n}\n\n"
	"func main() {\n\tvar n atomic.Int64\n\tvar w sync.WaitGroup\n\tfor i := 0; i < 200; "
	"i++ {\n\t\tw.Add(1)\n"
	"\t\tgo func() {\n\t\t\tdefer w.Done()\n\t\t\tvar l [][]byte\n\t\t\tfor k := 0; k < "
	"20; k++ {\n\t\t\t\tl = append(l, make([]byte, 1000+i))\n\t\t\t}\n"
	"\t\t\tfor _, b := range l "
	"{\n\t\t\t\tn.Add(int64(len(b)))\n\t\t\t}\n\t\t}()\n\t}\n\tw.Wait()\n\tfmt.Println(n."
	"Load())\n"
	"\tdone := make(chan bool)\n\truntime.GOMAXPROCS(2)\n\tvar stop atomic.Bool\n\tgo "
	"func() {\n\t\tfor !stop.Load() {\n\t\t}\n\t\tclose(done)\n\t}()\n"
	"\tfor i := 0; i < 3; i++ {\n\t\truntime.GC()\n\t}\n\tstop.Store(true)\n\t<-done\n"
	"\tfmt.Println(fault(), math.FMA(0.1, 10, -1), 1/math.Inf(-1))\n"
	"\tout, err := exec.Command(\"sh\", \"-c\", \"echo child; exit "
	"6\").Output()\n\tfmt.Printf(\"%s%v\\n\", out, err)\n\tos.Exit(3)\n}\n";

static void steps(struct container *c)
{
	RUN(c, "mkdir -p g && cd g");
	WRITE(c, "main.go", program);
	WRITE(c, "go.mod", "module g\n\ngo 1.24");
	SPOIL(c, "sed -i 's/1000+i/1000+i%199/' main.go");
	/* The whole standard library that it needs, by one job. */
	RUN(c, "export GOCACHE=/tmp/cache GOFLAGS=-p=2 CGO_ENABLED=0 HOME=/root; go build -o g "
	       ". > /logs/build 2>&1");
	SAYS(c, "./g 2>/logs/g; echo $?",
	     "4398000\nruntime error: invalid memory address or nil pointer dereference "
	     "5.551115123125783e-17 -0\nchild\nexit status 6\n3\n");
	SAYS(c, "GODEBUG=asyncpreemptoff=1 GOGC=10 ./g 2>/logs/g | head -1", "4398000\n");
}

WORKLOAD(go_build, "runtimes",
	 "Go: a program built, and run with preemption by signals and without");
