/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: node docs/publish/publish.js [--build DIRECTORY] [--root DIRECTORY]
 *
 * Makes the run in build/ the reference run: docs/results, and the pages that show
 * it. An incomplete run, or a red one, is refused with all that is wrong, and
 * nothing is changed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { objects, program, read } from "../page/read.js";
import { KINDS, lacking, packedName, redsOf } from "./programs.js";
import { PACKED } from "./with-run.js";
import { changed, days, wanted } from "./summary.js";
import { lacks, projectCases, reds, wantedColumns } from "./whole.js";

const MOST = 3 << 20;

function compressed(command, args, input) {
  const run = spawnSync(command, args, { input, maxBuffer: 1 << 30 });
  if (run.error) throw new Error(`${command} cannot be run (${run.error.code}); type: fixtures/setup --no-run --page`);
  if (run.status) throw new Error(run.stderr.toString().trim());
  return run.stdout;
}
export const xz = (text) => compressed("xz", ["-9", "--extreme", "--stdout"], text);

/* What the run was made with, in its first line. */
function headOf(lines, earlier) {
  const runs = lines.filter((line) => line.type === "run");
  const facts = (key, value) => Object.fromEntries(runs.map((run) => [run[key], value(run)]));
  return { type: "reference", date: days(lines), host: runs.find((run) => run.host)?.host, seconds: runs[0].seconds,
    backends: facts("backend", (run) => run.backend_version),
    machines: facts("machine", (run) => ({ kernel: run.kernel, page_size: run.page_size })),
    images: Object.assign({}, ...runs.map((run) => run.images)),
    ...(earlier && { changes: changed(earlier, lines) }) };
}

/* The runs of real software. One that did not run whole is left out: "1 of 1 passed" would mislead. */
function ofPrograms(root, build) {
  const ran = KINDS.map((kind) => ({ kind, file: join(build, kind.file) })).filter(({ file }) => existsSync(file))
    .map(({ kind, file }) => ({ kind, file, lines: objects(file) })).map((one) => ({ ...one, why: lacking(root, one.kind, one.lines) }));
  return { red: ran.flatMap(({ kind, lines }) => redsOf(kind, lines)),
    left: ran.filter(({ why }) => why).map(({ kind, why }) => [kind.name, why]),
    files: ran.filter(({ why }) => !why)
      .map(({ kind, file }) => [packedName(kind), xz(readFileSync(file, "utf8").replaceAll(`${root}/`, ""))]) };
}

export function publish(root, build) {
  const file = join(build, "results/results.jsonl");
  const lines = read(file, "run make conformance first").filter((line) => line.type !== "reference");
  const programs = ofPrograms(root, build);
  const wrong = [...lacks(lines, projectCases(root), wantedColumns(root)), ...reds(lines), ...programs.red];
  if (wrong.length) throw new Error(`${file} is not published:\n${wrong.map((line) => `  ${line}`).join("\n")}`);

  const to = join(root, "docs/results");
  const was = join(to, "results.jsonl.xz");
  const earlier = existsSync(was) ? read(was) : undefined;
  /* Where this copy of the project lies is nobody's business. */
  const text = [headOf(lines, earlier), ...lines].map((line) => `${JSON.stringify(line).replaceAll(`${root}/`, "")}\n`).join("");
  const files = new Map([["results.jsonl.xz", xz(text)]]);
  const directory = join(build, "bench");
  if (existsSync(join(directory, "bench.jsonl"))) {
    files.set("bench.jsonl.xz", xz(readFileSync(join(directory, "bench.jsonl"))));
    const more = readdirSync(directory).filter((name) => /\.svg$|^cpus-\d+\.jsonl$/.test(name)).sort();
    if (more.length)
      files.set("bench-more.tar.xz", xz(compressed("tar", ["--create", "--directory", directory, "--sort=name", "--mtime=@0",
        "--owner=0", "--group=0", "--numeric-owner", "--mode=644", ...more])));
  }
  for (const [name, data] of programs.files) files.set(name, data);
  const size = [...files.values()].reduce((n, data) => n + data.length, 0);
  if (size > MOST) throw new Error(`${file} is not published: compressed it has ${size} bytes, of at most ${MOST}`);

  mkdirSync(to, { recursive: true });
  for (const name of PACKED) {
    if (files.has(name)) writeFileSync(join(to, name), files.get(name));
    else rmSync(join(to, name), { force: true });
  }
  for (const [name, content] of Object.entries(wanted(root))) writeFileSync(join(root, name), content);
  return `${to}: ${lines.filter((line) => line.type === "check").length} checks, ${Math.ceil(size / 1024)} KiB${
    files.has("bench.jsonl.xz") ? "" : "; no measurement of cost, since there is no bench/bench.jsonl"}${programs.left.map(([name, why]) => `; no ${name}: ${why}`).join("")}`;
}

function main() {
  const { values } = parseArgs({ options: { build: { type: "string", default: process.env.BUILD || "build" },
    root: { type: "string", default: join(dirname(fileURLToPath(import.meta.url)), "../..") } } });
  console.log(publish(values.root, values.build));
}

program("publish", import.meta.url, main);
