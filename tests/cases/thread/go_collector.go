// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors

// The collector marks while other threads change the heap, packs pointers of
// 48 bits into words with a count, moves stacks as they grow and gives memory
// back by madvise(2).
package main

import (
	"guest"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"unsafe"
)

type node struct {
	left, right *node
	value       uint64
}

func build(depth int, seed uint64) *node {
	if depth == 0 {
		return nil
	}
	return &node{build(depth-1, 2*seed), build(depth-1, 2*seed+1), seed * 0x9e3779b97f4a7c15}
}

func sum(n *node) uint64 {
	if n == nil {
		return 0
	}
	return n.value + 3*sum(n.left) + 5*sum(n.right)
}

// Grows its stack by copies; the pointer must follow.
func deep(n int, at *int) {
	var room [64]byte
	room[n%64] = byte(n)
	if n == 0 {
		*at++
		return
	}
	deep(n-1, at)
	*at += int(room[n%64]) - int(byte(n))
}

func main() {
	guest.Main(func() {
		runtime.GOMAXPROCS(4)
		debug.SetGCPercent(10)

		const depth = 8
		kept := build(depth, 1)
		wanted := sum(kept)
		var all sync.WaitGroup
		for worker := range 4 {
			all.Add(1)
			go func() {
				defer all.Done()
				for range 4 {
					fresh := build(depth, uint64(guest.Mutate(1, worker)))
					runtime.GC()
					guest.Expect("the sum of a fresh tree", sum(fresh) == wanted, true)
				}
			}()
		}
		all.Wait()
		guest.Expect("the sum of the tree that was kept", sum(kept) == wanted, true)

		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		guest.Expect("each thread's collections ran one after another", stats.NumGC >= 4, true)

		calls := 0
		deep(5000, &calls)
		guest.Expect("a deep recursion's counter", calls, 1)

		debug.FreeOSMemory()
		guest.Expect("the sum after memory was given back", sum(kept) == wanted, true)

		// The upper 16 bits belong to the runtime; on arm64 it takes one less.
		if runtime.GOARCH != "amd64" {
			return
		}
		guest.Expect("the heap is below 2^47", uintptr(unsafe.Pointer(kept))>>47, 0)
		guest.Expect("the arguments are below 2^47", uintptr(unsafe.Pointer(unsafe.StringData(os.Args[0])))>>47, 0)
	})
}
