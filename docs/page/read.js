/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* What the generators share: reading results and the rules of docs/spec, ending with an error. */
import { spawnSync } from "node:child_process";
import { readFileSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "./model.js";

/* The text of a file, which may be compressed by xz. */
export function textOf(file) {
  if (!file.endsWith(".xz")) return readFileSync(file, "utf8");
  const xz = spawnSync("xz", ["--decompress", "--stdout"], { input: readFileSync(file), maxBuffer: 1 << 30 });
  if (xz.error) throw new Error(`xz cannot be run (${xz.error.code}); type: fixtures/setup --no-run --page`);
  if (xz.status) throw new Error(xz.stderr.toString().trim());
  return xz.stdout.toString();
}

/* The lines of a results file; an Error says what to do where there is none. */
export function read(file, what) {
  try {
    return parse(textOf(file));
  } catch (error) {
    throw new Error(error.code === "ENOENT" ? `there is no ${file}: ${what}` : `${file}: ${error.message}`);
  }
}

/* The objects of a file with one a line that is no results file; none if it isn't there. */
export function objects(file) {
  if (!existsSync(file)) return [];
  try {
    return textOf(file).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
}

/* The rules by id, in Markdown: a heading "## ID" and what follows it. */
export function ruleTexts(root) {
  const directory = join(root, "docs/spec");
  const found = {};
  if (!existsSync(directory)) return found;
  for (const file of readdirSync(directory).filter((name) => name.endsWith(".md")).sort())
    for (const section of readFileSync(join(directory, file), "utf8").split(/^## /m).slice(1)) {
      const id = section.split("\n", 1)[0].trim();
      if (/^[A-Z0-9]+-[0-9]+$/.test(id))
        found[id] = { file: `docs/spec/${file}`, text: section.slice(section.indexOf("\n") + 1).trim() };
    }
  return found;
}

/* Runs main if the module is the program; an Error is its one line and exit status 2. */
export function program(name, url, main) {
  if (process.argv[1] !== fileURLToPath(url)) return;
  try {
    main();
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    process.exitCode = 2;
  }
}
