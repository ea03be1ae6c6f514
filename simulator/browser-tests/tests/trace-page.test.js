// The page that `contact-center replay --html` makes of a trace.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { tmpdir } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import path from "node:path";
import { launch, newPage, screenshot } from "../support/browser.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const programs = process.env.CONTACT_CENTER_PROGRAMS ?? path.join(root, "target", "debug");
const example = path.join(root, "core", "tests", "traces", "proxy-in-front.jsonl");

let browser, folder;

/** Opens the page of a trace. */
async function open(trace) {
  const { stdout } = spawnSync(path.join(programs, "contact-center"), ["replay", "--html", trace], { encoding: "utf8" });
  const file = path.join(folder, `${path.basename(trace)}.html`);
  writeFileSync(file, stdout);
  const page = await newPage(browser);
  await page.goto(pathToFileURL(file).href);
  return page;
}

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "trace-"));
  browser = await launch();
});

after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

test("page_shows_lanes_messages_and_causes_of_resyncs", async () => {
  const page = await open(example);
  await page.getByText("20 steps: 0 differ").waitFor();
  await page.getByRole("heading", { name: "Messages" }).waitFor();
  await page.getByText("because of line 9: poll failed: UnexpectedResponse, HTTP 502").first().waitFor();
  await page.getByLabel("Search").fill("reconnecting");
  await page.getByText("1 of 21 steps").waitFor();
  await page.locator("tr.step").press("Enter");
  await page.getByRole("heading", { name: "Recorded" }).waitFor();
  await screenshot(page, "trace");
  assert.deepEqual(page.problems, []);
});

test("page_of_a_damaged_trace_says_where_it_broke", async () => {
  const damaged = path.join(folder, "damaged.jsonl");
  const lines = readFileSync(example, "utf8").split("\n");
  writeFileSync(damaged, [...lines.slice(0, 6), '{"chat":1,'].join("\n"));
  const page = await open(damaged);
  await page.getByRole("alert").getByText("line 7:").waitFor();
  await page.getByText("5 of 5 steps").waitFor();
  assert.deepEqual(page.problems, []);
});
