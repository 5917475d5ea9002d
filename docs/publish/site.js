/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: node docs/publish/site.js [--report DIRECTORY] [--template FILE] [--out DIRECTORY] [--root DIRECTORY]
 *
 * One folder to read from disk or to put on a server: what `make docs report` made,
 * the findings and the guide, a start page, the cost, and a search over all of them.
 * Every link in it is relative. RESULTS, BENCH and RUN_IN_WORDS are what
 * docs/publish/with-run.js sets.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measurements } from "../page/build.js";
import { objects, program, read } from "../page/read.js";
import { programsOf, shortTable } from "./programs.js";
import { COUNTED, byArea, costs, days, impactOf, intro, machinesOf, silent } from "./summary.js";

const here = dirname(fileURLToPath(import.meta.url));
const { buildSync } = createRequire(new URL("../page/", import.meta.url))("esbuild");
const MODULES = join(here, "../page/node_modules");
const LARGEST = 2 << 20;

/* The bar on top: what leads where. */
const BAR = [["index.html", "Start"], ["analysis.html", "Analysis"], ["results.html", "Results"], ["spec.html", "Rules"],
  ["cost.html", "Cost"], ["findings/index.html", "Findings"], ["guide/index.html", "Guide"]];

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

/* Where a file of the project is on the site; nothing if it is not there. */
export function placeOf(path, root) {
  const [, directory, name] = /^docs\/(guide|findings)\/([\w-]+)\.md$/.exec(path) ?? [];
  if (directory) return `${directory}/${name === "README" ? "index" : name}.html`;
  if (/^docs\/findings\/programs\/\w+\.c$/.test(path)) return path.slice("docs/".length);
  if (/^docs\/analysis\/\d+-\w+\.md$/.test(path))
    return `analysis.html#${/^# .*\{#([\w-]+)\}/m.exec(readFileSync(join(root, path), "utf8"))[1]}`;
  return { "docs/README.md": "index.html", "docs/results/README.md": "results.html", "docs/claims/README.md": "analysis.html#register",
    "docs/spec/README.md": "spec.html", "README.md": "guide/project.html" }[path];
}

/* A page's own links to files of the project, as links of the site, whose own stay; others go. */
function relink(html, from, at, root) {
  return html.replace(/<a href="([^"#:]+)(#[^"]*)?"([^>]*)>([\s\S]*?)<\/a>/g, (all, path, hash, more, text) => {
    if (/\.(html|pdf)$/.test(path)) return all;
    const source = posix.normalize(posix.join(posix.dirname(from), path));
    const to = placeOf(source, root);
    if (!to || !existsSync(join(root, source))) return text;
    const [file, anchor] = to.split("#");
    return `<a href="${posix.relative(posix.dirname(at), file)}${hash ?? (anchor ? `#${anchor}` : "")}"${more}>${text}</a>`;
  });
}

/* A page with the bar of the site. */
function dressed(html, at, style) {
  const up = "../".repeat(at.split("/").length - 1);
  const links = BAR.map(([to, name]) => `<a href="${up}${to}"${to === at ? ' aria-current="page"' : ""}>${name}</a>`).join("\n");
  const form = at === "search.html" ? "" : `
<form action="${up}search.html" role="search" aria-label="All pages"><input type="search" name="q" aria-label="Words to search for" required>
<button type="submit">Search</button></form>`;
  const bar = `<nav class="site" aria-label="Site">\n${links}${form}\n</nav>`;
  return html.replace(/(<style>[\s\S]*?)<\/style>/, (all, own) => `${own}\n${style}</style>`).replace(/<body[^>]*>/, (body) => `${body}\n${bar}`);
}

function pandoc(markdown, { template, title, imprint, toc }) {
  const metadata = Object.entries({ ...(title && { title }), imprint, "unnumbered-tables": "true", description: "x86_64 containers on ARM64 Linux" });
  const run = spawnSync("pandoc", ["--from=markdown-citations", "--to=html5", "--standalone", "--wrap=none", `--template=${template}`, "--shift-heading-level-by=-1",
    ...(toc ? ["--toc", "--toc-depth=2"] : []), ...metadata.map(([key, value]) => `--metadata=${key}:${value}`),
    `--lua-filter=${join(here, "../filters/layout.lua")}`], { input: markdown, maxBuffer: 1 << 28 });
  if (run.error) throw new Error(`pandoc cannot be run (${run.error.code}); type: fixtures/setup --no-run --docs`);
  if (run.status) throw new Error(run.stderr.toString().trim());
  const html = run.stdout.toString();
  /* No heading, no list of them. */
  return html.replace(/<nav id="contents"[\s\S]*?<\/nav>\n?/, (nav) => (/<li>/.test(nav) ? nav : ""));
}

const markdownOf = (file) => readFileSync(file, "utf8").replace(/^<!--.*-->\n/gm, "");

/* The sections of a page, for the search: page, title, address, text. */
export function sections(html, at) {
  const words = (part) => part.replace(/<(style|script|svg)[\s\S]*?<\/\1>/g, " ").replace(/<[^>]+>/g, " ")
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&nbsp;/g, " ").replace(/&amp;/g, "&")
    .replace(/\s+/g, " ").trim();
  const page = words(/<title>([\s\S]*?)<\/title>/.exec(html)?.[1] ?? at);
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? "";
  const starts = [...main.matchAll(/<(h[1-4])\b[^>]* id="([^"]+)"[^>]*>([\s\S]*?)<\/\1>|<div\b[^>]* id="(claim-[^"]+)"[^>]*>/g)];
  const parts = starts.map((start, i) => {
    const text = words(main.slice(start.index + (start[1] ? start[0].length : 0), starts[i + 1]?.index));
    return [page, start[1] ? words(start[3]) : `The claim ${start[4].slice("claim-".length)}`, `${at}#${start[2] ?? start[4]}`, text];
  });
  return [[page, page, at, words(main.slice(0, starts[0]?.index))], ...parts].filter(([, , , text]) => text);
}

/* Each case, and where the results tell of it: of its failures the first. */
function caseSections(lines) {
  const cases = new Map();
  for (const line of lines.filter((l) => l.type === "check")) {
    const known = cases.get(line.case);
    if (!known || (known.observation === "pass" && line.observation !== "pass")) cases.set(line.case, line);
  }
  return [...cases.values()].map((line) => ["Results: a case", line.case,
    `results.html#open=${encodeURIComponent(`${line.case}/${line.backend}/${line.machine}`)}`, `${line.summary}. ${line.area}, rule ${line.rule}`]);
}

function startPage(root, lines, { bench, programs, what }) {
  const [machine] = machinesOf(lines);
  const [title, ...rest] = markdownOf(join(root, "docs/README.md")).trim().split("\n");
  const readers = rest.join("\n").replace(/^[\s\S]*?(?=^## )/m, "");
  const numbers = machine ? `Passed of all checks on \`${machine}\`, by area:

${byArea(lines, machine)}

## The silent wrong results that matter most

Nothing told the program. The order is our judgement; the names are those of the cases.

${silent(lines, impactOf(root))}` : "No translator took part.";
  return `# x86_64 containers on ARM64 Linux: what really runs

ARM64 Linux machines, and the virtual machines of Apple-silicon Macs, must run x86_64 container images. Here is what each translator that
may lawfully be shipped does with them, and how we know. [The short answer](analysis/10-answer.md#answer) takes two minutes.
The analysis is also there for paper: [PDF](analysis.pdf).

${title.replace(/^#/, "##")}

${readers.replace(/^## /gm, "### ")}

## What came out

${intro(lines, what)}

${numbers}
${programs.length ? `\n## Real software\n\nPassed of what counts; [how each went](analysis/70-alternatives.md#works).\n\n${shortTable(programs)}\n` : ""}
## What translation costs

${COUNTED} [Each kernel and program](cost.html).

${costs(bench)}
`;
}

function searchPage(template, imprint) {
  const licence = escape(readFileSync(join(MODULES, "minisearch/LICENSE.txt"), "utf8").trim());
  const { version } = JSON.parse(readFileSync(join(MODULES, "minisearch/package.json"), "utf8"));
  const script = buildSync({ entryPoints: [join(here, "search.js")], bundle: true, minify: true, write: false, format: "iife",
    target: "es2022", legalComments: "none", nodePaths: [MODULES], logLevel: "silent" }).outputFiles[0].text.trim();
  const body = `<form id="find" role="search" aria-label="All pages"><input type="search" name="q" aria-label="Words to search for"><button type="submit">Search</button></form>
<p id="count" role="status"></p>
<ul id="found"></ul>
<noscript><p>The search takes JavaScript; the contents of each page do without.</p></noscript>
<details><summary>The search is MiniSearch ${escape(version)}, MIT</summary><pre>${licence}</pre></details>
<script src="search-entries.js"></script>
<script>${script.replace(/<\/script/g, "<\\/script")}</script>`;
  return pandoc("", { template, title: "Search", imprint }).replace(/(<main>)[\s\S]*(<\/main>)/, (all, open, close) => `${open}\n${body}\n${close}`);
}

export function site({ root, report, template, results, bench, programs, what, out }) {
  const lines = read(results, "run make conformance first");
  const counted = objects(bench);
  const style = buildSync({ entryPoints: [join(here, "site.css")], minify: true, write: false, logLevel: "silent" }).outputFiles[0].text.trim();
  const imprint = `${what}, of ${days(lines)}. Text: CC BY 4.0.`;
  const fresh = `${out}.new`;
  const entries = [];
  rmSync(fresh, { recursive: true, force: true });
  const put = (at, html) => {
    mkdirSync(dirname(join(fresh, at)), { recursive: true });
    writeFileSync(join(fresh, at), dressed(html, at, style));
    const { size } = statSync(join(fresh, at));
    if (size > LARGEST) throw new Error(`${at} has ${size} bytes, of at most ${LARGEST}`);
    if (!["results.html", "search.html"].includes(at)) entries.push(...sections(html, at));
  };
  const made = (name) => {
    if (!existsSync(join(report, name))) throw new Error(`there is no ${join(report, name)}: run make docs report first`);
    return join(report, name);
  };
  const written = (at, from, markdown, toc = true) => put(at, relink(pandoc(markdown, { template, imprint, toc }), from, at, root));

  written("index.html", "docs/README.md", startPage(root, lines, { bench: counted, programs, what }));
  for (const name of ["analysis", "spec"]) put(`${name}.html`, readFileSync(made(`${name}.html`), "utf8"));
  put("results.html", readFileSync(made("index.html"), "utf8"));
  copyFileSync(made("analysis.pdf"), join(fresh, "analysis.pdf"));
  const measured = counted.length ? measurements(bench).replaceAll('class="wide"', 'class="table"') : "";
  put("cost.html", relink(pandoc(`# What translation costs\n\n${COUNTED} [How it is counted](../guide/cost.md).\n\n${costs(counted)}\n`,
    { template, imprint }), "docs/results/README.md", "cost.html", root)
    .replace("</main>", () => `${measured}\n</main>`));
  for (const directory of ["findings", "guide"])
    for (const name of readdirSync(join(root, "docs", directory)).filter((file) => file.endsWith(".md")).sort()) {
      const from = `docs/${directory}/${name}`;
      written(placeOf(from, root), from, markdownOf(join(root, from)));
    }
  written("guide/project.html", "README.md", markdownOf(join(root, "README.md")));
  mkdirSync(join(fresh, "findings/programs"), { recursive: true });
  for (const name of readdirSync(join(root, "docs/findings/programs")))
    copyFileSync(join(root, "docs/findings/programs", name), join(fresh, "findings/programs", name));
  put("search.html", searchPage(template, imprint));
  entries.push(...caseSections(lines));
  writeFileSync(join(fresh, "search-entries.js"), `globalThis.searchEntries=${JSON.stringify(entries).replace(/</g, "\\u003c")};\n`);
  rmSync(out, { recursive: true, force: true });
  renameSync(fresh, out);
  return entries.length;
}

function main() {
  const build = process.env.BUILD || "build";
  const { values } = parseArgs({ options: { report: { type: "string", default: join(build, "report") },
    template: { type: "string", default: join(build, "docs/page.html") },
    out: { type: "string", default: join(build, "site") }, root: { type: "string", default: join(here, "../..") } } });
  const words = process.env.RUN_IN_WORDS || "a run of this copy of the project";
  const count = site({ ...values, results: process.env.RESULTS || join(build, "results/results.jsonl"),
    bench: process.env.BENCH || join(build, "bench/bench.jsonl"),
    programs: programsOf((kind) => process.env[kind.environment] || join(build, kind.file)), what: words[0].toUpperCase() + words.slice(1) });
  console.log(`${values.out}: open ${join(values.out, "index.html")}; ${count} sections to search`);
}

program("site", import.meta.url, main);
