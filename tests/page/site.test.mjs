/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The site as "make docs-check" or "make site" left it: links, sizes, validity, accessibility, search. */
import assert from "node:assert/strict";
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { after, before, test as anyTest } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DESKTOP, PHONE, accessible, fitsWidth, isDark, launch, noBrowser, visit } from "./browser.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(new URL("../../docs/page/", import.meta.url));
const site = ["build/docs-check/site", "build/site"].map((directory) => join(root, directory)).find(existsSync);
const missing = !site && "no build/docs-check/site: make docs-check makes it";
const LARGEST = 2 << 20;
const FIRST_PAINT_MS = 1000;
const test = (name, run) => anyTest(name, { skip: missing }, run);
const seen = (name, run) => anyTest(name, { skip: missing || noBrowser }, run);

const files = site ? readdirSync(site, { recursive: true }).map((name) => name.replaceAll("\\", "/")).filter((name) => statSync(join(site, name)).isFile()) : [];
const pages = files.filter((name) => name.endsWith(".html"));
const text = new Map(pages.map((name) => [name, readFileSync(join(site, name), "utf8")]));
/* Documents that are validated where they are made, and long. */
const LONG = ["analysis.html", "spec.html", "results.html"];
let browser;
before(async () => {
  browser = site && await launch();
});
after(() => browser?.close());

test("all its parts are there", () => {
  for (const name of ["index.html", "analysis.html", "analysis.pdf", "results.html", "spec.html", "cost.html", "findings/index.html", "guide/index.html",
    "search.html", "search-entries.js"]) assert.ok(files.includes(name), name);
  for (const name of files) assert.ok(statSync(join(site, name)).size <= LARGEST || name.endsWith(".pdf"), `${name} is too large`);
});

test("every link is relative and leads somewhere", () => {
  const ids = new Map([...text].map(([name, html]) => [name, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))]));
  const dead = [];
  for (const [name, html] of text)
    for (const [, link] of html.replace(/<script[\s\S]*?<\/script>/g, "").matchAll(/ (?:href|src|action)="([^"]*)"/g)) {
      if (/^(https?|data):/.test(link)) continue;
      const [path, anchor] = link.split("#");
      const to = path ? posix.normalize(posix.join(posix.dirname(name), path)) : name;
      if (link.startsWith("/") || !files.includes(to)) dead.push(`${name}: ${link}`);
      /* The results page has its state there. */
      else if (anchor && to !== "results.html" && !ids.get(to)?.has(anchor)) dead.push(`${name}: ${link}`);
    }
  assert.deepEqual(dead, []);
});

test("each page tells from which run it is, and the start page what a pass rate is not", () => {
  for (const name of ["index.html", "cost.html", "findings/index.html"]) assert.match(text.get(name), /class="imprint">[^<]*run[^<]*, of /, name);
  assert.match(text.get("index.html").replace(/\s+/g, " "), /not a rate of containers that run/);
});

test("the shorter pages are valid HTML", async () => {
  const { HtmlValidate } = require("html-validate");
  const validator = new HtmlValidate({ extends: ["html-validate:standard"] });
  for (const name of pages.filter((page) => !LONG.includes(page))) {
    const { results } = await validator.validateString(text.get(name), name);
    assert.deepEqual(results.flatMap((r) => r.messages.map((m) => `${name}:${m.line}: ${m.message}`)), []);
  }
});

test("the examples of docs/guide/publish.md can be read, and name what is there", () => {
  const guide = readFileSync(join(root, "docs/guide/publish.md"), "utf8");
  const [github, gitlab] = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, example]) => require("yaml").parse(example));
  const steps = github.jobs.site.steps;
  assert.deepEqual(steps.map((step) => step.run).filter(Boolean), ["make site"]);
  assert.equal(steps.find((step) => step.with)?.with.path, "build/site");
  assert.deepEqual(gitlab.pages.script, ["make site", "mv build/site public"]);
  assert.match(readFileSync(join(root, "docs/publish/publish.mk"), "utf8"), /^site:/m);
});

const disk = site && pathToFileURL(site).href;
const open = (address, options, use) => visit(browser, address, { within: disk, ...options }, use);
const fromDisk = (name) => `${disk}/${name}`;

for (const [device, viewport] of [["desktop", DESKTOP], ["phone", PHONE]])
  for (const colorScheme of ["light", "dark"])
    seen(`accessible, and nothing sticks out: ${device}, ${colorScheme}`, async () => {
      const all = device === "desktop" && colorScheme === "light";
      for (const name of ["index.html", "search.html", "guide/cost.html", ...(all ? ["cost.html", "findings/index.html"] : [])])
        await open(fromDisk(name), { viewport, colorScheme, shot: `site-${name.replace("/", "-")}-${device}-${colorScheme}` }, async (page) => {
          assert.equal(await isDark(page), colorScheme === "dark");
          assert.ok(await fitsWidth(page), name);
          await accessible(page, all ? {} : { runOnly: ["color-contrast"] });
        });
    });

seen("the bar of the site fits the long pages, and makes nothing there less accessible", async () => {
  for (const name of LONG)
    for (const viewport of [DESKTOP, PHONE])
      await open(fromDisk(name), { viewport }, async (page) => {
        assert.ok(await fitsWidth(page), name);
        const bar = await page.locator("nav.site").boundingBox();
        const title = await page.locator("h1").first().boundingBox();
        assert.ok(bar.y + bar.height <= title.y, `${name}: the bar is above the title`);
        await page.evaluate(() => [...document.body.children].slice(1).forEach((element) => element.remove()));
        await accessible(page, { rules: { "page-has-heading-one": { enabled: false } } });
      });
});

async function searches(page) {
  await page.getByRole("searchbox").fill("seccomp filter");
  await page.getByRole("button", { name: "Search" }).click();
  await page.waitForURL(/search\.html\?q=seccomp/);
  assert.match(await page.locator("#count").innerText(), /^[0-9]+ places|places; the best/);
  const first = page.locator("#found a").first();
  assert.match(await first.innerText(), /seccomp/i);
  const leads = await page.locator("#found a").evaluateAll((list) => list.map((a) => a.getAttribute("href")));
  assert.ok(leads.some((href) => href.startsWith("spec.html#")) && leads.some((href) => href.startsWith("analysis.html#")), leads.join(" "));
  await page.locator('#found a[href^="spec.html#"]').first().click();
  await page.waitForURL(/spec\.html#/);
  assert.equal(await page.locator(":target").count(), 1);
}

seen("the search works from disk, from a page in a folder", () => open(fromDisk("guide/index.html"), {}, searches));

seen("the search says if there is nothing", () => open(fromDisk("search.html"), {}, async (page) => {
  await page.getByRole("searchbox").fill("xyzzyplugh");
  assert.equal(await page.locator("#count").innerText(), "0 places");
  await page.getByRole("searchbox").fill("");
  assert.equal(await page.locator("#count").innerText(), "");
}));

seen("it works under a prefix of a server, and its start page paints within a second", async () => {
  const top = mkdtempSync(join(tmpdir(), "site-"));
  mkdirSync(join(top, "some/where"), { recursive: true });
  symlinkSync(site, join(top, "some/where/here"));
  const types = { ".html": "text/html", ".js": "text/javascript", ".pdf": "application/pdf" };
  const server = createServer((request, response) => {
    const path = join(top, decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    if (!existsSync(path) || !statSync(path).isFile()) return response.writeHead(request.url === "/favicon.ico" ? 204 : 404).end();
    response.writeHead(200, { "content-type": types[path.slice(path.lastIndexOf("."))] ?? "text/plain" });
    return createReadStream(path).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const base = `http://127.0.0.1:${server.address().port}/some/where/here`;
  try {
    await open(`${base}/findings/index.html`, { within: base }, searches);
    await open(`${base}/index.html`, { within: base }, async (page) => {
      await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
      const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
      assert.ok(paint < FIRST_PAINT_MS, `first paint after ${paint} ms`);
    });
  } finally {
    server.close();
    server.closeAllConnections();
    rmSync(top, { recursive: true });
  }
});
