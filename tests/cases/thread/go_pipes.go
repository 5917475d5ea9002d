// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors

// Goroutines that wait for a descriptor occupy no thread: one epoll(7),
// edge-triggered, wakes them, and its time-out is every timer of the program.
package main

import (
	"errors"
	"guest"
	"io"
	"os"
	"sync"
	"time"
)

func main() {
	guest.Main(func() {
		const pipes = 16
		var all sync.WaitGroup
		var ends [pipes]*os.File
		for i := range pipes {
			in, out, err := os.Pipe()
			guest.Must("os.Pipe()", err)
			ends[i] = out
			all.Add(1)
			go func() {
				defer all.Done()
				text, err := io.ReadAll(in)
				guest.Must("io.ReadAll()", err)
				guest.Expect("bytes through a pipe", len(text), 3*40000)
			}()
		}
		// More than a pipe holds, so that writers wait as well.
		for _, out := range ends {
			all.Add(1)
			go func() {
				defer all.Done()
				for range guest.Mutate(3, 2) {
					_, err := out.Write(make([]byte, 40000))
					guest.Must("Write()", err)
				}
				out.Close()
			}()
		}
		all.Wait()

		// Nobody writes: the deadline ends the wait, not before its time.
		in, out, err := os.Pipe()
		guest.Must("os.Pipe()", err)
		begun := time.Now()
		guest.Must("SetReadDeadline()", in.SetReadDeadline(begun.Add(30*time.Millisecond)))
		_, err = in.Read(make([]byte, 1))
		guest.Expect("a read past its deadline", errors.Is(err, os.ErrDeadlineExceeded), true)
		guest.Expect("it waited", time.Since(begun) >= 30*time.Millisecond, true)

		// Control: the same pipe still works.
		guest.Must("SetReadDeadline()", in.SetReadDeadline(time.Time{}))
		_, err = out.Write([]byte("x"))
		guest.Must("Write()", err)
		n, err := in.Read(make([]byte, 8))
		guest.Must("Read()", err)
		guest.Expect("bytes read after the deadline", n, 1)

		select {
		case <-time.After(20 * time.Millisecond):
		case <-make(chan bool):
		}
	})
}
