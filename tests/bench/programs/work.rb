# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
words = Hash.new(0)
4_000.times do |i|
  word = "word#{i * 7919 % 1000}"
  words[word] += i if word =~ /([1-9]\d*)/ && $1.to_i % 3 != 0
end
puts words.size, words.sort.first(3).inspect
