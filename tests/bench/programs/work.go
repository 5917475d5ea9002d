// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
package main

type node struct {
	next *node
	word string
	n    int
}

func count(list *node) map[string]int {
	words := map[string]int{}
	for at := list; at != nil; at = at.next {
		words[at.word] += at.n
	}
	return words
}

func main() {
	var list *node
	for i := 0; i < 1000; i++ {
		list = &node{list, "word", i}
	}
	println(len(count(list)))
}
