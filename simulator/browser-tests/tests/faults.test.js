// Faults switched on in the console, and survived by the customers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Customer, startSimulator } from "../support/simulator.js";
import { screenshot } from "../support/browser.js";
import { Console, openConsole } from "../support/console.js";

let scene, agent, ann, page;

before(async () => {
  scene = await openConsole({ args: ["--agent", "manual", "--hold-ms", "1000"] });
  page = scene.page;
  agent = new Console(page);
  ann = new Customer(scene.simulator, "Ann");
  scene.customers.push(ann);
  await ann.begin();
  await agent.open(/Ann/);
  await agent.join();
});

after(async () => {
  assert.deepEqual(page.problems, []);
  await scene.close();
});

const fault = (name) => page.getByRole("switch", { name });
const queued = (name) => page.getByRole("list", { name: "Queued faults" }).getByRole("listitem").filter({ hasText: name });

test("message_survives_a_dropped_answer_to_the_poll", async () => {
  await agent.tab("Faults");
  await fault("Drop the answer").click();
  await agent.write("Said into a dropped answer");
  const said = await ann.event("chat_session_message", (event) => event.message_text === "Said into a dropped answer");
  assert.ok(said.message_id);
  await page.getByText("Nothing goes wrong.").waitFor();
});

for (const [name, times] of [["502 Bad Gateway", "3"], ["429 Too Many Requests", "1"], ["5509 Another poll is held", "1"], ["5511 No events", "3"], ["HTML page with status 200", "1"], ["Captive portal", "1"], ["Cut mid-body", "1"], ["Connection refused", "1"]]) {
  test(`message_survives_${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_")}`, async () => {
    await page.getByLabel("How often").selectOption(times);
    await fault(name).click();
    await agent.write(`Said during: ${name}`);
    await ann.event("chat_session_message", (event) => event.message_text === `Said during: ${name}`);
    await page.getByText("Nothing goes wrong.").waitFor();
  });
}

test("faults_are_listed_and_removed_one_by_one", async () => {
  await page.getByLabel("Requests affected").selectOption("upload");
  await page.getByLabel("How often").selectOption("");
  await fault("Slow answers").click();
  await fault("502 Bad Gateway").click();
  await queued("502 Bad Gateway").getByText("upload · until off · affected 0").waitFor();
  await screenshot(page, "faults");
  await page.getByRole("button", { name: "Remove Slow answers" }).click();
  await queued("Slow answers").waitFor({ state: "detached" });
  assert.equal(await fault("502 Bad Gateway").getAttribute("aria-checked"), "true");
  await fault("502 Bad Gateway").click();
  await page.getByText("Nothing goes wrong.").waitFor();
  await page.getByRole("button", { name: "Another fault…" }).click();
  await agent.dialog("Queue", { Requests: "history", "Fault, as JSON": '{"kind":"empty_body"}' });
  await queued("empty body").waitFor();
  await page.getByRole("button", { name: "Remove all" }).click();
  await page.getByText("Nothing goes wrong.").waitFor();
});

test("chat_survives_a_restart_that_keeps_sessions", async () => {
  await page.getByRole("button", { name: "Restart, chats kept" }).click();
  await agent.write("Said while the API is down");
  await ann.event("chat_session_message", (event) => event.message_text === "Said while the API is down");
});

test("chat_is_closed_by_a_restart_that_loses_sessions", async () => {
  await page.getByRole("button", { name: "Restart, chats lost" }).click();
  const closed = await ann.callback("chat_session_closed");
  assert.equal(closed.chat_id, ann.chatId);
  await page.locator("#chat-state").getByText("Lost in a restart").waitFor();
});

test("console_says_that_the_simulator_stopped_and_reconnects", async () => {
  const port = new URL(scene.simulator.control_url).port;
  await scene.simulator.control("POST", "shutdown");
  await page.getByText("reconnecting…").waitFor();
  const again = await startSimulator(["--agent", "manual", "--control-port", port]);
  try {
    await page.getByText("live", { exact: true }).waitFor();
    await page.getByRole("heading", { name: "No chats yet" }).waitFor();
  } finally {
    await again.stop();
  }
});
