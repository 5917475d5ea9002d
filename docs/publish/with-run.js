/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * usage: node docs/publish/with-run.js COMMAND [ARGUMENT...]
 *
 * Runs a command that makes documents, and says in its environment from what:
 * RESULTS, BENCH and RUN_IN_WORDS, which is the run in words. That is the run in BUILD
 * (build) if it is whole; else the reference run, which is unpacked; else, if
 * there is none, whatever BUILD has. RESULTS= of the user's own is left alone.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "../page/model.js";
import { program, textOf } from "../page/read.js";
import { lacks, projectCases, wantedColumns } from "./whole.js";

/* What a run's own machine says, in words for a reader. */
const LOCAL = "a run of this copy of the project";

/* Unpacks what docs/results has into a directory, as build/ has it. */
export function unpack(reference, to) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, "bench"), { recursive: true });
  writeFileSync(join(to, "results.jsonl"), textOf(join(reference, "results.jsonl.xz")));
  const bench = join(reference, "bench.jsonl.xz");
  if (existsSync(bench)) writeFileSync(join(to, "bench/bench.jsonl"), textOf(bench));
  const more = join(reference, "bench-more.tar.xz");
  if (existsSync(more)) {
    const tar = spawnSync("tar", ["--extract", "--xz", "--file", more, "--directory", join(to, "bench")]);
    if (tar.status !== 0) throw new Error(`${more} cannot be unpacked`);
  }
}

export function choose(root, build) {
  const reference = join(root, "docs/results");
  const local = join(build, "results/results.jsonl");
  const own = { RESULTS: local, BENCH: join(build, "bench/bench.jsonl") };
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
    return { RESULTS: join(to, "results.jsonl"), BENCH: join(to, "bench/bench.jsonl"),
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
