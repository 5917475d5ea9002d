# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# usage: sed -E -i -f tests/bench/plain.sed PLOT.svg
#
# gnuplot draws points by reference, in the colour of the place ("currentColor").
# WeasyPrint before 60, which is Debian 12's, ends with an exception at that, so
# each point becomes the shape itself in its own colour.

/<defs>/,/<\/defs>/ { /currentColor/ d }
s/(<g [^>]*)color="([^"]*)"([^>]*stroke=)"currentColor"/\1\3"\2"/
s/<use xlink:href='#gpPt([0-9]+)' transform='([^']*)' color='([^']*)'\/>/<path id\1 transform='\2' \1 \3/
/<path id/ {
	s/<path id[3] (transform='[^']*') [0-9]+ (.*)$/<path \1 d='M-1,-1 h2 v2 h-2 z' fill='none' stroke='\2' stroke-width='0.222'\/>/
	s/<path id4 (transform='[^']*') [0-9]+ (.*)$/<path \1 d='M-1,-1 h2 v2 h-2 z' fill='\2' stroke='none'\/>/
	s/<path id6 (transform='[^']*') [0-9]+ (.*)$/<circle \1 cx='0' cy='0' r='1' fill='\2' stroke='none'\/>/
	s/<path id7 (transform='[^']*') [0-9]+ (.*)$/<path \1 d='M0,-1.33 L-1.33,0.67 L1.33,0.67 z' fill='none' stroke='\2' stroke-width='0.222'\/>/
	s/<path id8 (transform='[^']*') [0-9]+ (.*)$/<path \1 d='M0,-1.33 L-1.33,0.67 L1.33,0.67 z' fill='\2' stroke='none'\/>/
	s/<path id9 (transform='[^']*') [0-9]+ (.*)$/<path \1 d='M0,1.33 L-1.33,-0.67 L1.33,-0.67 z' fill='none' stroke='\2' stroke-width='0.222'\/>/
	s/<path id10 (transform='[^']*') [0-9]+ (.*)$/<path \1 d='M0,1.33 L-1.33,-0.67 L1.33,-0.67 z' fill='\2' stroke='none'\/>/
}
