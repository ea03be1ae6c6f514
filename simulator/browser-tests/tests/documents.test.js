// Every Mermaid diagram in the repository's Markdown parses, with the parser that draws it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, newPage } from "../support/browser.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const parser = createRequire(import.meta.url).resolve("@mermaid-js/tiny");
let browser;
let page;

before(async () => {
  browser = await launch();
  page = await newPage(browser);
  await page.addScriptTag({ path: parser });
});

after(() => browser.close());

/** The diagrams of a text, each with the line of its first word. */
function diagrams(text) {
  return [...text.matchAll(/^```mermaid\n(.*?)^```$/gms)].map((found) => ({
    line: text.slice(0, found.index).split("\n").length + 1,
    source: found[1],
  }));
}

/** What the parser says against a diagram, or nothing. */
function complaint(source) {
  return page.evaluate(
    (diagram) => mermaid.parse(diagram).then(() => null, (error) => String(error)),
    source,
  );
}

test("diagrams in documents parse", async () => {
  const names = execFileSync("git", ["ls-files", "-z", "*.md"], { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
  const complaints = [];
  let parsed = 0;
  for (const name of names) {
    for (const { line, source } of diagrams(readFileSync(path.join(root, name), "utf8"))) {
      parsed += 1;
      const words = await complaint(source);
      if (words) complaints.push(`${name}:${line}: ${words}`);
    }
  }
  assert.deepEqual(complaints, []);
  assert.ok(parsed > 0, "no document has a diagram any more");
});

test("diagram that does not parse is refused", async () => {
  assert.equal(await complaint("stateDiagram-v2\n  [*] --> open"), null);
  for (const source of ["stateDiagram-v2\n  open -->", "sequenceDiagram\n  app->>", "flowchart TD\n  a --> [", "drawing\n  a"]) {
    assert.notEqual(await complaint(source), null, source);
  }
});
