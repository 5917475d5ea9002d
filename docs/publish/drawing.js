/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * What graphviz drew, for light and dark pages and for paper: text and program order
 * in the page's own colour, the others in colours that stand on both grounds; no fonts,
 * identifiers or background of its own.
 */
const COLOURS = { black: "currentColor", red: "#d0402f", "#ffa040": "#b36b00", blue: "#2f74d0", darkgreen: "#2e8b57" };
const colour = (name) => COLOURS[name] ?? "currentColor";

const attribute = (tag, name) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
const rounded = (text) => text.replace(/-?\d+\.\d+/g, (n) => String(Math.round(Number(n) * 10) / 10));

/* A shape of graphviz' as one of ours; the white ground has none. */
function shape(tag, kind) {
  const fill = attribute(tag, "fill");
  const stroke = attribute(tag, "stroke");
  if (fill === "white" || stroke === "transparent") return "";
  const where = kind === "path" ? `d="${rounded(attribute(tag, "d"))}"` : `points="${rounded(attribute(tag, "points"))}"`;
  return `<${kind} ${where} fill="${fill === "none" ? "none" : colour(fill)}" stroke="${colour(stroke)}"/>`;
}

export function drawn(svg) {
  const box = attribute(/<svg[^>]*>/.exec(svg)?.[0] ?? "", "viewBox");
  const move = /translate\(([^)]*)\)/.exec(svg)?.[1];
  if (!box || !move) throw new Error("this is no drawing by graphviz");
  const [, , width, height] = box.split(" ").map(Number);
  const parts = [];
  for (const [, path, polygon, text, words] of svg.matchAll(/<(?:(path[^>]*)\/>|(polygon[^>]*)\/>|(text[^>]*)>([^<]*)<\/text>)/g)) {
    if (path) parts.push(shape(`<${path}`, "path"));
    else if (polygon) parts.push(shape(`<${polygon}`, "polygon"));
    else parts.push(`<text x="${rounded(attribute(`<${text}`, "x"))}" y="${rounded(attribute(`<${text}`, "y"))}"${
      attribute(`<${text}`, "text-anchor") === "middle" ? ' text-anchor="middle"' : ""}>${words}</text>`);
  }
  return `<svg class="execution" role="img" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" width="${
    Math.ceil(width * 4 / 3)}" height="${Math.ceil(height * 4 / 3)}" font-family="system-ui, sans-serif" font-size="11" fill="currentColor">` +
    `<g transform="translate(${move})">${parts.join("")}</g></svg>`;
}
