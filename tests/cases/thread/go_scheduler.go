// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors

// Go multiplexes goroutines over threads that it makes by clone(2) and parks
// by futex(2); locks, channels and atomic counters are its own.
package main

import (
	"guest"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
)

const workers, rounds = 32, 500

func countBy(add func()) {
	var all sync.WaitGroup
	for range workers {
		all.Add(1)
		go func() {
			defer all.Done()
			for i := range rounds {
				add()
				if i%50 == 0 {
					runtime.Gosched()
				}
			}
		}()
	}
	all.Wait()
}

func threads() {
	const locked = 8
	ids := make(chan int)
	release := make(chan bool)
	for range locked {
		go func() {
			runtime.LockOSThread()
			first := syscall.Gettid()
			ids <- first
			<-release
			guest.Expect("a locked goroutine stays on its thread", syscall.Gettid() == first, true)
			ids <- first
		}()
	}
	seen := map[int]bool{}
	for range locked {
		seen[<-ids] = true
	}
	guest.Expect("threads of goroutines locked to theirs", len(seen), locked)
	close(release)
	for range locked {
		<-ids
	}
}

func main() {
	guest.Main(func() {
		runtime.GOMAXPROCS(4)
		guest.Expect("GOMAXPROCS", runtime.GOMAXPROCS(0), 4)

		var plain, locked int64
		var counted atomic.Int64
		var lock sync.Mutex
		countBy(func() { counted.Add(1) })
		guest.Expect("an atomic counter", counted.Load(), int64(workers*rounds))
		countBy(func() {
			lock.Lock()
			locked++
			lock.Unlock()
		})
		guest.Expect("a counter under a mutex", locked, int64(workers*rounds))

		// The same through a channel, which one goroutine alone empties.
		ones := make(chan int64, guest.Mutate(4, workers*rounds))
		done := make(chan bool)
		go func() {
			for one := range ones {
				plain += one
			}
			done <- true
		}()
		countBy(func() { ones <- guest.Mutate[int64](1, 2) })
		close(ones)
		<-done
		guest.Expect("what went through a channel", plain, int64(workers*rounds))
		threads()
	})
}
