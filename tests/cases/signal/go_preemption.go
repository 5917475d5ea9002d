// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors

// Since Go 1.14 the scheduler interrupts a goroutine that doesn't yield by
// sending SIGURG to its thread; the handler makes the interrupted code call a
// routine, by changing the context's RIP and stack, that saves every register.
// It may hit between any two instructions of the loops here.
package main

import (
	"guest"
	"os"
	"os/signal"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
)

//go:noinline
func mix(n int, seed uint64) (uint64, float64) {
	a, b, c := seed, seed^0x0123456789abcdef, uint64(1)
	x, y := 1.0, float64(seed)
	for i := range n {
		a = a*6364136223846793005 + 1442695040888963407
		b ^= a>>17 | a<<47
		c += b * uint64(i|1)
		x = x*0.99 + float64(uint32(c))*0x1p-32
		y = y*0.5 + x
	}
	return a ^ b ^ c, x + y
}

func main() {
	guest.Main(func() {
		const seeds, steps, rounds = 3, 20000, 6
		var sums [seeds]uint64
		var reals [seeds]float64

		// Alone on one thread, where nobody asks to stop.
		runtime.GOMAXPROCS(1)
		for s := range sums {
			sums[s], reals[s] = mix(steps, uint64(s)+1)
		}

		runtime.GOMAXPROCS(4)
		urgent := make(chan os.Signal, 1)
		signal.Notify(urgent, syscall.SIGURG)
		var left atomic.Int64
		var all sync.WaitGroup
		for s := range seeds {
			left.Add(1)
			all.Add(1)
			go func() {
				defer all.Done()
				defer left.Add(-1)
				for range rounds {
					n, x := mix(guest.Mutate(steps, steps+1), uint64(s)+1)
					guest.Expect("integers of an interrupted loop", n == sums[s], true)
					guest.Expect("floating point of an interrupted loop", x == reals[s], true)
				}
			}()
		}
		// Each collection stops the world: the loops too.
		for left.Load() > 0 {
			runtime.GC()
		}
		all.Wait()
		select {
		case <-urgent:
			guest.Expect("the scheduler's signal was seen", true, true)
		default:
			guest.Note("preemption", "no loop was interrupted")
		}
	})
}
