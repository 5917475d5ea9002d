/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/*
 * Headless Chromium for the tests of pages. CHROMIUM= names a browser;
 * SCREENSHOTS= a directory that keeps what the pages looked like.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(new URL("../../docs/page/", import.meta.url));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"]
  .find((path) => path && existsSync(path));

export const noBrowser = !executablePath && "no Chromium";
if (noBrowser)
  console.log("SKIPPED: no Chromium. On Debian type: apt-get install chromium. Elsewhere name one by CHROMIUM=/path; " +
    "Ubuntu's snap may not read the pages, Google Chrome does.");
export const launch = () => (noBrowser ? undefined : chromium.launch({ executablePath }));

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 360, height: 740 };

/* Opens the page; `use` gets it. No error and no warning is allowed, and no request but `within` an address. */
export async function visit(browser, url, { viewport = DESKTOP, colorScheme = "light", shot, within = "data:" }, use) {
  const context = await browser.newContext({ viewport, colorScheme });
  const page = await context.newPage();
  const trouble = [];
  page.on("console", (message) => trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(error.stack));
  page.on("requestfailed", (request) => trouble.push(`cannot load ${request.url()}`));
  page.on("request", (request) => request.url().split("#")[0] === url.split("#")[0] ||
    request.url().startsWith("data:") || request.url().startsWith(within) || trouble.push(`asked for ${request.url()}`));
  try {
    await page.goto(url);
    await use(page);
    if (shot && process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${shot}.png`) });
  } finally {
    await context.close();
  }
  assert.deepEqual(trouble, []);
}

/* The whole page by all rules, or as axe-core's own options say. */
export async function accessible(page, options = {}) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((o) => window.axe.run(document, o), options);
  const bad = violations.filter((v) => ["serious", "critical"].includes(v.impact));
  assert.deepEqual(bad.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html).join(" ")}`), []);
}

export const fitsWidth = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
export const isDark = (page) => page.evaluate(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]) < 128);
