// What a hostile page or a hostile customer cannot do, and what all pages can read.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Customer } from "../support/simulator.js";
import { newPage, screenshot } from "../support/browser.js";
import { Console, openConsole } from "../support/console.js";

let scene, agent, customer, page;

before(async () => {
  scene = await openConsole();
  page = scene.page;
  agent = new Console(page);
  customer = new Customer(scene.simulator, "Mallory");
  scene.customers.push(customer);
  await customer.begin({ note: "<img src=x onerror=alert(1)>" });
});

after(async () => {
  // The message in the sandboxed frame tried to run a script.
  assert.deepEqual(page.problems.filter((problem) => !/inline event handler violates|sandboxed/.test(problem)), []);
  await scene.close();
});

test("page_of_a_foreign_origin_is_refused", async () => {
  const server = createServer((_, response) => response.setHeader("Content-Type", "text/html").end("<title>elsewhere</title>"));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const foreign = await newPage(scene.browser);
  await foreign.goto(`http://127.0.0.1:${server.address().port}/`);
  const outcome = await foreign.evaluate(async (control) => {
    const attempt = (request) => fetch(`${control}/simulator/options`, request).then((response) => response.status, (error) => error.name);
    const simple = { method: "POST", mode: "no-cors", headers: { "Content-Type": "text/plain" }, body: "{}" };
    await fetch(`${control}/simulator/shutdown`, { method: "POST", mode: "no-cors" }).catch(() => {});
    return {
      read: await attempt({}),
      change: await attempt({ method: "PATCH", headers: { "Content-Type": "application/json" }, body: '{"server_version":"stolen"}' }),
      simple: await attempt(simple),
    };
  }, scene.simulator.control_url);
  assert.deepEqual(outcome, { read: "TypeError", change: "TypeError", simple: "TypeError" });
  const options = await scene.simulator.control("GET", "options");
  assert.notEqual(options.server_version, "stolen");
  await foreign.evaluate((url) => {
    const frame = document.createElement("iframe");
    frame.src = url;
    return new Promise((resolve) => {
      frame.onload = resolve;
      document.body.append(frame);
    });
  }, `${scene.simulator.control_url}/`);
  assert.equal(foreign.frames()[1].url(), "chrome-error://chromewebdata/");
  await foreign.context().close();
  server.close();
});

test("script_in_a_message_is_shown_as_text", async () => {
  const hostile = "<script>window.stolen = 1</script><img src=x onerror='window.stolen = 2'><a href='javascript:window.stolen=3'>Click</a> me";
  await customer.say(hostile, "html");
  await customer.say("<script>alert(1)</script>");
  await agent.open(/Mallory/);
  await agent.entry("Click me").getByText("HTML").first().click();
  await agent.entry("Click me").getByRole("button", { name: "Show as HTML" }).click();
  const frame = agent.entry("Click me").locator("iframe");
  await frame.contentFrame().getByText("Click").waitFor();
  assert.equal(await frame.getAttribute("sandbox"), "");
  await agent.entry("<script>alert(1)</script>").waitFor();
  assert.equal(await page.evaluate(() => window.stolen), undefined);
});

test("html_file_of_a_customer_runs_no_script", async () => {
  const file = { do: "send_file", name: "a.html", content_type: "text/html", content_base64: Buffer.from("<p>hi</p><script>document.title='ran'</script>").toString("base64") };
  const sent = await scene.simulator.control("POST", `chats/${customer.chatId}/agent`, file);
  const opened = await newPage(scene.browser);
  await opened.goto(`${scene.simulator.control_url}/simulator/files/${sent.file_id}`);
  assert.notEqual(await opened.title(), "ran");
  await opened.context().close();
});

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Findings of axe-core that are serious or worse. */
async function findings(target) {
  // The policy of the page allows no other script, so the check runs as the browser's own.
  const session = await target.context().newCDPSession(target);
  await session.send("Page.enable");
  await session.send("Runtime.evaluate", { expression: axe });
  const { result } = await session.send("Runtime.evaluate", {
    expression: "axe.run(document, { resultTypes: ['violations'] }).then((found) => JSON.stringify(found.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map((node) => node.html) }))))",
    awaitPromise: true,
  });
  return JSON.parse(result.value).filter(({ impact }) => ["serious", "critical"].includes(impact));
}

for (const [colorScheme, viewport] of [["light", { width: 1440, height: 900 }], ["dark", { width: 1440, height: 900 }], ["light", { width: 420, height: 800 }]]) {
  test(`page_is_accessible_in_${colorScheme}_at_${viewport.width}`, async () => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await page.evaluate(() => document.body.setAttribute("data-view", "chat"));
    await scene.simulator.control("POST", "faults", { route: "upload", fault: { kind: "reset" }, times: null });
    assert.deepEqual(await findings(page), []);
    for (const tab of ["Faults", "Details", "Requests"]) {
      if (viewport.width < 800) await page.evaluate(() => document.body.setAttribute("data-view", "panel"));
      await agent.tab(tab);
      assert.deepEqual(await findings(page), [], tab);
    }
    if (viewport.width < 800) await page.getByRole("button", { name: "Back to the chat" }).click();
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    assert.deepEqual(await findings(page), [], "menu");
    await page.getByRole("menuitem", { name: "Set case…" }).click();
    assert.deepEqual(await findings(page), [], "dialog");
    await page.keyboard.press("Escape");
    await screenshot(page, `console-${colorScheme}-${viewport.width}`);
    await scene.simulator.control("DELETE", "faults");
  });
}
