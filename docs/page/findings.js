/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: node docs/page/findings.js [--results FILE] [--root DIRECTORY] [--out DIRECTORY]
 *
 * For each case that a translator fails and no upstream thread is known for, a
 * report to send: what must hold and by whose word, what came, under which
 * versions, the guest program, the controls. Reports that somebody has looked
 * into further lie in docs/findings; the index names those too.
 */
import { readFileSync, writeFileSync, mkdirSync, renameSync, rmSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { program, read, ruleTexts } from "./read.js";

const HOW = ["wrong", "crash", "hang", "refused"];
const NAMES = { wrong: "silent wrong result", crash: "crash", hang: "hang", refused: "clean refusal" };
/* Of the reports, not of this file. */
const LICENCE = ["License-Identifier: CC-BY-4.0", "FileCopyrightText: 2026 The x86-on-arm conformance authors"]
  .map((line) => `<!-- SPDX-${line} -->\n`).join("");
/* A Map from each key to its items, in the order in which they come. */
function grouped(list, keyOf) {
  const found = new Map();
  for (const item of list) {
    const key = keyOf(item);
    if (found.has(key)) found.get(key).push(item);
    else found.set(key, [item]);
  }
  return found;
}
const unique = (list) => [...new Set(list)];
const translator = (line) => line.backend.split("@")[0];
const isNative = (line) => line.backend.startsWith("native-");
/* A cell of a table is one line; what a container said may hold anything. */
const cell = (text) => String(text ?? "").replace(/\s+/g, " ").replace(/[|\\`*_<>[\]]/g, "\\$&");

/* Reports written by hand, by translator and case. */
function written(root) {
  const directory = join(root, "docs/findings");
  const files = existsSync(directory) ? readdirSync(directory).filter((name) => /^[a-z].*\.md$/.test(name)) : [];
  return new Map(files.flatMap((file) => {
    const name = /^\*\*Again:.* CASE=([a-z0-9_]+)/m.exec(readFileSync(join(directory, file), "utf8"))?.[1];
    return name ? [[`${file.split("-")[0]} ${name}`, file]] : [];
  }));
}

/* Failures of one case under one translator, whatever its version and machine. */
function groups(lines) {
  const found = grouped(
    lines.filter((line) => line.type === "check" && !isNative(line) && HOW.includes(line.observation) && !line.deviation_link),
    (line) => `${translator(line)} ${line.case}`);
  const rank = (list) => Math.min(...list.map((line) => HOW.indexOf(line.observation)));
  return [...found].sort(([a, x], [b, y]) => rank(x) - rank(y) || (a < b ? -1 : 1));
}

/* The text with each MUTATE(right, wrong) as its first argument, as it is compiled. */
export function unmutated(text) {
  const start = /\bMUTATE\(/.exec(text);
  if (!start) return text;
  const from = start.index + start[0].length;
  let depth = 0;
  let comma = -1;
  for (let at = from; at < text.length; at++) {
    const c = text[at];
    if (c === "\"" || c === "'") {
      for (at++; at < text.length && text[at] !== c; at++) if (text[at] === "\\") at++;
    } else if ("([{".includes(c)) depth++;
    else if (c === "," && depth === 0 && comma < 0) comma = at;
    else if (")]}".includes(c) && depth-- === 0)
      return text.slice(0, start.index) + text.slice(from, comma < 0 ? at : comma).trim() + unmutated(text.slice(at + 1));
  }
  return text;
}

/* The part of a case's file that runs in the container. */
function guest(root, source) {
  const file = join(root, source);
  if (!/^tests\/cases\/[\w/-]+\.c$/.test(source) || !existsSync(file)) return "";
  const text = readFileSync(file, "utf8");
  const half = /#ifdef GUEST\n([\s\S]*)\n#else\n/.exec(text)?.[1] ?? text;
  return unmutated(half).trim();
}

/* Of the native checks of one case: how many pass, backend by backend. */
function controls(natives) {
  return [...grouped(natives, (line) => `${line.backend} on ${line.machine}`)].map(([where, all]) =>
    `${where}: ${all.filter((line) => line.observation === "pass").length} of ${all.length} pass`);
}

function report(key, list, natives, root, texts, hand) {
  const [name] = key.split(" ");
  const first = list[0];
  const rows = list.map((line) => `| ${[line.backend_version, `${line.machine}, Linux ${line.kernel}, pages of ${line.page_size}`,
    line.flavour, `${NAMES[line.observation]}: ${line.symptom ?? ""}`, line.got ?? ""].map(cell).join(" | ")} |`);
  const reasons = unique(list.map((line) => line.deviation_reason).filter(Boolean));
  const native = controls(natives);
  return `${LICENCE}# ${name}: ${first.case}

**Status:** no thread of this translator's upstream is recorded for it.${
    first.issues?.length ? ` Threads about the like, here or elsewhere: ${first.issues.map((link) => `<${link}>`).join(", ")}.` : ""}${
    hand ? ` Looked into by hand: docs/findings/${hand}.` : ""}

**Case:** ${first.summary}.

**What happens:** ${reasons.length ? reasons.join("\n\n") : "Not looked into yet."}

**Expected:** by rule ${first.rule} (${texts[first.rule]?.file ?? "docs/spec"}):

${(texts[first.rule]?.text ?? "").replace(/^(?=.)/gm, "> ").replace(/^$/gm, ">")}

**Got:**

| version | machine | guest | how it ends | value |
| --- | --- | --- | --- | --- |
${unique(rows).join("\n")}

**Controls:** ${native.length ? native.join("; ") : "none in these results"}.

**Guest program:** ${first.source}, linked as the table says (glibc: dynamic; static: without a libc).
EXPECT notes a claim that fails and goes on.

\`\`\`c
${guest(root, first.source)}
\`\`\`

**Again:** \`${first.again}\`
`;
}

export function findings(lines, root, run = "") {
  const texts = ruleTexts(root);
  const hands = written(root);
  const natives = grouped(lines.filter((line) => line.type === "check" && isNative(line)), (line) => line.case);
  const files = new Map();
  const index = groups(lines).map(([key, list]) => {
    const file = `${key.replace(" ", "-")}.md`;
    files.set(file, report(key, list, natives.get(list[0].case) ?? [], root, texts, hands.get(key)));
    const how = HOW.filter((kind) => list.some((line) => line.observation === kind)).map((kind) => NAMES[kind]);
    return `| [${key}](${file}) | ${how.join(", ")} | ${cell(list[0].summary)} | ${hands.get(key) ?? ""} |`;
  });
  files.set("README.md", `${LICENCE}# Reports to send

Made from ${run || "the last results"}: every case that a translator fails and for which no
upstream thread is recorded, silent wrong results first.

| report | how it fails | what must hold | looked into |
| --- | --- | --- | --- |
${index.join("\n")}
`);
  return files;
}

function main() {
  const { values } = parseArgs({ options: {
    results: { type: "string", default: process.env.RESULTS || "build/results/results.jsonl" },
    root: { type: "string", default: fileURLToPath(new URL("../..", import.meta.url)) },
    out: { type: "string", default: "build/report/findings" },
  } });
  const files = findings(read(values.results, "run make conformance first"), values.root, process.env.RUN_IN_WORDS);
  const fresh = `${values.out}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(fresh, name), text);
  rmSync(values.out, { recursive: true, force: true });
  renameSync(fresh, values.out);
  console.log(`${values.out}: ${files.size - 1} report${files.size === 2 ? "" : "s"} to send`);
}

program("findings", import.meta.url, main);
