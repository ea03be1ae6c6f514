// One agent in the console and two customers through the SDK: everything that an agent can do.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { tmpdir } from "node:os";
import path from "node:path";
import { Customer } from "../support/simulator.js";
import { screenshot } from "../support/browser.js";
import { Console, openConsole } from "../support/console.js";

let scene, agent, ann, ben, page;

before(async () => {
  scene = await openConsole();
  page = scene.page;
  agent = new Console(page);
  ann = new Customer(scene.simulator, "Ann Larsen");
  ben = new Customer(scene.simulator, "Ben Costa");
  scene.customers.push(ann, ben);
  await ann.begin({ topic: "delivery" });
  await ben.begin();
});

after(async () => {
  assert.deepEqual(page.problems, []);
  await scene.close();
});

test("list_shows_customers_with_waiting_time_and_unread", async () => {
  await ann.say("Where is my parcel?");
  await ben.say("Good morning");
  const row = page.getByRole("navigation").getByRole("button", { name: /Ann Larsen/ });
  await row.getByText(/^Waiting \d+ s$/).waitFor();
  await row.getByLabel("1 unread").waitFor();
  await row.getByText("Where is my parcel?").waitFor();
  await page.waitForFunction(() => document.title === "(2) Agent console");
  await agent.open(/Ann Larsen/);
  await row.getByLabel("1 unread").waitFor({ state: "detached" });
});

test("messages_and_receipts_go_both_ways", async () => {
  await agent.join();
  await ann.event("chat_session_party_joined", (event) => event.display_name === "Alex Agent");
  await ann.callback("message_status_changed", (line) => line.status === "read");
  await agent.receipt("Where is my parcel?", "Read");
  await agent.write("It is < 5 km away.\nOne moment, please.");
  const said = await ann.event("chat_session_message", (event) => event.message_text.startsWith("It is < 5 km"));
  assert.equal(said.message, "It is &lt; 5 km away.<br>One moment, please.");
  await agent.receipt("One moment, please.", "Fetched by the app");
  await ann.inChat("chat_message_delivered", { message_id: said.message_id });
  await agent.receipt("One moment, please.", "Delivered");
  await ann.inChat("chat_message_read", { message_id: said.message_id });
  await agent.receipt("One moment, please.", "Read");
  await page.getByLabel("Format of the message").selectOption("html");
  await agent.write("<b>Bold</b> news");
  const html = await ann.event("chat_session_message", (event) => event.message === "<b>Bold</b> news");
  assert.equal(html.message_text, "Bold news");
  await page.getByLabel("Format of the message").selectOption("text");
});

test("typing_is_shown_to_both_sides", async () => {
  await agent.message.fill("I am looki");
  await ann.event("chat_session_typing");
  await agent.message.fill("");
  await ann.event("chat_session_not_typing");
  await ann.inChat("chat_typing");
  await page.getByText("Customer is typing…").waitFor();
  await ann.inChat("chat_not_typing");
  await page.getByText("Customer is typing…").waitFor({ state: "detached" });
});

test("agent_message_is_edited_and_deleted", async () => {
  await agent.write("It wil come today.");
  const said = await ann.event("chat_session_message", (event) => event.message_text === "It wil come today.");
  const entry = agent.entry("It wil come today.");
  await entry.hover();
  await entry.getByRole("button", { name: "Edit" }).click();
  await agent.dialog("Save", { "New text": "It will come today." });
  await ann.event("chat_session_message_edit", (event) => event.message_id === said.message_id);
  await agent.entry("It will come today.").getByText("edited").waitFor();
  await agent.entry("It will come today.").hover();
  await agent.entry("It will come today.").getByRole("button", { name: "Delete" }).click();
  await ann.event("chat_session_message_delete", (event) => event.message_id === said.message_id);
  await agent.entry("This message was deleted.").waitFor();
});

test("forms_are_shown_and_their_answers_appear", async () => {
  await agent.choose("Insert", "Form…");
  await agent.dialog("Show form", { "Name of the form": "contact", "Time for the answer, in seconds": "90" });
  const form = await ann.event("chat_session_form_show");
  assert.equal(form.form_name, "contact");
  const pair = { form_request_id: form.form_request_id, form_name: "contact" };
  await ann.inChat("send_form_data", { ...pair, data: { name: "Ann Larsen", topic: "An order" } });
  await agent.entry("Form: contact").getByText("An order").waitFor();
  await page.getByRole("status").filter({ hasText: "deleted" }).waitFor({ state: "hidden" });
  await screenshot(page, "console");
  await agent.choose("Insert", "Secure form…");
  await agent.dialog("Show form", { "Id of the form": "card" });
  await ann.event("chat_session_secure_form_show", (event) => event.form_id === "card");
  await agent.entry("Secure form: card").getByText("No answer yet.").waitFor();
  await agent.entry("Secure form: card").getByRole("button", { name: "Withdraw" }).click();
  await agent.entry("Secure form: card").getByText("Withdrawn").waitFor();
});

test("files_go_both_ways", async () => {
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  await page.getByLabel("Files to send").setInputFiles([
    { name: "map.png", mimeType: "image/png", buffer: png },
    { name: "hours.txt", mimeType: "text/plain", buffer: Buffer.from("8 to 18") },
  ]);
  await ann.event("chat_session_file", (event) => event.file_name === "map.png" && event.file_type === "image");
  await ann.event("chat_session_file", (event) => event.file_name === "hours.txt" && event.file_type === "attachment");
  await agent.entry("map.png").getByRole("img", { name: "map.png" }).waitFor();
  const folder = mkdtempSync(path.join(tmpdir(), "files-"));
  const file = (name, length) => {
    const whole = path.join(folder, name);
    writeFileSync(whole, Buffer.alloc(length, 7));
    return whole;
  };
  await page.getByLabel("Files to send").setInputFiles(file("large.bin", 25 * 1024 * 1024));
  await ann.event("chat_session_file", (event) => event.file_name === "large.bin");
  const link = agent.entry("large.bin").getByRole("link");
  const length = await page.evaluate(async (url) => (await (await fetch(url)).blob()).size, await link.getAttribute("href"));
  assert.equal(length, 25 * 1024 * 1024);
  await page.getByLabel("Files to send").setInputFiles(file("huge.bin", 25 * 1024 * 1024 + 1));
  await page.getByText("huge.bin is larger than 25 MB.").waitFor();
  rmSync(folder, { recursive: true });
});

test("location_choices_card_and_link_are_sent", async () => {
  await agent.choose("Insert", "Location…");
  await agent.dialog("Send location", { Latitude: "55.68", Longitude: "12.57" });
  await ann.event("chat_session_location", (event) => String(event.latitude) === "55.68");
  await agent.entry("55.68, 12.57").waitFor();
  await agent.choose("Insert", "Choices…");
  await agent.dialog("Ask", { Question: "When?", "Choices, one a line": "Today\nTomorrow", "Shown as": "choice" });
  await ann.event("chat_session_message", (event) => event.message_text === "When? /choice [Today] [Tomorrow]");
  await agent.entry("When?").getByRole("list", { name: "Choices" }).getByText("Tomorrow").waitFor();
  await agent.choose("Insert", "Card…");
  await agent.dialog("Send card");
  await ann.event("chat_session_message", (event) => event.message_text === "This is your order.");
  await agent.choose("Insert", "Link to a file…");
  await agent.dialog("Send link");
  await ann.event("chat_session_file_url", (event) => event.file_url === "https://www.example.com/terms.pdf");
});

test("case_transfer_cobrowsing_call_and_status", async () => {
  await agent.choose("Actions", "Set case…");
  await agent.dialog("Set case", { "Case id": "4711" });
  await ann.event("chat_session_case_set", (event) => event.case_id === "4711");
  await page.getByText(/case 4711/).first().waitFor();
  await agent.choose("Actions", "Clear case");
  await ann.event("chat_session_case_set", (event) => !event.case_id);
  await agent.choose("Actions", "Request co-browsing");
  await ann.event("chat_session_cobrowsing_requested");
  await agent.choose("Actions", "Signal a call…");
  await agent.dialog("Send", { Step: "REQUEST_CALL" });
  await ann.event("chat_session_signaling", (event) => event.data.type === "REQUEST_CALL");
  await agent.choose("Actions", "Name the service…");
  await agent.dialog("Send", { "Name of the service": "Sales" });
  await ann.event("chat_session_info");
  await agent.choose("Actions", "Send any event…");
  await agent.dialog("Send event", { "Event, as JSON": '{"event":"chat_session_novelty","level":3}' });
  await ann.event("unknown", (event) => event.name === "chat_session_novelty");
  await agent.choose("Actions", "Transfer…");
  await agent.dialog("Transfer", { "Name of the other agent": "Robin Agent" });
  await ann.event("chat_session_party_joined", (event) => event.display_name === "Robin Agent");
  await page.locator("#chat-state").getByText("Robin Agent").waitFor();
  await agent.entry("Robin Agent joined").waitFor();
});

test("requests_of_the_chat_are_listed_with_their_bodies", async () => {
  await agent.tab("Requests");
  await page.getByLabel("Filter the requests").fill("typing");
  const row = page.getByRole("list", { name: "Requests" }).getByRole("listitem").first();
  await row.locator("summary").click();
  await row.getByText('"chat_session_').first().waitFor();
  await row.getByText("Headers").waitFor();
  await page.getByLabel("Filter the requests").fill("");
  await page.getByRole("checkbox", { name: "Polls" }).uncheck();
  await page.getByRole("list", { name: "Requests" }).getByText("held").waitFor({ state: "detached" });
  await page.getByRole("checkbox", { name: "Polls" }).check();
});

test("chat_is_handed_to_the_script_and_taken_back", async () => {
  await page.getByRole("button", { name: "Hand back" }).click();
  await page.locator("#chat-state").getByText("Scripted agent").waitFor();
  await ann.say("question for the script");
  await ann.event("chat_session_message", (event) => event.message_text === "What is the number of your order?");
  await page.getByRole("button", { name: "Take over" }).click();
  await page.locator("#chat-state").getByText("Robin Agent").waitFor();
  await agent.write("I am back.");
  await ann.event("chat_session_message", (event) => event.message_text === "I am back.");
});

test("second_console_shows_the_same_chat", async () => {
  const second = await page.context().newPage();
  await second.goto(page.url());
  await second.getByRole("log").getByText("I am back.").waitFor();
  await new Console(second).write("From the second console");
  await agent.entry("From the second console").waitFor();
  await second.close();
});

test("keyboard_alone_opens_a_chat_and_answers", async () => {
  await page.keyboard.press("Alt+ArrowDown");
  await page.getByRole("heading", { name: "Ben Costa" }).waitFor();
  await page.getByRole("button", { name: "Join", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Actions" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "End the chat…");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Actions");
  await agent.message.focus();
  await page.keyboard.type("Good morning, Ben");
  await page.keyboard.press("Enter");
  await ben.event("chat_session_message", (event) => event.message_text === "Good morning, Ben");
});

test("warning_inactivity_and_end_reach_the_customers", async () => {
  await agent.choose("Actions", "Warn of inactivity…");
  await agent.dialog("Warn");
  await ben.event("chat_session_timeout_warning");
  await agent.choose("Actions", "End for inactivity…");
  await agent.dialog("End the chat");
  await ben.callback("chat_session_closed");
  await page.getByText("This chat is over.").waitFor();
  assert.equal(await agent.message.isDisabled(), true);
  await agent.open(/Ann Larsen/);
  await agent.message.fill("I was about to s");
  await ann.inChat("end_chat");
  await page.getByText("This chat is over.").waitFor();
  await page.locator("#chat-state").getByText("Ended by customer").waitFor();
});
