/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* Markdown whose source can be read as it stands. */
const WIDTH = 80;

/* Lines of at most 80 columns; `hang` stands before all but the first. */
export function wrap(text, hang = "") {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last && last !== hang && `${last} ${word}`.length > WIDTH) lines.push(hang + word);
    else lines[lines.length - 1] = last && last !== hang ? `${last} ${word}` : last + word;
  }
  return lines.join("\n");
}

/* A table whose source can be read as it stands: first columns left, others right. */
export function table(head, rows, left = 1) {
  const widths = head.map((cell, i) => Math.max(3, ...[cell, ...rows.map((row) => row[i])].map((c) => c.length)));
  const line = (cells) => `| ${cells.map((c, i) => (i < left ? c.padEnd(widths[i]) : c.padStart(widths[i]))).join(" | ")} |`;
  const rule = `| ${widths.map((w, i) => (i < left ? "-".repeat(w) : `${"-".repeat(w - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}
