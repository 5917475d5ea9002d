/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: node docs/page/build.js [--results FILE] [--baseline FILE]
 *            [--bench FILE] [--root DIRECTORY] [--out FILE]
 *
 * RESULTS, BENCH and RUN_IN_WORDS of the environment are what docs/publish/with-run.js sets.
 *
 * The results page: one HTML file that needs nothing else, not even a network.
 * --root is where the sources and rules lie that the results speak of.
 */
import { readFileSync, writeFileSync, mkdirSync, renameSync, statSync, existsSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { deflateSync } from "node:zlib";
import { buildSync } from "esbuild";
import { marked } from "marked";
import { EXTRA_FIELDS, Results, VERDICTS, changes, pack, totals } from "./model.js";
import { orderOf, orderSection } from "./order.js";
import { program, read, ruleTexts } from "./read.js";

const here = dirname(fileURLToPath(import.meta.url));
const SHIPPED = ["lit-html", "@tanstack/virtual-core", "highlight.js"];

const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text) => String(text).replace(/[^\t\n\x20-\x7e\xa0-\u{10ffff}]/gu, "?").replace(/[&<>"]/g, (c) => escapes[c]);
/* Inside a script element "</script" and "<!--" would end the data. */
const json = (value) => JSON.stringify(value).replace(/</g, "\\u003c");
const number = (n) => n.toLocaleString("en");
const plural = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

/* The rules by id, as HTML. */
export function rules(root) {
  return Object.fromEntries(Object.entries(ruleTexts(root))
    .map(([id, { file, text }]) => [id, { file, html: marked.parse(text).trim() }]));
}

/* The files that results name, but only of the project itself. */
export function sources(packed, root) {
  const where = EXTRA_FIELDS.indexOf("where");
  const names = new Set([
    ...packed.cases.map((c) => c.source),
    ...packed.extras.map((e) => packed.strings[e[where]].replace(/:\d+$/, "")),
  ]);
  const found = {};
  for (const name of names) {
    const path = normalize(name);
    if (!/^(tests|fixtures)\/[\w./-]+\.[ch]$/.test(path) || path !== name) continue;
    const file = join(root, path);
    if (existsSync(file)) found[name] = readFileSync(file, "utf8");
  }
  return found;
}

function bundle(options) {
  return buildSync({ bundle: true, minify: true, write: false, target: "es2022", legalComments: "none",
    logLevel: "silent", ...options }).outputFiles[0].text.trim();
}

function totalsTable(results) {
  const green = VERDICTS.filter((v) => !v.red);
  const rows = totals(results);
  const sum = (field) => rows.reduce((n, row) => n + field(row), 0);
  const counts = (row) => [row.checks, ...green.map((v) => row.verdicts[VERDICTS.indexOf(v)])];
  const link = (column, key, value, n, text) => (n === 0 ? "0"
    : `<a href="#machine=${encodeURIComponent(column.machine)}&amp;backend=${encodeURIComponent(column.backend)}` +
      `&amp;${key}=${value}" aria-label="${escape(`${number(n)} ${text}, ${column.backend} on ${column.machine}`)}">${number(n)}</a>`);
  const body = rows.map((row, i) => {
    const column = results.columns[i];
    return `<tr><td>${escape(column.machine)}</td><th scope="row">${escape(column.backend)}</th>` +
      counts(row).map((n) => `<td class="n">${number(n)}</td>`).join("") +
      `<td class="n${row.red ? " red" : ""}">${link(column, "verdict", "red", row.red, "red")}</td>` +
      `<td class="n${row.wrong ? " wrong" : ""}">${link(column, "observed", "wrong", row.wrong, "silent wrong results")}</td>` +
      `<td>${escape(column.backend_version ?? "")}</td></tr>`;
  });
  const all = { checks: sum((r) => r.checks), verdicts: VERDICTS.map((_, v) => sum((r) => r.verdicts[v])) };
  return `<table><caption>Checks by machine and backend</caption>
<thead><tr><th scope="col">Machine</th><th scope="col">Backend</th><th scope="col" class="n">Checks</th>` +
    green.map((v) => `<th scope="col" class="n">${v.name}</th>`).join("") +
    `<th scope="col" class="n">Red</th><th scope="col" class="n">Silent wrong</th><th scope="col">Version</th></tr></thead>
<tbody>${body.join("\n")}</tbody>
<tfoot><tr><th scope="row" colspan="2">All</th>${counts(all).map((n) => `<td class="n">${number(n)}</td>`).join("")}` +
    `<td class="n">${number(sum((r) => r.red))}</td><td class="n">${number(sum((r) => r.wrong))}</td><td></td></tr></tfoot></table>`;
}

function loud(results) {
  const entries = [
    ...results.unavailable.map((u) => `<li><strong>UNAVAILABLE ${escape(u.backend)} on ${escape(u.machine)}</strong>: ${escape(u.why.replace(/\.?$/, "."))} Nothing is known of it here; it counts for nothing.</li>`),
    ...results.columns.filter((c) => c.trouble).map((c) => `<li><strong>TROUBLE ${escape(c.backend)} on ${escape(c.machine)}</strong>: ${escape(c.trouble)}</li>`),
    ...results.stale.map((s) => `<li><strong>STALE ${escape(s.file)}:${escape(s.line)}</strong>: the deviation for ${escape(s.case)} fits no case. Red until it is removed.</li>`),
  ];
  if (!entries.length) return "";
  return `<section class="loud" aria-labelledby="loud-title"><h2 id="loud-title">Not tested, or in trouble</h2><ul>\n${entries.join("\n")}\n</ul></section>`;
}

function headline(results) {
  const rows = totals(results);
  const red = rows.reduce((n, r) => n + r.red, 0) + results.stale.length;
  const wrong = rows.reduce((n, r) => n + r.wrong, 0);
  const kinds = (field) => new Set(results.columns.map((c) => c[field])).size;
  const state = red ? `<strong class="red">${number(red)} red</strong>` : "<strong>nothing red</strong>";
  return `${plural(results.count, "check")} of ${plural(results.cases.length, "case")}, ` +
    `${plural(kinds("backend"), "backend")} and ${plural(kinds("machine"), "machine")}: ${state}; ` +
    `${plural(wrong, "silent wrong result")}; ${results.unavailable.length} UNAVAILABLE.`;
}

/* A header as it stands in the results: every field, none left out. */
function runs(results) {
  const flat = (value, name = "") => (value && typeof value === "object"
    ? Object.entries(value).flatMap(([k, v]) => flat(v, name ? `${name} ${k}` : k)) : [[name, value]]);
  return results.columns.map((column, i) => {
    const { type, machine, backend, ...rest } = column;
    const items = flat(rest).filter(([, v]) => v !== "" && v !== undefined && v !== null)
      .map(([k, v]) => `<dt>${escape(k.replace(/_/g, " "))}</dt><dd>${escape(v)}</dd>`);
    return `<details class="run" id="run-${i}"><summary>${escape(backend)} on ${escape(machine)}</summary><dl>${items.join("\n")}</dl></details>`;
  }).join("\n");
}

function licences() {
  return SHIPPED.map((name) => {
    const directory = join(here, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
    const text = readFileSync(join(directory, "LICENSE"), "utf8").trim();
    return `<details><summary>${escape(name)} ${escape(version)}, ${escape(license)}</summary><pre>${escape(text)}</pre></details>`;
  }).join("\n");
}

/* Kernels counted with several numbers of virtual CPUs: what the kernel executes
 * then is mostly waiting. */
function scale(lines) {
  const steady = lines.filter((f) => f.kind === "kernel" && f.phase === "steady" && f.cache === "cold");
  const cpus = [...new Set(steady.map((f) => f.cpus ?? 1))].sort((a, b) => a - b);
  if (cpus.length < 2) return "";
  const key = (f) => `${f.name}/${f.cpus ?? 1}`;
  const native = new Map(steady.filter((f) => f.backend === "native-arm64").map((f) => [key(f), f.user_instructions]));
  const rows = new Map();
  for (const f of steady)
    if (f.backend !== "native-arm64" && native.get(key(f)))
      rows.set(`${f.name}, ${f.backend}`, { ...rows.get(`${f.name}, ${f.backend}`), [f.cpus ?? 1]: f.user_instructions / native.get(key(f)) });
  const body = [...rows].filter(([, row]) => Object.keys(row).some((n) => n > 1)).sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, row]) => `<tr><th scope="row">${escape(name)}</th>${
      cpus.map((n) => `<td class="n">${row[n] ? row[n].toFixed(2) : "–"}</td>`).join("")}</tr>`);
  return `<div class="wide" role="region" tabindex="0" aria-label="By virtual CPUs"><table><caption>Kernels by the number of virtual CPUs: instructions executed in user mode, as a multiple of native arm64 with as many</caption>
<thead><tr><th scope="col">Kernel, backend</th>${cpus.map((n) => `<th scope="col" class="n">${n}</th>`).join("")}</tr></thead>
<tbody>${body.join("\n")}</tbody></table></div>`;
}

/*
 * What translation costs, from bench.jsonl: of a kernel what one more round
 * takes, of a program all from start to end. And the plots that lie beside it.
 */
export function cost(lines, plots = []) {
  const counted = (lines ?? []).filter((f) => f.ratio && f.backend !== "native-arm64" &&
    f.phase === (f.kind === "kernel" ? "steady" : "total"));
  const figures = counted.filter((f) => (f.cpus ?? 1) === 1);
  if (!figures.length && !plots.length)
    return '<p><strong>Not measured.</strong> This page was made without measurements of cost; <code>make bench</code> makes them.</p>';
  const column = (f) => f.backend + (f.cache === "warm" ? " warm" : "");
  const shown = (ratio) => (Math.abs(ratio - 1) < 0.1 ? ratio.toFixed(3) : ratio < 10 ? ratio.toFixed(1) : Math.round(ratio));
  const tables = [
    ["Kernels, one more round", (f) => f.kind === "kernel"],
    ["Programs, start to end", (f) => f.kind === "program" && !f.native],
    ["Native programs beside the backend", (f) => f.native],
  ].map(([title, chosen]) => {
    const of = figures.filter(chosen);
    if (!of.length) return "";
    const columns = [...new Set(of.map(column))].sort();
    const ratios = new Map(of.map((f) => [`${f.name}/${column(f)}`, f.ratio]));
    const rows = [...new Set(of.map((f) => f.name))].map((name) => `<tr><th scope="row">${escape(name)}</th>` +
      columns.map((c) => `<td class="n">${ratios.has(`${name}/${c}`) ? shown(ratios.get(`${name}/${c}`)) : "–"}</td>`).join("") + "</tr>");
    return `<div class="wide" role="region" tabindex="0" aria-label="${escape(title)}"><table><caption>${escape(title)}: instructions executed, as a multiple of native arm64</caption>
<thead><tr><th scope="col">Name</th>${columns.map((c) => `<th scope="col" class="n">${escape(c)}</th>`).join("")}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>`;
  });
  tables.push(scale(lines ?? []));
  const pictures = plots.map(({ name, svg }) => {
    /* A title is already escaped where it stands, but for quotation marks. */
    const title = (/<title>([^<]+)<\/title>/.exec(svg)?.[1] ?? escape(name)).trim().replace(/"/g, "&quot;");
    return `<img class="plot" alt="${title}" src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`;
  });
  return ["<p>Instructions leave out caches, the processor’s parallelism, and the real price of keeping memory in order.</p>",
    ...tables, ...pictures].join("\n");
}

/* The section on cost, from a bench.jsonl and what lies beside it. */
export function measurements(file) {
  if (!existsSync(file)) return cost();
  const directory = dirname(file);
  const names = readdirSync(directory).sort();
  const plots = names.filter((name) => name.endsWith(".svg")).map((name) => ({ name, svg: readFileSync(join(directory, name), "utf8") }));
  const lines = [file, ...names.filter((name) => /^cpus-\d+\.jsonl$/.test(name)).map((name) => join(directory, name))]
    .flatMap((path) => readFileSync(path, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line)));
  return cost(lines, plots);
}

/* The days on which the machines answered; older results have only their file's. */
function days(lines, file) {
  const dates = lines.filter((line) => line.type === "run" && line.date).map((line) => line.date.slice(0, 16).replace("T", " ")).sort();
  if (!dates.length) return `written ${statSync(file).mtime.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const [first, last] = [dates[0], dates.at(-1)];
  return first === last ? `of ${first} UTC` : `of ${first} to ${last} UTC`;
}

/* How long the run took, and on which host: each that these results come from. */
export function hosts(lines) {
  const all = lines.filter((line) => line.type === "run" && line.host && typeof line.host === "object");
  const texts = all.map(({ host, seconds }) => {
    const minutes = Math.round(seconds / 60);
    const took = !(seconds >= 0) ? "" : seconds < 100 ? `took ${plural(Math.round(seconds), "second")} ` : `took ${plural(minutes, "minute")} `;
    const facts = [host.cpu, host.cpus && plural(host.cpus, "CPU"), host.memory_mib && `${number(host.memory_mib)} MiB of memory`,
      host.os, host.kernel && `Linux ${host.kernel}`].filter(Boolean);
    return `${took}on ${facts.join(", ")}`;
  });
  return [...new Set(texts)].map((text) => `${text[0].toUpperCase()}${text.slice(1)}.`).join(" ");
}

export function page({ lines, baseline, root, written, run = "", measured = cost() }) {
  const packed = pack(lines);
  const results = new Results(packed);
  const data = { ...packed, rules: rules(root) };
  if (baseline)
    data.baseline = { name: baseline.name, changes: changes(results, baseline.lines) };
  const parts = {
    style: bundle({ entryPoints: [join(here, "page.css")] }),
    script: bundle({ entryPoints: [join(here, "page.js")], format: "esm" }).replace(/<\/script/g, "<\\/script"),
    written: escape(written),
    run: run && escape(` From ${run}.`),
    hosts: escape(hosts(lines)),
    headline: headline(results),
    loud: loud(results),
    totals: totalsTable(results),
    cost: measured,
    order: orderSection(orderOf(join(root, "docs/results/order.jsonl.xz"))),
    runs: runs(results),
    licences: licences(),
    data: json(data),
    sources: deflateSync(JSON.stringify(sources(packed, root)), { level: 9 }).toString("base64"),
  };
  return readFileSync(join(here, "page.html"), "utf8").replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
}

function main() {
  const { values } = parseArgs({ options: {
    results: { type: "string", default: process.env.RESULTS || "build/results/results.jsonl" },
    baseline: { type: "string" },
    bench: { type: "string", default: process.env.BENCH || "build/bench/bench.jsonl" },
    root: { type: "string", default: join(here, "../..") },
    out: { type: "string", default: "build/report/index.html" },
  } });
  const lines = read(values.results, "run make conformance first");
  const baseline = values.baseline &&
    { name: values.baseline, lines: read(values.baseline, "BASELINE= names an earlier results.jsonl") };
  const text = page({ lines, baseline, root: values.root, written: days(lines, values.results), run: process.env.RUN_IN_WORDS, measured: measurements(values.bench) });
  mkdirSync(dirname(values.out), { recursive: true });
  writeFileSync(`${values.out}.new`, text);
  renameSync(`${values.out}.new`, values.out);
  console.log(`${values.out}: ${plural(lines.length, "line")} of results, ${number(Math.ceil(text.length / 1024))} KiB`);
}

program("report", import.meta.url, main);
