/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: node docs/publish/order.js [--check] [--root DIRECTORY] [FILE...]
 *
 * Keeps what `make order` found, from its order.jsonl files (build/order), in
 * docs/results: order.jsonl.xz, from which the documents are made, and order.md, its
 * table. Settings that were kept before stay, unless a file has them too. --check says
 * whether order.md fits order.jsonl.xz. What is red is refused.
 *
 * A line of it is a setting in numbers ("order_setting"), a test ("order", with what a
 * reader asks for), or a drawing ("order_drawing": an execution as SVG, by its id).
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { objects, program } from "../page/read.js";
import { columnsOf, countsOf, familiesOf, settingKey, titleOf } from "../page/order.js";
import { VERDICTS } from "../page/model.js";
import { drawn } from "./drawing.js";
import { xz } from "./publish.js";

const KEPT = "docs/results/order.jsonl.xz";
const PAGE = "docs/results/order.md";
const RED = ["STALE", ...VERDICTS.filter((verdict) => verdict.red).map(({ name }) => name)];
const FIELDS = ["type", "test", "family", "setting", "backend", "cpu", "observation", "verdict"];

/* SVG of a graph, by graphviz; one that is wanted twice is drawn once. */
function picture(file, pictures) {
  if (!existsSync(file)) throw new Error(`${file} is missing, which make order writes`);
  const run = spawnSync("neato", ["-Tsvg", file], { maxBuffer: 1 << 26 });
  if (run.error) throw new Error(`neato cannot be run (${run.error.code}); type: fixtures/setup --no-run --drawings`);
  if (run.status) throw new Error(`${file}: ${run.stderr.toString().trim()}`);
  const svg = drawn(run.stdout.toString());
  const id = createHash("sha256").update(svg).digest("hex").slice(0, 10);
  pictures.set(id, { type: "order_drawing", id, svg });
  return id;
}

/* What is kept of one file of make order: setting → its lines. */
function settings(file, pictures) {
  const lines = objects(file);
  const found = new Map();
  const date = statSync(file).mtime.toISOString().slice(0, 10);
  for (const line of lines.filter((l) => l.type === "order_setting" && l.whole))
    found.set(settingKey(line), [{ ...line, date }]);
  for (const line of lines.filter((l) => l.type === "order" && found.has(settingKey(l)))) {
    if (RED.includes(line.verdict))
      throw new Error(`${file} is not published: ${line.verdict} ${titleOf(line)} ${line.test}; record it first (docs/guide/order.md)`);
    const kept = Object.fromEntries(FIELDS.map((name) => [name, line[name]]));
    found.get(settingKey(line)).push(line.drawing
      ? { ...kept, detail: line.detail, threads: line.threads, drawing: picture(line.drawing, pictures) } : kept);
  }
  return found;
}

function table(lines, backend) {
  const of = columnsOf(lines).filter((s) => s.backend === backend);
  const rows = familiesOf(lines).map((family) => `| ${[family, ...of.map((s) => {
    const n = countsOf(lines, s, family);
    return n.kept + n.broken + n.notJudged ? `${n.kept} / ${n.broken} / ${n.notJudged}` : "–";
  })].join(" | ")} |`);
  return `## ${backend} ${of[0].backend_version}

${of.map((s, i) => `${i + 1}. \`${s.setting}\`, CPU \`${s.cpu}\`: ${s.about}. ${s.kept} kept, ${s.broken} broken, ${s.not_judged} not judged, ${
    s.unpromised} of which x86 promises nothing; ${s.bodies} bodies, ${s.steps} instructions stepped, ${s.accesses} accesses and barriers written down; ${
    (s.ms / 1000).toFixed(0)} s, on ${s.date}.`).join("\n")}

| family | ${of.map((_, i) => i + 1).join(" | ")} |
| --- | ${of.map(() => "---").join(" | ")} |
${rows.join("\n")}`;
}

/* order.md, of the lines that are kept. */
export function page(lines) {
  const backends = [...new Set(columnsOf(lines).map((s) => s.backend))];
  return `<!-- SPDX-License-Identifier: CC-BY-4.0 -->
<!-- SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors -->
<!-- Made by make order-publish: not to be edited. -->
# Memory order: families, translators, settings

Tests of each family of litmus tests: kept / broken / not judged. *Broken* means that
Arm's model allows, with the code that the translator emitted, an outcome that x86's
forbids (docs/guide/order.md). The numbers above a table are its columns. The seconds
are those of taking the code down in an emulated machine, beside other work.

${backends.map((backend) => table(lines, backend)).join("\n\n")}
`;
}

export function keep(root, files) {
  const pictures = new Map();
  const kept = new Map();
  const to = join(root, KEPT);
  for (const line of objects(to))
    if (line.type === "order_drawing") pictures.set(line.id, line);
    else kept.set(settingKey(line), [...(kept.get(settingKey(line)) ?? []), line]);
  for (const file of files)
    for (const [key, lines] of settings(file, pictures)) kept.set(key, lines);
  if (!kept.size) throw new Error("there is nothing to publish: run make order first");
  const lines = [...kept.keys()].sort().flatMap((key) => kept.get(key));
  const wanted = new Set(lines.map((line) => line.drawing));
  lines.push(...[...pictures.values()].filter(({ id }) => wanted.has(id)));
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const packed = xz(text);
  writeFileSync(to, packed);
  writeFileSync(join(root, PAGE), page(lines));
  return `${to}: ${kept.size} settings, ${lines.filter((l) => l.type === "order").length} tests, ${
    lines.filter((l) => l.type === "order_drawing").length} drawings, ${Math.ceil(packed.length / 1024)} KiB`;
}

function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: "boolean" },
    root: { type: "string", default: join(dirname(fileURLToPath(import.meta.url)), "../..") } } });
  const kept = join(values.root, KEPT);
  if (values.check) {
    if (existsSync(kept) && readFileSync(join(values.root, PAGE), "utf8") !== page(objects(kept))) {
      console.log(`${PAGE} does not fit ${KEPT}; type: make order-publish`);
      process.exitCode = 1;
    }
    return;
  }
  const build = join(process.env.BUILD || "build", "order");
  const files = positionals.length ? positionals
    : existsSync(build) ? readdirSync(build).filter((name) => /^order.*\.jsonl$/.test(name)).map((name) => join(build, name)) : [];
  console.log(keep(values.root, files));
}

program("order", import.meta.url, main);
