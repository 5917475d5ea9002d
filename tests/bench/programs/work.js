// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
var words = {};
var total = 0;
for (var i = 0; i < 20000; i++) {
	var word = "word" + (i * 7919 % 1000);
	words[word] = (words[word] || 0) + i;
	total = (total + word.length * i) % 1000003;
}
var out = Object.keys(words).length + " " + total;
if (typeof print === "function") print(out); else console.log(out);
