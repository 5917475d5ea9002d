/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Erlang: its JIT compiler, ten thousand processes, messages, distribution to itself. */
#include "workload.h"

static const char program[] =
	"-module(t).\n-export([main/0, ring/2]).\n"
	"ring(0, Back) -> Back ! done;\nring(N, Back) -> P = spawn(?MODULE, ring, [N - 1, "
	"Back]), P ! go.\n"
	"fib(N) when N < 2 -> N;\nfib(N) -> fib(N - 1) + fib(N - 2).\n"
	"main() ->\n  ring(10000, self()), receive done -> ok end,\n"
	"  Me = self(), [spawn(fun() -> Me ! {I, I * I} end) || I <- lists:seq(1, 500)],\n"
	"  S = lists:sum([receive {I, X} -> X end || I <- lists:seq(1, 500)]),\n"
	"  C = (catch 1 / element(1, {0})),\n"
	"  {'EXIT', {E, _}} = C,\n"
	"  io:format(\"~p ~p ~p ~p ~p~n\", [S, fib(20), E, 2#1 bsl 100, "
	"erlang:system_info(emu_flavor)]),\n"
	"  io:format(\"~.17g ~p~n\", [0.1, erlang:phash2({a, 1.5, <<\"bin\">>})]), halt(0).";

static void steps(struct container *c)
{
	WRITE(c, "t.erl", program);
	SPOIL(c, "sed -i 's/I \\* I} end/I * I + I div 500} end/' t.erl");
	RUN(c, "erlc t.erl > /logs/erlc 2>&1");
	SAYS(c, "erl -noshell -noinput +S 2 -s t main 2>/logs/erl",
	     "41791750 6765 badarith 1267650600228229401496703205376 jit\n0.10000000000000001 "
	     "3494334\n");
}

WORKLOAD(erlang, "services", "Erlang: its JIT compiler, ten thousand processes, messages");
