# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
# Only what bash does by itself: no process is started.
declare -A words
for ((i = 0; i < 500; i++)); do
	word=word$((i * 7919 % 200))
	[[ $word =~ ^word([1-9][0-9]*)$ ]] && ((words[$word] += BASH_REMATCH[1] % 3))
done
echo "${#words[@]} ${words[word7]}"
