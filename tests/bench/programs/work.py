# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
import json

words = {}
for i in range(1200):
    word = "word%d" % (i * 7919 % 1000)
    words[word] = words.get(word, 0) + i
text = json.dumps(words, sort_keys=True)
again = json.loads(text)
print(len(text), sum(again.values()), sorted(again)[:3])
