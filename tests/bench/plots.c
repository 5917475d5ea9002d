/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Plots by gnuplot, as SVG; what gnuplot gets stays beside them. */
#include "bench.h"
#include "cost_report.h"
#include "tool.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/*
 * The bands of the source report (section 8.5), in percent of native speed.
 * They speak of time and the plots of instructions: one is drawn behind the
 * other because the report's readers will compare them anyway.
 */
static const struct band {
	const char *backend; /* NULL: not measured here */
	const char *title;
	int least, most;
	const char *colour;
} bands[] = {
	{ "qemu", "QEMU 20-40 %", 20, 40, "#d55e00" },
	{ "box64", "Box64 40-57 %", 40, 57, "#009e73" },
	{ "fex", "FEX 50-70 %", 50, 70, "#0072b2" },
	{ NULL, "Rosetta 70-80 %", 70, 80, "#999999" },
};

static const struct style {
	const char *label;
	const char *colour;
	enum cache cache;
	int point;
} styles[] = {
	{ "qemu@trixie", "#d55e00", CACHE_COLD, 7 },
	{ "fex", "#0072b2", CACHE_COLD, 5 },
	{ "fex", "#56b4e9", CACHE_WARM, 4 },
	{ "box64@trixie", "#009e73", CACHE_COLD, 9 },
	{ "box64@sid", "#cc79a7", CACHE_COLD, 11 },
	{ "box64@sid", "#e69f00", CACHE_WARM, 10 },
	{ "box64@trixie", "#66c2a5", CACHE_WARM, 8 },
};

enum { STYLES = sizeof(styles) / sizeof(styles[0]), BANDS = sizeof(bands) / sizeof(bands[0]) };

struct plot {
	const char *name, *title;
	enum phase phase;
	enum bench_kind kind;
	bool caches; /* also what is kept from the run before */
};

static bool has_points(const struct measured *all, size_t count, const struct plot *plot,
		       const struct style *style)
{
	struct figure f;

	if (style->cache == CACHE_WARM && !plot->caches)
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(all[i].instance->label, style->label) == 0 &&
		    bench_kind(all[i].test) == plot->kind &&
		    figure_of(all, count, &all[i], style->cache, plot->phase, &f) &&
		    f.ratio > 0)
			return true;
	return false;
}

/* A block of data a backend: row, ratio, name. */
static size_t write_data(FILE *script, const struct measured *all, size_t count,
			 const struct plot *plot, const struct style *style)
{
	size_t row = 0;

	fprintf(script, "$d%zu << EOD\n", (size_t)(style - styles));
	for (size_t i = 0; i < count; i++) {
		const struct measured *m;
		struct figure f;

		if (bench_kind(all[i].test) != plot->kind ||
		    strcmp(all[i].instance->label, "native-arm64") != 0)
			continue;
		row++;
		m = measured_of(all, count, all[i].test, style->label);
		if (m && figure_of(all, count, m, style->cache, plot->phase, &f) && f.ratio > 0)
			fprintf(script, "%zu %.4f \"%s\"\n", row, f.ratio, all[i].test->name);
	}
	fprintf(script, "EOD\n");
	return row;
}

static void write_bands(FILE *script, size_t rows)
{
	for (size_t i = 0; i < BANDS; i++) {
		const struct band *b = &bands[i];

		fprintf(script,
			"set object %zu rectangle from %g,0 to %g,%zu fillcolor rgb \"%s\" "
			"fillstyle transparent solid 0.13 noborder behind\n",
			i + 1, 100.0 / b->most, 100.0 / b->least, rows + 1, b->colour);
		fprintf(script,
			"set label %zu \"%s\" at %g,%g rotate by 90 font \",9\" textcolor rgb "
			"\"%s\"\n",
			i + 1, b->title, 100.0 / b->most * 1.08, (double)rows + 0.8, b->colour);
	}
}

static bool write_script(const char *path, const char *svg, const struct measured *all,
			 size_t count, const struct plot *plot)
{
	FILE *script = fopen(path, "we");
	size_t rows = 0;
	bool first = true;

	if (!script)
		return false;
	for (size_t i = 0; i < STYLES; i++)
		if (has_points(all, count, plot, &styles[i]))
			rows = write_data(script, all, count, plot, &styles[i]);
	fprintf(script,
		"set terminal svg size 900,%zu font \"DejaVu Sans,12\" background \"white\"\n"
		"set output \"%s\"\n"
		"set title \"%s\\n{/*0.8 arm64 instructions counted; caches, instructions per "
		"cycle and the real price of memory order are left out}\"\n"
		"set logscale x\nset xrange [0.5:*]\nset yrange [%zu:0]\n"
		"set xlabel \"times the instructions of the arm64 build (logarithmic); shaded: "
		"the report's bands, as 100 / percent\"\n"
		"set grid xtics\nset key outside bottom center horizontal noenhanced\n"
		"set ytics nomirror scale 0\n",
		rows * 24 + 200, svg, plot->title, rows + 1);
	fprintf(script, "set ytics () noenhanced\n");
	for (size_t i = 0, row = 0; i < count; i++)
		if (bench_kind(all[i].test) == plot->kind &&
		    strcmp(all[i].instance->label, "native-arm64") == 0)
			fprintf(script, "set ytics add (\"%s\" %zu)\n", all[i].test->name,
				++row);
	write_bands(script, rows);
	fprintf(script, "plot 1 / 0 notitle");
	for (size_t i = 0; i < STYLES; i++) {
		if (!has_points(all, count, plot, &styles[i]))
			continue;
		fprintf(script,
			", $d%zu using 2:1 with points pointtype %d pointsize 0.9 linecolor "
			"rgb "
			"\"%s\" title \"%s%s\"",
			i, styles[i].point, styles[i].colour, styles[i].label,
			styles[i].cache == CACHE_WARM ? ", warm" : "");
		first = false;
	}
	fprintf(script, "\n");
	return fclose(script) == 0 && !first;
}

bool bench_draw(const struct measured *all, size_t count, const char *directory, char *why,
		size_t size)
{
	static const struct plot plots[] = {
		{ "kernels", "Kernels, steady state", PHASE_STEADY, BENCH_KERNEL, false },
		{ "programs", "Programs, start and work", PHASE_TOTAL, BENCH_PROGRAM, false },
		{ "startup", "Programs, start-up", PHASE_STARTUP, BENCH_PROGRAM, true },
		{ "cache", "Programs, cold and with translations kept from a run before",
		  PHASE_TOTAL, BENCH_PROGRAM, true },
	};

	for (size_t i = 0; i < sizeof(plots) / sizeof(plots[0]); i++) {
		char script[1024];
		char svg[1024];
		char title[256];

		snprintf(script, sizeof(script), "%s/%s.gnuplot", directory, plots[i].name);
		snprintf(svg, sizeof(svg), "%s/%s.svg", directory, plots[i].name);
		snprintf(title, sizeof(title), "s/<title>Gnuplot</<title>%s</", plots[i].title);
		if (!write_script(script, svg, all, count, &plots[i]))
			continue; /* nothing of that kind was measured */
		if (!tool_run(why, size, (const char *[]){ "gnuplot", script, NULL }) ||
		    !tool_run(why, size,
			      (const char *[]){ "sed", "-E", "-i", "-e", title, "-f",
						"tests/bench/plain.sed", svg, NULL }))
			return false;
	}
	return true;
}
