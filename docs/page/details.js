/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* One case under one backend on one machine: how it went, and all that explains it. */
import { html, nothing } from "lit-html";
import { unsafeHTML } from "lit-html/directives/unsafe-html.js";
import hljs from "highlight.js/lib/core";
import c from "highlight.js/lib/languages/c";
import { badge, link } from "./parts.js";

hljs.registerLanguage("c", c);

let sources = {};

/* The sources are compressed in the page: they would be most of it. */
export async function loadSources() {
  const bytes = Uint8Array.from(atob(document.getElementById("sources").textContent), (letter) => letter.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  sources = JSON.parse(await new Response(text).text());
}

function copy(event) {
  const button = event.target;
  navigator.clipboard.writeText(button.previousElementSibling.textContent)
    .then(() => { button.textContent = "Copied"; }, () => { button.textContent = "Select and copy it by hand"; });
}

function field(title, value) {
  return value ? html`<dt>${title}</dt><dd>${value}</dd>` : nothing;
}

function check(results, i, then) {
  const extra = (name) => results.extra(i, name);
  const observation = results.observation(i);
  const verdict = results.verdict(i);
  const recorded = extra("deviation_link") || extra("deviation_reason");
  return html`<section class="check">
    <h3>${badge(results, i)} ${results.way(i)} <small>${results.at(i, 5)} ms</small></h3>
    <p>${verdict.name}: ${verdict.means}. ${observation.name === "pass" ? nothing : `Observed: ${observation.name} (${observation.means}).`}</p>
    <dl>
      ${field("Claim", extra("symptom") && html`<code>${extra("symptom")}</code>`)}
      ${field("Got", extra("got") && html`<code>${extra("got")}</code>`)}
      ${field("Where", extra("where") && html`<code>${extra("where")}</code>`)}
      ${field("Last words", extra("last_words") && html`<pre tabindex="0" aria-label="Last words">${extra("last_words")}</pre>`)}
      ${field("Rate", extra("rate"))}
      ${field("No evidence", extra("inconclusive"))}
      ${field("Notes", extra("notes"))}
      ${field("Recorded", recorded && html`${extra("deviation_reason")} ${link(extra("deviation_link"))}`)}
      ${field("Before", then && `${then.verdict} ${then.observation} ${then.symptom}`)}
      ${field("Again", html`<code class="command">${results.again(i)}</code> <button type="button" @click=${copy}>Copy</button>`)}
    </dl></section>`;
}

/* Line numbers, marks and text lie side by side, so that copying gives plain C. */
function source(file, lines) {
  const text = sources[file];
  if (text === undefined) return file ? html`<p>${file} is not in this page.</p>` : nothing;
  const rows = text.replace(/\n$/, "").split("\n");
  const hits = [...lines].filter((n) => n >= 1 && n <= rows.length).sort((a, b) => a - b);
  return html`<h4><code>${file}</code></h4>
    ${hits.map((n) => html`<p class="hit-text">Line ${n}: <code>${rows[n - 1].trim()}</code></p>`)}
    <div class="source" role="region" tabindex="0" aria-label="Source of ${file}">
      ${hits.map((n) => html`<div class="hit" style="top:calc(${n - 1} * var(--line) + var(--pad))"></div>`)}
      <pre class="numbers" aria-hidden="true">${rows.map((_, k) => `${k + 1}\n`).join("")}</pre>
      <pre><code>${unsafeHTML(hljs.highlight(rows.join("\n"), { language: "c" }).value)}</code></pre></div>`;
}

function rule(results, id) {
  const found = results.rules[id];
  return html`<h3>Rule ${id}</h3>${found
    ? html`<blockquote>${unsafeHTML(found.html)}</blockquote><p class="quiet">${found.file}</p>`
    : html`<p>${id || "It"} is not in docs/spec.</p>`}`;
}

function elsewhere(results, caseIndex, column, open) {
  const others = results.columns.map((_, k) => k).filter((k) => results.cell(caseIndex, k).length);
  return html`<h3>The same case elsewhere</h3><ul class="elsewhere">${others.map((k) => {
    const letters = results.cell(caseIndex, k).map((i) => results.verdict(i).name);
    const words = [...new Set(letters)].join(", ");
    return html`<li>${k === column ? html`<b>${results.columnName(k)}: ${words}</b> (this)`
      : html`<button type="button" class="link" @click=${() => open(caseIndex, k)}>${results.columnName(k)}</button>: ${words}`}</li>`;
  })}</ul>`;
}

function run(column) {
  const facts = [
    ["Version", column.backend_version], ["Build", column.backend_build], ["Licence", column.licence], ["Kernel", column.kernel],
    ["Page size", column.page_size], ["CPU", column.identity], ["binfmt_misc", column.binfmt],
    ["Flags", column.binfmt_flags],
    ["Images", column.images && html`${Object.entries(column.images).map(([name, digest]) => html`<div>${name} <code>${digest}</code></div>`)}`],
  ];
  return html`<h3>The run</h3><dl>${facts.map(([title, value]) => field(title, value))}</dl>`;
}

export function details(results, caseIndex, column, before, open) {
  const test = results.cases[caseIndex];
  const checks = results.cell(caseIndex, column);
  const files = new Map([[test.source, new Set()]]);
  for (const i of checks) {
    const [, file, line] = /^(.*):(\d+)$/.exec(results.extra(i, "where")) ?? [];
    if (!file) continue;
    if (!files.has(file)) files.set(file, new Set());
    files.get(file).add(Number(line));
  }
  return html`<div class="bar"><h2 id="details-title" tabindex="-1">${test.name}: ${results.columnName(column)}</h2>
      <button type="button" data-close>Close</button></div>
    <p class="summary">${test.summary}</p>
    ${checks.map((i) => check(results, i, before.get(i)))}
    <h3>Source</h3>${[...files].map(([file, lines]) => source(file, lines))}
    ${rule(results, test.rule)}
    <h3>Reported before</h3>${test.issues.length
      ? html`<ul>${test.issues.map((issue) => html`<li>${link(issue)}</li>`)}</ul>` : html`<p>No upstream thread is named.</p>`}
    ${elsewhere(results, caseIndex, column, open)}
    ${run(results.columns[column])}`;
}
