// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors

// The first that a container of a Go program does: no libc and no dynamic
// loader, a runtime that reads argc, argv, the environment and the auxiliary
// vector from the stack itself, starts threads before main, and executes
// other programs by a clone(2) that shares its memory until they run.
package main

import (
	"guest"
	"os"
	"os/exec"
	"strings"
	"sync"
)

var odd = []string{"", "a b", "\xff\xfe", "'\"\\$", "é", strings.Repeat("x", 9000)}

func child() {
	wanted := append([]string{"argv zero", "child"}, odd...)
	guest.Expect("number of arguments", len(os.Args), len(wanted))
	for i := range wanted {
		if i < len(os.Args) {
			guest.Expect("an argument", os.Args[i], wanted[i])
		}
	}
	guest.Expect("the environment", strings.Join(os.Environ(), ","), "B=2,EMPTY=,A=1=1")
	os.Stdout.WriteString("said by the child")
	os.Exit(7)
}

func runChild() {
	command := exec.Command(guest.Self())
	command.Args = append([]string{"argv zero", "child"}, odd...)
	command.Env = guest.Mutate([]string{"B=2", "EMPTY=", "A=1=1"}, []string{"A=1=1", "B=2"})
	text, err := command.Output()
	failure, _ := err.(*exec.ExitError)
	if guest.Expect("the child ends with an exit status", failure != nil, true) {
		guest.Expect("its exit status", failure.ExitCode(), 7)
	}
	guest.Expect("its output", string(text), "said by the child")
}

func main() {
	guest.Main(func() {
		if guest.Role("child") {
			child()
		}
		guest.Expect("number of arguments at the start", len(os.Args), 1)
		guest.Expect("argv[0] at the start", os.Args[0], guest.Self())
		path, err := os.Executable()
		guest.Must("os.Executable()", err)
		guest.Expect("the program's path", path, guest.Self())

		var all sync.WaitGroup
		for range 4 {
			all.Add(1)
			go func() {
				defer all.Done()
				runChild()
			}()
		}
		all.Wait()

		// Control: what is no program can't be started.
		guest.Expect("a directory is no program", exec.Command("/tmp").Run() != nil, true)
	})
}
