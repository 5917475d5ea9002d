/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * The search page: MiniSearch over the sections of all pages, which
 * search-entries.js has put into `searchEntries`, a script, since a page that is
 * opened from disk may load nothing else.
 */
import MiniSearch from "minisearch";

const MOST = 60;
const AROUND = 110;
const form = document.getElementById("find");
const input = form.elements.q;
const list = document.getElementById("found");
const status = document.getElementById("count");

const index = new MiniSearch({
  fields: ["title", "text"],
  searchOptions: { boost: { title: 4 }, prefix: (term) => term.length > 2, fuzzy: (term) => (term.length > 5 ? 0.2 : false), combineWith: "AND" },
  /* Names of cases are found by their words too. */
  tokenize: (text) => text.split(/[\s\p{P}]+/u).filter(Boolean),
});
index.addAll(globalThis.searchEntries.map(([page, title, href, text], id) => ({ id, page, title, href, text })));

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

/* The text around the first of the words found, which are marked. */
function excerpt(text, terms) {
  const lower = text.toLowerCase();
  const places = terms.map((term) => lower.indexOf(term)).filter((at) => at >= 0);
  const from = Math.max(0, Math.min(...(places.length ? places : [0])) - AROUND / 2);
  const part = (from ? "…" : "") + text.slice(from, from + 2 * AROUND) + (from + 2 * AROUND < text.length ? "…" : "");
  const made = element("p");
  const words = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).sort((a, b) => b.length - a.length);
  const pieces = words.length ? part.split(new RegExp(`(${words.join("|")})`, "gi")) : [part];
  pieces.forEach((piece, i) => made.append(i % 2 ? element("mark", piece) : piece));
  return made;
}

function show() {
  const words = input.value.trim();
  const found = words ? index.search(words) : [];
  status.textContent = !words ? "" : found.length > MOST ? `${found.length} places; the best ${MOST}:`
    : `${found.length} ${found.length === 1 ? "place" : "places"}`;
  list.replaceChildren(...found.slice(0, MOST).map(({ id, terms }) => {
    const [page, title, href, text] = globalThis.searchEntries[id];
    const item = element("li");
    const link = element("a", title);
    link.href = href;
    item.append(link, element("p", page, "where"), excerpt(text, terms));
    return item;
  }));
}

input.addEventListener("input", show);
input.value = new URLSearchParams(location.search).get("q") ?? "";
show();
