// A web client of another origin against the API: what section "Web clients" of docs/guide/simulator.md promises.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { newPage } from "../support/browser.js";
import { Console, openConsole } from "../support/console.js";
import { PAGE } from "../support/web-client.js";

let scene, agent, server, visitor;

/** A page of the shop, of a visitor with cookies of its own. */
async function visit(host = "localhost") {
  const page = await newPage(scene.browser, { ignoreHTTPSErrors: true });
  await page.goto(`http://${host}:${server.address().port}/`);
  await page.evaluate((base) => (window.base = base), `${scene.simulator.base_url}/clientweb/api/v1`);
  return page;
}

const events = (page, name) => page.waitForFunction((name) => client.state.events.find(({ event }) => event === name), name).then((handle) => handle.jsonValue());

before(async () => {
  const options = { survey: "form" };
  scene = await openConsole({ args: ["--agent", "manual", "--options", JSON.stringify(options)] });
  agent = new Console(scene.page);
  server = createServer((_, response) => response.setHeader("Content-Type", "text/html").end(PAGE));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  visitor = await visit();
});

after(async () => {
  server.close();
  await scene.close();
});

test("web_client_gets_configuration_and_a_chat", async () => {
  const { json } = await visitor.evaluate(() => client.api("GET", "/configuration?domain=shop&appId=shop"));
  assert.ok(json.definition.chatInitiations[0].preChat.commonFields[0].formFieldType);
  const chat = await visitor.evaluate(() => client.begin("Do you ship to Portugal?"));
  assert.equal(chat.is_new_chat, true);
  await agent.open(/WebChat/);
  await agent.entry("Do you ship to Portugal?").waitFor();
  await agent.join();
  await agent.write("We do.");
  const said = await events(visitor, "chat_session_message");
  assert.ok(Number(said.msg_id) > 1, "an id below its own next number is old to a web client");
});

test("visitors_are_kept_apart_and_found_again", async () => {
  const other = await visit();
  const chat = await other.evaluate(() => client.begin("Another visitor"));
  assert.equal(chat.is_new_chat, true);
  assert.notEqual(chat.chat_id, await visitor.evaluate(() => client.state.chatId));
  await other.reload();
  await other.evaluate((base) => (window.base = base), `${scene.simulator.base_url}/clientweb/api/v1`);
  const again = await other.evaluate(() => client.begin("Again"));
  assert.deepEqual([again.chat_id, again.is_new_chat], [chat.chat_id, false]);
  await other.context().close();
});

test("pictures_and_files_load_without_authorization", async () => {
  const { party_id } = await events(visitor, "chat_session_party_joined");
  const widths = await visitor.evaluate(
    (party) => Promise.all([client.picture(`/chats/${client.state.chatId}/profilephotos/${party}`), client.picture(`/chats/${client.state.chatId}/chaticon`)]),
    party_id,
  );
  assert.ok(widths.every((width) => width > 0), `${widths}`);
  await agent.page.getByLabel("Files to send").setInputFiles([{ name: "terms.txt", mimeType: "text/plain", buffer: Buffer.from("terms") }]);
  const { file_id } = await events(visitor, "chat_session_file");
  const href = await visitor.evaluate((id) => `${window.base}/chats/${client.state.chatId}/files/${id}`, file_id);
  const download = visitor.waitForEvent("download");
  await visitor.evaluate((href) => {
    const link = document.createElement("a");
    link.href = href;
    document.body.append(link);
    link.click();
  }, href);
  assert.equal((await download).suggestedFilename(), "terms.txt");
});

test("form_is_answered_by_field_keys", async () => {
  await agent.choose("Insert", "Form…");
  await agent.dialog("Show form", { "Name of the form": "contact" });
  const shown = await events(visitor, "chat_session_form_show");
  await visitor.evaluate(async (shown) => {
    const { json } = await client.api("GET", "/configuration");
    const form = json.definition.forms.find(({ name }) => name === shown.form_name);
    const data = client.formData(form, { name: "Ana", home_country: "Portugal", field_6: "4711" });
    await client.send({ event: "chat_session_form_data", form_request_id: shown.form_request_id, form_name: shown.form_name, data });
  }, shown);
  await agent.entry("Form: contact").getByText("Portugal").waitFor();
  await agent.entry("Form: contact").getByText("4711").waitFor();
});

test("nameless_form_keeps_the_later_answer", async () => {
  await agent.choose("Insert", "Form…");
  await agent.dialog("Show form", { "Name of the form": "" });
  await visitor.evaluate(async () => {
    const find = () => client.state.events.find(({ event, form_name }) => event === "chat_session_form_show" && form_name === "");
    while (!find()) await new Promise((resolve) => setTimeout(resolve, 20));
    const pair = { event: "chat_session_form_data", form_request_id: find().form_request_id, form_name: "" };
    await client.send({ ...pair, data: "Form not found" });
    await client.send({ ...pair, data: { text: "By Friday" } });
    await client.say("By Friday");
  });
  await agent.entry("answer in text").getByText("By Friday").waitFor();
});

test("ice_servers_are_decrypted_with_the_chat_id", async () => {
  const { plain, secret } = await visitor.evaluate(() => client.iceServers());
  assert.deepEqual(secret, plain);
  assert.ok(plain.length > 0);
});

test("page_can_read_errors_and_recovers_from_faults", async () => {
  const gone = await visitor.evaluate(() => client.api("GET", "/chats/00000000-0000-0000-0000-000000000000/history"));
  assert.deepEqual([gone.status, gone.json.error_code], [404, "5005"]);
  await agent.tab("Faults");
  await agent.page.getByRole("switch", { name: "429 Too Many Requests" }).click();
  const limited = await visitor.evaluate(() => client.api("GET", "/availability"));
  assert.ok([200, 429].includes(limited.status));
  await agent.write("After the fault");
  await visitor.waitForFunction(() => client.state.events.some(({ msg_text }) => msg_text === "After the fault"));
});

test("held_polls_are_answered_before_a_web_client_gives_up", async () => {
  const { requests } = await scene.simulator.control("GET", "requests");
  const polls = requests.filter(({ method, path, status }) => method === "GET" && path.endsWith("/events") && status !== null);
  assert.ok(polls.length > 0 && polls.every(({ duration_ms }) => duration_ms < 13_000));
  const options = await scene.simulator.control("GET", "options");
  assert.ok(options.poll_hold_ms < 13_000);
});

test("survey_by_form_ends_the_chat", async () => {
  await visitor.evaluate(async () => {
    await client.send({ event: "chat_session_disconnect" });
    const find = () => client.state.events.find(({ event, form_name }) => event === "chat_session_form_show" && form_name === "MobileChatSurvey");
    while (!find()) await new Promise((resolve) => setTimeout(resolve, 20));
    await client.send({ event: "chat_session_form_data", form_request_id: find().form_request_id, form_name: "MobileChatSurvey", data: { service: "5", helpful: "Yes" } });
  });
  await events(visitor, "chat_session_ended");
  await agent.entry("Form: MobileChatSurvey").getByText("helpful").waitFor();
});

test("page_of_an_origin_that_is_not_allowed_gets_no_answer", async () => {
  await scene.simulator.control("PATCH", "options", { allowed_origins: { only: ["https://shop.example.com"] } });
  const page = await visit();
  const outcome = await page.evaluate(() => client.api("GET", "/availability").then(() => "answered", (error) => error.name));
  assert.equal(outcome, "TypeError");
  await page.context().close();
});
