// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors

// The runtime handles every signal, on an alternate stack of each thread, and
// hands it to the goroutines that asked; so a server hears SIGTERM and SIGHUP.
package main

import (
	"guest"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

func send(number syscall.Signal) {
	guest.Must("kill()", syscall.Kill(os.Getpid(), number))
}

// As its parent's signal tells: by which signal did it die?
func endOf(role string) syscall.Signal {
	command := exec.Command(guest.Self(), role)
	err := command.Run()
	status, ok := command.ProcessState.Sys().(syscall.WaitStatus)
	if err == nil || !ok || !status.Signaled() {
		return 0
	}
	return status.Signal()
}

func main() {
	guest.Main(func() {
		terminated := make(chan os.Signal, 1)
		signal.Notify(terminated, syscall.SIGTERM)
		if guest.Role("reset") {
			signal.Reset(guest.Mutate(syscall.SIGTERM, syscall.SIGHUP))
			send(syscall.SIGTERM)
			<-terminated
			return
		}
		if guest.Role("ignore") {
			signal.Ignore(syscall.SIGTERM)
			send(syscall.SIGTERM)
			return
		}

		heard := make(chan os.Signal, 1)
		signal.Notify(heard, syscall.SIGUSR1, syscall.SIGHUP, syscall.Signal(40))
		for range 20 {
			for _, number := range []syscall.Signal{syscall.SIGUSR1, syscall.SIGHUP, 40} {
				send(number)
				guest.Expect("the signal that was sent", <-heard, os.Signal(number))
			}
		}
		send(guest.Mutate(syscall.SIGTERM, syscall.SIGUSR1))
		select {
		case <-terminated:
		case number := <-heard:
			guest.Expect("a signal came where it was asked for", number.String(), "none")
		}
		guest.Expect("a signal that was reset ends the program", endOf("reset"), syscall.SIGTERM)
		guest.Expect("an ignored one does not", endOf("ignore"), syscall.Signal(0))
	})
}
