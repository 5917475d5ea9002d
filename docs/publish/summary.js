/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: node docs/publish/summary.js [--check] [--root DIRECTORY]
 *
 * What the reference run says, as Markdown that any code host shows: all of
 * docs/results/README.md, and the part of README.md between two marks. With
 * --check nothing is written; what does not fit is told, exit status 1.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { objects, program, read } from "../page/read.js";
import { table, wrap } from "./markdown.js";
import { packedName, programsOf, sections, shortTable } from "./programs.js";
import { byBackend, isNative, reds } from "./whole.js";

const { parse: yaml } = createRequire(new URL("../page/", import.meta.url))("yaml");

const BEGIN = "<!-- the reference run: made by make publish -->";
const END = "<!-- the reference run ends -->";
const TITLE = `<!-- SPDX-License-${"Identifier"}: CC-BY-4.0 -->
<!-- SPDX-${"FileCopyrightText"}: 2026 The x86-on-arm conformance authors -->
<!-- Made by make publish: not to be edited. -->
`;
const NOT_A_RATE = "The checks are hard corner cases: their pass rate is not a rate of containers that run.";
const NONE = "No reference run has been published yet; `make publish` makes one of a whole run.";
const SILENT = 10;

export const isCheck = (line) => line.type === "check" && line.verdict !== "SKIPPED";
const unique = (list) => [...new Set(list)];
const number = (n) => n.toLocaleString("en");
const family = (backend) => backend.split("@")[0];

/* Passed of all, by area and translator, on one machine. */
export function byArea(lines, machine) {
  const checks = lines.filter((line) => isCheck(line) && line.machine === machine && !isNative(line.backend));
  const backends = unique(checks.map((line) => line.backend)).sort(byBackend);
  const cell = (list) => (list.length ? `${list.filter((l) => l.observation === "pass").length}/${list.length}` : "–");
  const row = (name, of) => [name, ...backends.map((backend) => cell(of.filter((line) => line.backend === backend)))];
  const areas = unique(checks.map((line) => line.area)).sort();
  return table(["area", ...backends], [...areas.map((area) => row(area, checks.filter((line) => line.area === area))), row("all", checks)]);
}

/* How the checks of each column ended. */
function byColumn(lines) {
  const columns = unique(lines.filter(isCheck).map((line) => `${line.machine}\t${line.backend}`)).map((c) => c.split("\t"))
    .sort(([m, a], [n, b]) => (m < n ? 1 : m > n ? -1 : byBackend(a, b)));
  return table(["machine", "backend", "checks", "passed", "wrong", "crash", "hang", "refused", "version"], columns.map(([machine, backend]) => {
    const of = lines.filter((line) => isCheck(line) && line.machine === machine && line.backend === backend);
    return [machine, backend, ...[of, ...["pass", "wrong", "crash", "hang", "refused"].map((o) => of.filter((l) => l.observation === o))]
      .map((list) => number(list.length)), of[0].backend_version ?? ""];
  }), 2);
}

/*
 * The silent wrong results that touch most software: docs/claims/_impact.yaml
 * has them by translator, in this order; they are taken in turn. A program that
 * does not start at all is not silent, whatever its case calls it.
 */
export function silent(lines, impact) {
  const wrong = new Map();
  for (const line of lines.filter((l) => isCheck(l) && l.observation === "wrong"))
    for (const backend of [line.backend, family(line.backend)]) wrong.set(`${backend} ${line.case}`, true);
  const places = new Map();
  const seen = impact.filter((entry) => entry.how === "wrong" && !entry.loud).flatMap((entry) => {
    const shown = String(entry.cases).split(/\s+/).filter((name) => wrong.has(`${entry.backend} ${name}`));
    if (!shown.length) return [];
    const place = places.get(entry.backend) ?? 0;
    places.set(entry.backend, place + 1);
    return [{ backend: entry.backend, says: entry.says.trim(), cases: shown, place }];
  });
  /* What several translators have in common is said once. */
  const said = new Map();
  for (const entry of seen.sort((a, b) => a.place - b.place)) {
    const known = said.get(entry.says);
    if (known) Object.assign(known, { backend: `${known.backend}, ${entry.backend}`, cases: unique([...known.cases, ...entry.cases]) });
    else said.set(entry.says, entry);
  }
  return [...said.values()].slice(0, SILENT)
    .map((entry, i) => wrap(`${i + 1}. **${entry.backend}**: ${entry.says} (${entry.cases.map((c) => `\`${c}\``).join(", ")}).`, i < 9 ? "   " : "    ")).join("\n");
}

const shown = (ratio) => (ratio < 10 ? ratio.toFixed(1) : String(Math.round(ratio)));

export function costs(bench) {
  const counted = bench.filter((line) => line.ratio && !line.native && line.backend !== "native-arm64" && (line.cpus ?? 1) === 1 &&
    line.phase === (line.kind === "kernel" ? "steady" : "total"));
  if (!counted.length) return "Not measured in this run; `make bench` measures it.";
  const name = (line) => line.backend + (line.cache === "warm" ? ", warm cache" : "");
  const cell = (kind, column) => {
    const of = counted.filter((line) => line.kind === kind && name(line) === column).sort((a, b) => a.ratio - b.ratio);
    const r = of.map((line) => line.ratio);
    if (!r.length) return "–";
    const median = (r[Math.floor((r.length - 1) / 2)] + r[Math.floor(r.length / 2)]) / 2;
    return `${shown(median)} (${shown(r[0])} to ${shown(r.at(-1))}, \`${of.at(-1).name}\`)`;
  };
  return table(["backend", "kernels: median (range, largest)", "programs: median (range, largest)"],
    unique(counted.map(name)).sort().map((column) => [column, cell("kernel", column), cell("program", column)]));
}

const LISTED = 20;

/* What differs from an earlier reference run; for the new one's head. */
export function changed(earlier, lines) {
  const key = (line) => [line.case, line.flavour, line.engine, line.backend, line.machine].join("\n");
  const before = new Map(earlier.filter(isCheck).map((line) => [key(line), line]));
  const list = { fixed: [], broken: [], different: [] };
  let added = 0;
  for (const line of lines.filter(isCheck)) {
    const was = before.get(key(line));
    before.delete(key(line));
    if (!was) added++;
    else if (was.observation !== line.observation || (was.symptom ?? "") !== (line.symptom ?? ""))
      list[line.observation === "pass" ? "fixed" : was.observation === "pass" ? "broken" : "different"]
        .push(`${line.case}/${line.flavour} (${line.backend} on ${line.machine})`);
  }
  const versions = (of) => new Map(of.filter((line) => line.type === "run").map((line) => [line.backend, line.backend_version ?? ""]));
  const were = versions(earlier);
  return { since: days(earlier), added, gone: before.size,
    ...Object.fromEntries(Object.entries(list).map(([kind, names]) => [kind, { count: names.length, some: names.sort().slice(0, LISTED) }])),
    versions: [...versions(lines)].filter(([backend, now]) => were.has(backend) && were.get(backend) !== now)
      .map(([backend, now]) => `${backend}: ${were.get(backend)} to ${now}`) };
}

/* "2026-11-28", or the first and the last day. */
export function days(lines) {
  const all = lines.filter((line) => line.type === "run" && line.date).map((line) => line.date.slice(0, 10)).sort();
  return unique([all[0], all.at(-1)].filter(Boolean)).join(" to ") || "an unknown day";
}

/* Paragraphs, of which the first says how much. */
function changes(head) {
  if (!head.changes) return ["It is the first reference run."];
  const { since, added, gone, versions, ...kinds } = head.changes;
  const count = ["fixed", "broken", "different"].map((kind) => `${number(kinds[kind].count)} ${kind}`).join(", ");
  const parts = [wrap(`Since the run of ${since}: ${count}; ${number(added)} checks are new, ${number(gone)} are gone. ` +
    (versions.length ? `Versions: ${versions.join("; ")}.` : "No translator has another version, so what differs is chance, and recorded as such."))];
  for (const kind of ["broken", "fixed", "different"])
    if (kinds[kind].count)
      parts.push(wrap(`${kind[0].toUpperCase()}${kind.slice(1)}: ${kinds[kind].some.map((name) => `\`${name}\``).join(", ")}${
        kinds[kind].count > kinds[kind].some.length ? `, and ${kinds[kind].count - kinds[kind].some.length} more` : ""}.`));
  return parts;
}

function controls(lines) {
  const of = lines.filter((line) => isCheck(line) && isNative(line.backend));
  return `Of the ${number(of.length)} checks of the native controls ${number(of.filter((l) => l.observation === "pass").length)} passed.`;
}

/* The hosts and the kernels, the versions and the digests. */
function provenance(lines) {
  const runs = lines.filter((line) => line.type === "run");
  const hosts = unique(runs.filter((run) => run.host).map(({ host, seconds }) => `${host.cpu}, ${host.cpus} CPUs, ${number(host.memory_mib)} MiB, ` +
    `${host.os}, Linux ${host.kernel}; ${number(Math.round(seconds / 60))} minutes`));
  const images = new Map(runs.flatMap((run) => Object.entries(run.images ?? {})).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [`Host: ${hosts.join("; ") || "not recorded"}.`,
    table(["machine", "backend", "kernel", "page size"], runs.map((run) => [run.machine, run.backend, run.kernel ?? "", String(run.page_size ?? "")]), 3),
    "SHA-256 of the images, which are Debian's packages as laid out by `fixtures/images`:",
    `\`\`\`\n${[...images].map(([name, digest]) => `${name.padEnd(16)} ${digest}`).join("\n")}\n\`\`\``].join("\n\n");
}

export const machinesOf = (lines) => unique(lines.filter((l) => isCheck(l) && !isNative(l.backend)).map((l) => l.machine)).sort().reverse();

/* One paragraph that must stand before the first number. `what` is the run in words. */
export function intro(lines, what) {
  const all = lines.filter(isCheck);
  const red = reds(lines);
  return wrap(`${what}, of ${days(lines)}: ${number(all.length)} checks of ${number(unique(all.map((l) => l.case)).length)} cases, ` +
    `${red.length ? `red: ${red.join("; ")}` : "every failure among them is explained"}. ${NOT_A_RATE}`);
}

export const COUNTED = "The numbers are instructions executed, as a multiple of the same program built for arm64; they are not time.";

function pages({ lines, bench, impact, programs }) {
  const head = lines.find((line) => line.type === "reference") ?? {};
  const machines = machinesOf(lines);
  const first = intro(lines, "The reference run");
  const top = `${first}

Passed of all checks on \`${machines[0]}\`, by area:

${byArea(lines, machines[0])}
${programs.length ? `\nReal software, passed of what counts:\n\n${shortTable(programs)}\n` : ""}
${wrap(`What translation costs. ${COUNTED}`)}

${costs(bench)}

The silent wrong results that matter most, each with its case:

${silent(lines, impact)}

${changes(head)[0]}

Every machine, each change, versions, digests and host:
[docs/results](docs/results/README.md).`;
  const full = `${TITLE}# The reference run

${first}

${wrap(controls(lines))}

## How the checks ended

${wrap("*Wrong* is a silent wrong result: nothing told the program. *Refused* is a clean error, as Linux documents it. Each failure is recorded in tests/expect with a link or a reason.")}

${byColumn(lines)}

${machines.map((machine) => `## By area: ${machine}\n\nPassed of all checks:\n\n${byArea(lines, machine)}`).join("\n\n")}

${programs.length ? `${sections(programs)}\n` : ""}## Silent wrong results that matter most

${wrap("In the order of docs/claims/_impact.yaml, each translator in turn; the order is our judgement.")}

${silent(lines, impact)}

## What translation costs

${wrap(COUNTED)}

${costs(bench)}

## What changed

${changes(head).join("\n\n")}

## Where and with what

${provenance(lines)}

## The files

${wrap("`results.jsonl.xz` has one JSON object a line, as `build/results/results.jsonl`; `bench.jsonl.xz`, where there is one, the counts of `make bench`; `workloads.jsonl.xz`, `gpu.jsonl.xz` and `suites.jsonl.xz` what `make workloads`, `make gpu` and `make suites` said. `make docs report` and `make site` use them in a copy of the project that has run nothing itself.")}

\`\`\`
xz --decompress --stdout docs/results/results.jsonl.xz | jq 'select(.observation == "wrong")'
\`\`\`
`;
  return { top, full };
}

/* The failures that touch most software, as docs/claims has them. */
export const impactOf = (root) => yaml(readFileSync(join(root, "docs/claims/_impact.yaml"), "utf8")).impact;

const between = (text, part) => {
  const [before, rest] = text.split(`${BEGIN}\n`);
  const after = rest?.split(`${END}\n`)[1];
  if (after === undefined) throw new Error("README.md lacks the marks of the reference run");
  return `${before}${BEGIN}\n${part}\n${END}\n${after}`;
};

/* What README.md and docs/results/README.md should be: file → text. */
export function wanted(root) {
  const results = join(root, "docs/results/results.jsonl.xz");
  const bench = join(root, "docs/results/bench.jsonl.xz");
  let made = { top: NONE, full: `${TITLE}# The reference run\n\n${NONE}\n` };
  if (existsSync(results))
    made = pages({ lines: read(results, "make publish makes it"),
      bench: objects(bench), impact: impactOf(root),
      programs: programsOf((kind) => join(root, "docs/results", packedName(kind))) });
  return { "README.md": between(readFileSync(join(root, "README.md"), "utf8"), made.top), "docs/results/README.md": made.full };
}

function main() {
  const { values } = parseArgs({ options: { check: { type: "boolean" },
    root: { type: "string", default: join(dirname(fileURLToPath(import.meta.url)), "../..") } } });
  for (const [name, text] of Object.entries(wanted(values.root))) {
    const file = join(values.root, name);
    if (values.check) {
      if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
      console.log(`${name} does not fit the reference run in docs/results; type: node docs/publish/summary.js`);
      process.exitCode = 1;
    } else writeFileSync(file, text);
  }
}

program("summary", import.meta.url, main);
