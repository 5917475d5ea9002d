/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* A project in C and C++ by CMake: configured, compiled by two jobs of make, linked
 * with a library of its own, tested by ctest; one file is changed and built again. */
#include "workload.h"

static void steps(struct container *c)
{
	RUN(c, "mkdir p && cd p");
	WRITE(c, "CMakeLists.txt",
	      "cmake_minimum_required(VERSION 3.20)\nproject(p C CXX)\nenable_testing()\n"
	      "set(CMAKE_C_FLAGS \"-O2 -Wall\")\n"
	      "add_library(sum SHARED sum.c)\nadd_executable(main main.cc)\n"
	      "target_link_libraries(main sum)\nadd_test(adds main 3 4)\n"
	      "add_test(throws main x)\nset_tests_properties(throws PROPERTIES WILL_FAIL 1)");
	WRITE(c, "sum.c",
	      "double sum(const double *x, int n)\n{\n\tdouble s = 0;\n\tfor (int i = 0; "
	      "i < n; i++)\n\t\ts += x[i];\n\treturn s;\n}");
	WRITE(c, "main.cc",
	      "#include <cstdio>\n#include <stdexcept>\n#include <string>\n#include <vector>\n"
	      "extern \"C\" double sum(const double *, int);\nint main(int n, char **a)\n{\n"
	      "\tstd::vector<double> v;\n\ttry {\n\t\tfor (int i = 1; i < n; i++)\n"
	      "\t\t\tv.push_back(std::stod(a[i]));\n\t} catch (const std::invalid_argument &) "
	      "{\n"
	      "\t\treturn 2;\n\t}\n\tstd::printf(\"%g\\n\", sum(v.data(), (int)v.size()));\n}");
	RUN(c, "cmake -S . -B b > /logs/configure 2>&1");
	RUN(c, "make -C b -j2 > /logs/build 2>&1");
	SAYS(c, "b/main 1.5 2.25 4", "7.75\n");
	RUN(c,
	    "cd b && ctest > /logs/ctest 2>&1; cd ..; grep -q '100% tests passed' /logs/ctest");
	SPOIL(c, "touch -d '+1 hour' b/CMakeFiles/sum.dir/sum.c.o b/libsum.so");
	RUN(c, "sleep 1.1; sed -i 's/s += /s -= /' sum.c && make -C b > /logs/again 2>&1");
	SAYS(c, "b/main 1.5 2.25 4; grep -c 'main.cc.o' /logs/again || true", "-7.75\n0\n");
}

WORKLOAD(gcc, "tools", "GCC, CMake, make and ctest: a project in C and C++");
