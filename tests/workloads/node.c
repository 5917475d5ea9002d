/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Node.js: a server and its clients, worker threads with shared memory, WebAssembly, a
 * child process, and big numbers. */
#include "workload.h"

static const char program[] =
	"const http = require('http'), { Worker } = require('worker_threads');\n"
	"const cp = require('child_process'), crypto = require('crypto');\n"
	"const add = 'const { workerData } = require(\"worker_threads\"); "
	"const a = new Int32Array(workerData); for (let i = 0; i < 5000; i++) Atomics.add(a, "
	"0, 1)';\n"
	"const post = n => fetch('http://127.0.0.1:8080/', { method: 'POST', body: "
	"'x'.repeat(n) })"
	".then(r => r.text());\n"
	"async function main() {\n"
	"  const s = http.createServer((q, r) => { let n = 0; q.on('data', d => n += d.length);"
	" q.on('end', () => r.end(String(n))); });\n"
	"  await new Promise(r => s.listen(8080, '127.0.0.1', r));\n"
	"  let n = 0;\n"
	"  for (let k = 0; k < 4; k++)\n"
	"    for (const t of await Promise.all([...Array(10).keys()].map(i => post(i * "
	"1000)))) n += Number(t);\n"
	"  s.closeAllConnections(); s.close(); console.log(n);\n"
	"  const m = new SharedArrayBuffer(4);\n"
	"  await Promise.all([1, 2, 3].map(() => new Promise(r => new Worker(add, { eval: "
	"true, "
	"workerData: m }).on('exit', r))));\n"
	"  console.log(new Int32Array(m)[0]);\n"
	"  let h = 0; for (let i = 0; i < 300000; i++) h = (Math.imul(h, 31) + i) | 0;\n"
	"  console.log(h, 0.1 + 0.2, (2n ** 100n).toString());\n"
	"  console.log(cp.spawnSync('sh', ['-c', 'cat; exit 5'], { input: 'in' }).status,"
	" crypto.createHash('sha256').update('abc').digest('hex').slice(0, 8));\n"
	/* (func (export "s") (param f64) (result f64) the root of it, times two) */
	"  const w = new "
	"WebAssembly.Module(Buffer.from('0061736d0100000001060160017c017c0302010007"
	"0501017300000a11010f0020009f440000000000000040a20b', 'hex'));\n"
	"  console.log(new WebAssembly.Instance(w).exports.s(2));\n"
	"}\nmain();";

static void steps(struct container *c)
{
	WRITE(c, "n.js", program);
	SPOIL(c, "sed -i 's/i < 5000/i < 4999/' n.js");
	SAYS(c, "node n.js 2>/logs/node",
	     "180000\n15000\n-601855504 0.30000000000000004 1267650600228229401496703205376\n5 "
	     "ba7816bf\n2.8284271247461903\n");
}

WORKLOAD(node, "runtimes",
	 "Node.js: a server and clients, worker threads, WebAssembly, a child process");
