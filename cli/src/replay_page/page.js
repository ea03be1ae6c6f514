"use strict";
const { head, steps, broken } = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);

function h(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const only = (value) => (value && typeof value === "object" && !Array.isArray(value) ? Object.entries(value)[0] : [value, null]);
const words = (text) => String(text).replaceAll("_", " ");
const seconds = (ms) => (ms < 1000 ? `${Math.round(ms)} ms` : ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`);
const names = (events) => (Array.isArray(events) && events.length > 0 ? events.map(({ event }) => words(String(event).replace(/^chat_(session_)?/, ""))).join(", ") : "no events");
const failure = ({ error }) => [error?.kind, error?.status && `HTTP ${error.status}`, error?.code && `code ${error.code}`].filter(Boolean).join(", ");

/** Where an input comes from, and what it says. */
function input(step) {
  if (step.opens) return { lane: "app", text: `opens ${step.opens.short ?? ""}${step.opens.resumed ? ", resumed" : ""}` };
  if (step.joins !== undefined) return { lane: "app", text: "was open before the recording" };
  if (step.dropped) return { lane: "engine", text: `${step.dropped.lines} lines are missing`, gap: true };
  const [name, value] = only(step.input);
  if (["polled", "history_read", "send_finished"].includes(name)) {
    const what = { polled: "poll", history_read: "history", send_finished: "send" }[name];
    if (value && "Ok" in value) return { lane: "server", text: `${what}: ${names(value.Ok)}`, idle: name === "polled" && (value.Ok ?? []).length === 0 };
    return { lane: "server", text: `${what} failed: ${failure(value?.Err ?? {})}`, bad: true };
  }
  if (name === "woken") return { lane: "engine", text: "timer", timer: true };
  if (name === "send") {
    const [kind, content] = only(value.what);
    return { lane: "app", text: `sends ${words(content?.event ?? kind).replace(/^chat (session )?/, "")}` };
  }
  return { lane: "app", text: value === null ? words(name) : `${words(name)} ${typeof value === "object" ? JSON.stringify(value) : value}` };
}

/** Where an effect goes, and what it says. */
function effect(value) {
  const [name, content] = only(value);
  if (name === "poll") return { lane: "server", text: "poll" };
  if (name === "fetch_history") return { lane: "server", text: "fetch history", resync: true };
  if (name === "send") return { lane: "server", text: `send ${names(content)}` };
  if (name === "deliver") {
    const [what, told] = only(content);
    if (what === "events") return { lane: "app", text: `${told.origin}: ${names(told.events)}` };
    if (what === "message") return { lane: "app", text: `message ${short(told.message_id)} ${told.status?.status}`, bad: told.status?.status === "failed" };
    if (what === "connection") return { lane: "app", text: `connection: ${words(told)}`, connection: told };
    return { lane: "app", text: words(what) + (told && typeof told === "object" ? `: ${failure({ error: told })}` : ` ${told ?? ""}`), bad: what === "failed" };
  }
  if (name === "settle" || name === "complete") return { lane: "app", text: `answers the call${content?.outcome?.Err ? `: ${failure({ error: content.outcome.Err })}` : ""}`, bad: Boolean(content?.outcome?.Err) };
  if (name === "persist") return { lane: "engine", text: `keeps ${words(only(content)[0])}` };
  return { lane: "engine", text: content === null ? words(name) : `${words(name)} ${JSON.stringify(content)}` };
}

const short = (id) => (String(id).includes(":") ? `…:${String(id).split(":").at(-1)}` : String(id));
const chip = ({ lane, text, bad }, direction) => h("span", { className: `chip ${lane} ${direction}${bad ? " bad" : ""}` }, text);
const clock = (ms) => (ms === null ? "" : `${(ms / 1000).toFixed(3)} s`);

/** Messages with their statuses, connection states, and causes of resyncs. */
const messages = new Map();
const connections = [];
const causes = new Map();

const rows = steps.map((step) => {
  const from = input(step);
  const effects = (Array.isArray(step.recorded) ? step.recorded : []).map(effect);
  if (from.bad || (from.lane === "app" && !step.opens)) causes.set(step.chat, { line: step.line, text: from.text });
  const why = effects.some(({ resync }) => resync) ? causes.get(step.chat) : null;
  for (const value of Array.isArray(step.recorded) ? step.recorded : []) {
    const waits = value?.persist?.waits;
    if (waits) messages.set(`${step.chat} ${waits.message_id}`, { chat: step.chat, id: waits.message_id, at: step.at_ms, line: step.line, statuses: [] });
    const told = value?.deliver?.message;
    if (told) messages.get(`${step.chat} ${told.message_id}`)?.statuses.push([told.status?.status, step.at_ms]);
    if (value?.deliver?.connection) connections.push({ chat: step.chat, state: value.deliver.connection, at: step.at_ms, line: step.line });
  }
  return { step, from, effects, why, text: JSON.stringify(step).toLowerCase() };
});

function cells({ from, effects, why }) {
  const lanes = { app: [], engine: [], server: [] };
  lanes[from.lane].push(chip(from, "in"));
  for (const one of effects) lanes[one.lane].push(chip(one, "out"));
  if (why) lanes.server.push(h("span", { className: "why" }, `because of line ${why.line}: ${why.text}`));
  return [lanes.app, lanes.engine, lanes.server].map((parts) => h("td", {}, parts));
}

function element(row) {
  const { step, from } = row;
  if (from.gap) return h("tr", { className: "gap" }, h("td", { colSpan: 5 }, from.text));
  const line = h("tr", { className: `step ${step.verdict === "differs" ? "differs" : ""}`, tabIndex: 0, id: `line-${step.line}` }, h("td", { title: `line ${step.line}` }, clock(step.at_ms)), h("td", {}, String(step.chat ?? "")), cells(row));
  if (step.verdict === "differs") line.children[3].append(h("span", { className: "chip bad" }, "differs from a replay"));
  if (step.verdict === "not_compared") line.children[3].append(h("span", { className: "why" }, "not compared"));
  const toggle = () => {
    if (line.nextSibling?.className === "more") return line.nextSibling.remove();
    const part = (title, value) => [h("h2", {}, title), h("pre", { tabIndex: 0 }, JSON.stringify(value, null, 2))];
    const parts = part(`Line ${step.line}`, step.input ?? step.opens ?? step.joins);
    if (step.recorded) parts.push(...part("Recorded", step.recorded));
    if (step.verdict === "differs") parts.push(...part("Replayed", step.replayed));
    line.after(h("tr", { className: "more" }, h("td", { colSpan: 5 }, parts)));
  };
  line.addEventListener("click", toggle);
  line.addEventListener("keydown", (event) => event.key === "Enter" && toggle());
  return line;
}

function draw() {
  const text = $("search").value.trim().toLowerCase();
  const shown = rows.filter(
    ({ step, from, effects, text: all }) =>
      all.includes(text) &&
      ($("chat").value === "" || String(step.chat) === $("chat").value) &&
      (!$("differences").checked || step.verdict === "differs") &&
      ($("polls").checked || !from.idle) &&
      ($("timers").checked || !from.timer || effects.some(({ lane }) => lane !== "engine")),
  );
  $("steps").replaceChildren(...shown.map(element));
  $("count").textContent = `${shown.length} of ${rows.length} steps`;
}

function summary() {
  const table = (titles, lines) => h("table", {}, h("thead", {}, h("tr", {}, titles.map((title) => h("th", {}, title)))), h("tbody", {}, lines));
  const link = (line) => h("a", { href: `#line-${line}` }, `line ${line}`);
  if (messages.size > 0) {
    const lines = [...messages.values()].map(({ chat, id, at, line, statuses }) => {
      const sent = statuses.find(([status]) => status === "sent")?.[1];
      const waited = sent === undefined ? "never sent in this trace" : seconds(sent - at);
      const steps = statuses.map(([status, when]) => `${status} +${seconds(when - at)}`).join(", ");
      return h("tr", {}, h("td", {}, String(chat)), h("td", {}, short(id)), h("td", { className: sent === undefined || sent - at > 3000 ? "slow" : "" }, waited), h("td", {}, steps), h("td", {}, link(line)));
    });
    $("summary").append(h("h2", {}, "Messages"), table(["Chat", "Message", "Waited until sent", "Statuses", ""], lines));
  }
  if (connections.length > 0) {
    const lines = connections.map(({ chat, state, at, line }, place) => {
      const next = connections.slice(place + 1).find((other) => other.chat === chat);
      return h("tr", {}, h("td", {}, String(chat)), h("td", {}, words(state)), h("td", {}, clock(at)), h("td", {}, next ? seconds(next.at - at) : ""), h("td", {}, link(line)));
    });
    $("summary").append(h("h2", {}, "Connection"), table(["Chat", "State", "From", "For", ""], lines));
  }
}

$("head").textContent = `Recorded by SDK ${head.sdk} on ${head.os}, from ${new Date(head.began_ms).toLocaleString()}. ${head.steps} steps: ${head.differences} differ, ${head.not_compared} could not be compared.`;
$("broken").hidden = !broken;
$("broken").textContent = broken ? `The trace is damaged and is shown up to there. ${broken}` : "";
$("chat").append(h("option", { value: "" }, "all"), ...[...new Set(steps.map(({ chat }) => chat).filter((chat) => chat !== null))].map((chat) => h("option", { value: chat }, String(chat))));
summary();
draw();
for (const id of ["search", "chat", "differences", "polls", "timers"]) $(id).addEventListener("input", draw);
$("tools").addEventListener("submit", (event) => event.preventDefault());
