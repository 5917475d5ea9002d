# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
use strict;
use warnings;

my %words;
for my $i (1 .. 8000) {
	my $word = sprintf("word%d", $i * 7919 % 1000);
	$words{$word} += $i if $word =~ /^(wo)rd([1-9]\d*)$/ && $2 % 3;
}
print join(" ", scalar(keys %words), map { "$_=$words{$_}" } (sort keys %words)[0 .. 2]), "\n";
