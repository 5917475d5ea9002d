/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Perl: patterns, hashes, pipes between forked processes, and numbers as text. */
#include "workload.h"

static const char program[] =
	"use strict; use POSIX ':sys_wait_h'; use Socket;\n"
	"my %h; $h{length $_}++ for map { join '', map { chr(97 + $_ % 26) } 1 .. $_ % 40 } 1 "
	".. "
	"4000;\n"
	"print join(' ', map { \"$_=$h{$_}\" } (sort { $a <=> $b } keys %h)[0 .. 4]), "
	"\"\\n\";\n"
	"my $t = join ' ', 1 .. 5000; my $n = () = $t =~ /\\b(\\d)(\\d)\\2\\1\\b/g; print "
	"\"$n\\n\";\n"
	"(my $u = 'a,b;c') =~ s/([,;])/sprintf '%%%02x', ord $1/ge; print \"$u\\n\";\n"
	"printf \"%.17g %s %s %d\\n\", 0.1, 1e15 / 3, 2 ** 53 + 1, ~0;\n"
	"print join(',', unpack 'N n C a3 w', pack 'N n C a3 w', 1 << 31, 65535, 200, 'abc', "
	"300), \"\\n\";\n"
	"my @r; for my $i (1 .. 5) { my $p = open my $f, '-|'; die unless defined $p; "
	"if (!$p) { print $i * $i; exit $i } push @r, [$f, $p] }\n"
	"print join(' ', map { my $l = readline $_->[0]; close $_->[0]; \"$l:\" . ($? >> 8) } "
	"@r), "
	"\"\\n\";\n"
	"socketpair my $s, my $e, AF_UNIX, SOCK_STREAM, PF_UNSPEC or die; syswrite $s, 'x' x "
	"100; "
	"sysread $e, my $got, 999; print length $got, \"\\n\";\n"
	"my $hit = eval { local $SIG{ALRM} = sub { die \"late\\n\" }; alarm 1; select undef, "
	"undef, "
	"undef, 30; 1 }; print $@;\n"
	"print join(' ', sort { $b cmp $a } qw(peach Apple fig)), \"\\n\";";

static void steps(struct container *c)
{
	WRITE(c, "p.pl", program);
	SPOIL(c, "sed -i 's/1 .. 5000/1 .. 5000, 7777/' p.pl");
	SAYS(c, "perl p.pl",
	     "0=100 1=100 2=100 3=100 4=100\n80\na%2cb%3bc\n"
	     "0.10000000000000001 333333333333333 9.00719925474099e+15 -1\n"
	     "2147483648,65535,200,abc,300\n1:1 4:2 9:3 16:4 25:5\n100\nlate\n"
	     "peach fig Apple\n");
}

WORKLOAD(perl, "tools", "Perl: patterns, hashes, forked processes, and numbers as text");
