/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Python: processes, threads, sockets, signals and exact arithmetic of its library. */
#include "workload.h"

static const char program[] =
	"import asyncio, decimal, hashlib, json, math, multiprocessing, os, signal, "
	"subprocess, sys, threading, zlib\n"
	"def square(n): return n * n\n"
	"async def echo(reader, writer):\n"
	"    writer.write(await reader.readline()); await writer.drain(); writer.close()\n"
	"async def talk():\n"
	"    server = await asyncio.start_server(echo, '127.0.0.1', 8007)\n"
	"    async def one(i):\n"
	"        r, w = await asyncio.open_connection('127.0.0.1', 8007)\n"
	"        w.write(b'%d\\n' % i); line = await r.readline(); w.close(); return "
	"int(line)\n"
	"    total = sum(await asyncio.gather(*(one(i) for i in range(40))))\n"
	"    server.close(); return total\n"
	"if __name__ == '__main__':\n"
	"    decimal.getcontext().prec = 60\n"
	"    print(decimal.Decimal(2).sqrt())\n"
	"    print(math.fsum([0.1] * 10), (0.1).hex(), math.factorial(60))\n"
	"    print(hashlib.sha3_256(b'abc').hexdigest()[:16], zlib.crc32(b'123456789'))\n"
	"    with multiprocessing.Pool(3) as pool: print(sum(pool.map(square, range(200))))\n"
	"    counter, lock = [0], threading.Lock()\n"
	"    def count():\n"
	"        for _ in range(2000):\n"
	"            with lock: counter[0] += 1\n"
	"    threads = [threading.Thread(target=count) for _ in range(6)]\n"
	"    [t.start() for t in threads]; [t.join() for t in threads]; print(counter[0])\n"
	"    print(asyncio.run(talk()))\n"
	"    print(subprocess.run(['sh', '-c', 'cat; exit 3'], input=b'through a pipe', "
	"capture_output=True))\n"
	"    got = []\n"
	"    signal.signal(signal.SIGALRM, lambda n, f: got.append(n))\n"
	"    signal.setitimer(signal.ITIMER_REAL, 0.05); signal.pause(); print(got)\n"
	"    child = os.fork()\n"
	"    if child == 0: os.kill(os.getpid(), signal.SIGTERM)\n"
	"    print(os.waitpid(child, 0)[1])\n"
	"    print(json.loads(json.dumps({'x': [1.5, None, True, '\\u20ac']})))";

static void steps(struct container *c)
{
	WRITE(c, "p.py", program);
	SPOIL(c, "sed -i 's/counter\\[0\\] += 1/counter[0] += _ != 7/' p.py");
	SAYS(c, "python3 -I p.py",
	     "1.41421356237309504880168872420969807856967187537694807317668\n"
	     "1.0 0x1.999999999999ap-4 "
	     "832098711274139014427634118322336438075417260636124595244927769640960000000000000"
	     "0\n"
	     "3a985da74fe225b2 3421780262\n"
	     "2646700\n12000\n780\n"
	     "CompletedProcess(args=['sh', '-c', 'cat; exit 3'], returncode=3, "
	     "stdout=b'through a "
	     "pipe', stderr=b'')\n"
	     "[14]\n15\n{'x': [1.5, None, True, '\xe2\x82\xac']}\n");
}

WORKLOAD(python, "tools", "Python: processes, threads, sockets, signals and exact arithmetic");
