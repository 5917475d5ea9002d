/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: node docs/publish/with-run.js COMMAND [ARGUMENT...]
 *
 * Runs a command that makes documents, and says in its environment from what:
 * RESULTS, BENCH, WORKLOADS, GPU, SUITES and RUN_IN_WORDS, which is the run in words.
 * That is the run in BUILD (build) if it is whole; else the reference run, which is unpacked;
 * else, if there is none, whatever BUILD has. RESULTS= of the user's own is left alone.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "../page/model.js";
import { program, textOf } from "../page/read.js";
import { KINDS, packedName } from "./programs.js";
import { lacks, projectCases, wantedColumns } from "./whole.js";

const LOCAL = "a run of this copy of the project";

/* What docs/results has of a run. Its names are those of the files that are packed. */
export const PACKED = ["results.jsonl.xz", "bench.jsonl.xz", "bench-more.tar.xz", ...KINDS.map(packedName)];
const programs = (pathOf) => Object.fromEntries(KINDS.map((kind) => [kind.environment, pathOf(kind)]));

/*
 * Unpacks what docs/results has into a directory, as build/ has it, unless it is
 * there. Several commands may want it at once: whoever is first is served to all.
 */
export function unpack(reference, to) {
  const packed = PACKED.map((name) => join(reference, name)).filter(existsSync);
  const mark = packed.map((file) => `${file} ${statSync(file).size} ${statSync(file).mtimeMs}\n`).join("");
  if (existsSync(join(to, "mark")) && readFileSync(join(to, "mark"), "utf8") === mark) return;
  const fresh = `${to}.${process.pid}`;
  mkdirSync(join(fresh, "bench"), { recursive: true });
  for (const file of packed) {
    if (!file.endsWith(".tar.xz"))
      writeFileSync(join(fresh, basename(file).startsWith("bench") ? "bench" : "", basename(file, ".xz")), textOf(file));
    else if (spawnSync("tar", ["--extract", "--xz", "--file", file, "--directory", join(fresh, "bench")]).status !== 0)
      throw new Error(`${file} cannot be unpacked`);
  }
  writeFileSync(join(fresh, "mark"), mark);
  rmSync(to, { recursive: true, force: true });
  try {
    renameSync(fresh, to);
  } catch (error) {
    if (!existsSync(join(to, "mark"))) throw error;
    rmSync(fresh, { recursive: true });
  }
}

export function choose(root, build) {
  const reference = join(root, "docs/results");
  const local = join(build, "results/results.jsonl");
  const own = { RESULTS: local, BENCH: join(build, "bench/bench.jsonl"), ...programs((kind) => join(build, kind.file)) };
  let why = "";
  if (existsSync(local)) {
    let missing;
    try {
      missing = lacks(parse(textOf(local)), projectCases(root), wantedColumns(root), { all: false });
    } catch (error) {
      missing = [error.message];
    }
    if (!missing.length) return { ...own, RUN_IN_WORDS: LOCAL, note: "" };
    why = `${local} is no whole run: ${missing[0]}`;
  }
  if (existsSync(join(reference, "results.jsonl.xz"))) {
    const to = join(build, "docs/reference");
    unpack(reference, to);
    return { RESULTS: join(to, "results.jsonl"), BENCH: join(to, "bench/bench.jsonl"), ...programs((kind) => join(to, `${kind.name}.jsonl`)),
      RUN_IN_WORDS: "the reference run of the project, docs/results", note: why && `${why}; the reference run is taken` };
  }
  return { ...own, RUN_IN_WORDS: why ? "a part of a run of this copy of the project" : LOCAL, note: why };
}

function main() {
  const [command, ...rest] = process.argv.slice(2);
  if (!command) throw new Error("usage: with-run.js COMMAND [ARGUMENT...]");
  const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
  const { note, ...run } = process.env.RESULTS ? { RUN_IN_WORDS: "", note: "" } : choose(root, process.env.BUILD || "build");
  if (note) console.error(`docs: ${note}`);
  const { status, error } = spawnSync(command, rest, { stdio: "inherit", env: { ...run, ...process.env } });
  if (error) throw new Error(`${command} cannot be run: ${error.message}`);
  process.exitCode = status ?? 2;
}

program("docs", import.meta.url, main);
