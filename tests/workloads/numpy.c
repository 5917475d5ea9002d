/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Python with NumPy: its vector loops and linear algebra, against exact answers. */
#include "workload.h"

static const char program[] =
	"import numpy as np\n"
	"a = np.arange(1, 40001, dtype=np.int64).reshape(200, 200)\n"
	"print((a @ a)[3, 5], (a % 7).sum(), a.astype(np.float32).sum(dtype=np.float64))\n"
	"h = np.array([[1.0 / (i + j + 1) for j in range(6)] for i in range(6)])\n"
	"print(abs(np.linalg.det(h) * 186313420339200000 - 1) < 1e-6, np.abs(np.linalg.inv(h) "
	"@ h - "
	"np.eye(6)).max() < 1e-9)\n"
	"s = np.sin(np.linspace(0, 8 * np.pi, 1024, endpoint=False))\n"
	"print(np.abs(np.fft.rfft(s)).argmax(), np.signbit(np.float64(-0.0)), np.nextafter(1, "
	"2) - 1)\n"
	"x = np.array([np.nan, 3, -np.inf, 1e300, -0.0, 5e-324]); print(np.sort(x), "
	"np.nanmax(x * x))\n"
	"print(np.array([1.5, 2.5, -0.5]).round(), np.int8(100) + np.array([27], np.int8), "
	"np.uint8([250]) + np.uint8(10))\n"
	"print(np.linalg.eigvalsh(np.diag([3.0, 1, 2])), np.random.default_rng(1).integers(0, "
	"1000, 4))\n"
	"f = np.arange(100001, dtype=np.float32) * np.float32(0.1); print(f[99999].hex() if "
	"hasattr(f[99999], 'hex') else float(f[99999]).hex())";

static void steps(struct container *c)
{
	WRITE(c, "n.py", program);
	/* As update-alternatives would have it. */
	RUN(c, "export LD_LIBRARY_PATH=$(echo /usr/lib/*/blas):$(echo /usr/lib/*/lapack)");
	SPOIL(c, "sed -i 's/reshape(200, 200)/reshape(200, 200)[::-1]/' n.py");
	SAYS(c, "python3 -W ignore n.py",
	     "2922160600 119997 800020000.0\nTrue True\n4 True 2.220446049250313e-16\n"
	     "[    -inf -0.e+000  5.e-324  3.e+000  1.e+300      nan] inf\n"
	     "[ 2.  2. -0.] [127] [4]\n[1. 2. 3.] [473 511 755 950]\n0x1.387f340000000p+13\n");
}

WORKLOAD(numpy, "services",
	 "Python with NumPy: vector loops and linear algebra, against exact answers");
