// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors

// Go checks no pointer before it follows it: a fault's handler changes the
// context so that the faulting instruction seems to have called the panic.
package main

import (
	"guest"
	"runtime"
	"runtime/debug"
	"sync"
	"syscall"
	"unsafe"
)

type record struct {
	before [200]byte
	value  int
}

//go:noinline
func read(r *record) int {
	return r.value
}

//go:noinline
func divide(a, b int) int {
	return a / b
}

// What the panic of run() says, "" if there is none.
func panicOf(run func()) (text string, address uintptr) {
	defer func() {
		if err, ok := recover().(runtime.Error); ok {
			text = err.Error()
			if fault, ok := err.(interface{ Addr() uintptr }); ok {
				address = fault.Addr()
			}
		}
	}()
	run()
	return
}

func check() {
	const nilText = "runtime error: invalid memory address or nil pointer dereference"
	for range 20 {
		text, _ := panicOf(func() { read(guest.Mutate(nil, &record{})) })
		guest.Expect("the panic of a nil pointer", text, nilText)
		text, _ = panicOf(func() { divide(1, guest.Mutate(0, 1)) })
		guest.Expect("the panic of a division by zero", text, "runtime error: integer divide by zero")
	}
	// Control: neither panics by itself.
	text, _ := panicOf(func() { read(&record{}); divide(1, 1) })
	guest.Expect("the panic of nothing", text, "")
}

func main() {
	guest.Main(func() {
		check()
		var all sync.WaitGroup
		for range 4 {
			all.Add(1)
			go func() {
				defer all.Done()
				runtime.LockOSThread()
				check()
			}()
		}
		all.Wait()

		debug.SetPanicOnFault(true)
		page, err := syscall.Mmap(-1, 0, 4096, syscall.PROT_READ, syscall.MAP_PRIVATE|syscall.MAP_ANON)
		guest.Must("syscall.Mmap()", err)
		at := uintptr(unsafe.Pointer(&page[100]))
		_, address := panicOf(func() { page[100] = 1 })
		guest.Expect("the panic of a forbidden store has its address", address == at, true)
	})
}
