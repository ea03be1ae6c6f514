// The transcript of the open chat.

import { byId, clock, h, pretty } from "./dom.js";
import { on, openChat, store } from "./store.js";
import { read } from "./timeline.js";
import { fileUrl } from "./api.js";
import * as actions from "./actions.js";

const STATUS = {
  waiting: ["◌", "Waits for the app's next poll"],
  sent: ["✓", "Fetched by the app"],
  delivered: ["✓✓", "Delivered"],
  read: ["✓✓", "Read"],
};

/** Receipts mean the other side has the message; without one the queue says how far it is. */
function statusOf(item) {
  if (item.status) return item.status;
  if (item.side === "customer") return null;
  return item.isWaiting ? "waiting" : "sent";
}

function meta(item) {
  const status = statusOf(item);
  const [sign, text] = STATUS[status] ?? [];
  return h(
    ".meta",
    item.isEdited && h("span.edited", "edited"),
    h("time", { title: new Date(item.at).toLocaleString() }, clock(item.at)),
    sign && h("span.receipt", { "data-status": status, title: text, role: "img", "aria-label": text }, sign),
  );
}

/** Choices and attachments that the text names, for the eye alone. */
function parts(text) {
  const at = text.search(/\/(buttons-column|buttons|choice)\s+\[/);
  if (at < 0) return [text, []];
  return [text.slice(0, at).trim(), [...text.slice(at).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1])];
}

function messageBody(item) {
  if (item.isDeleted) return [h("p.deleted", "This message was deleted.")];
  const [text, choices] = parts(item.text);
  const cards = (Array.isArray(item.event.attachments) ? item.event.attachments : []).map((card) =>
    h("details.card", h("summary", `Card: ${card.name ?? card.contentType ?? "?"}`), h("pre", pretty(String(card.content ?? "")))),
  );
  const isRich = typeof item.html === "string" && /<(?!br\s*\/?>)[a-z!/]/i.test(item.html);
  return [
    text && h("p.text", text),
    choices.length > 0 && h("ul.choices", { "aria-label": "Choices" }, choices.map((choice) => h("li", choice))),
    cards,
    isRich && richPart(item.html),
  ];
}

/** HTML of a message: its source, and how it looks in a frame that runs no script and has no rights. */
function richPart(html) {
  const frame = h("iframe", { title: "Message as HTML", sandbox: "", loading: "lazy" });
  const show = h("button.link", { type: "button" }, "Show as HTML");
  const holder = h(".rich", h("details", h("summary", "HTML"), h("pre", html), show));
  show.addEventListener("click", () => {
    frame.srcdoc = html;
    show.replaceWith(frame);
  });
  return holder;
}

function fileBody({ event }) {
  const name = event.file_name || event.file_url || event.file_id;
  if (event.event === "chat_session_file_url") {
    return [h("p", h("span.icon", "↗"), " ", h("a", { href: safe(event.file_url), target: "_blank", rel: "noopener noreferrer" }, name))];
  }
  const url = fileUrl(event.file_id);
  const link = h("a", { href: url, target: "_blank", rel: "noopener", download: name }, name);
  if (event.file_type === "image") return [h("a", { href: url, target: "_blank", rel: "noopener" }, h("img.picture", { src: url, alt: name, loading: "lazy" })), h("p", link)];
  return [h("p", h("span.icon", "▤"), " ", link)];
}

/** An address that opens a page and runs nothing. */
function safe(url) {
  return /^https?:\/\//i.test(String(url)) ? url : "about:blank";
}

function locationBody({ event }) {
  const place = `${event.latitude}, ${event.longitude}`;
  const map = event.url ?? `https://www.openstreetmap.org/?mlat=${encodeURIComponent(event.latitude)}&mlon=${encodeURIComponent(event.longitude)}`;
  return [h("p", h("span.icon", "◉"), " ", h("a", { href: safe(map), target: "_blank", rel: "noopener noreferrer" }, place))];
}

function formBody(item) {
  const { outcome } = item;
  const title = item.isSecure ? "Secure form" : "Form";
  const head = h("p", h("span.icon", "▦"), ` ${title}: `, h("strong", item.formName || "answer in text"));
  if (!outcome) {
    const cancel = item.isSecure && h("button.link", { type: "button", onclick: () => actions.cancelSecureForm(item.formId) }, "Withdraw");
    return [head, h("p.pending", "No answer yet. ", cancel)];
  }
  if (outcome.outcome !== "submitted") {
    return [head, h("p.pending", { cancelled: "Cancelled by the customer", timed_out: "Not answered in time", withdrawn: "Withdrawn" }[outcome.outcome])];
  }
  const { data } = outcome;
  if (data === null || typeof data !== "object") return [head, h("p", String(data))];
  const rows = Object.entries(data).map(([name, value]) => [h("dt", name), h("dd", typeof value === "string" ? value : JSON.stringify(value))]);
  return [head, rows.length > 0 ? h("dl.answers", rows) : h("p.pending", "Answered without data (cancelled in a web client)"), item.isSecure && h("p.hint", "Hidden from real agents.")];
}

const BODIES = { message: messageBody, file: fileBody, file_url: fileBody, location: locationBody, form: formBody };

function tools(item) {
  const isOwn = item.side === "agent" && item.id !== undefined && !item.isDeleted;
  if (!isOwn || openChat()?.is_finished) return null;
  const id = String(item.id);
  return h(
    ".tools",
    item.kind === "message" && h("button.quiet", { type: "button", onclick: () => actions.editMessage(id, item.text), title: "Edit" }, "Edit"),
    h("button.quiet", { type: "button", onclick: () => actions.deleteMessage(id), title: "Delete" }, "Delete"),
  );
}

function element(item, before) {
  if (item.kind === "note") return h(".note", h("span", item.text), h("time", clock(item.at)));
  const isFirst = before?.kind === "note" || before?.side !== item.side || before?.name !== item.name;
  return h(
    `.item.${item.side}`,
    isFirst && item.name !== "" && h(".author", item.name),
    h(".bubble", BODIES[item.kind](item), meta(item)),
    tools(item),
  );
}

/** Sends receipts for the customer's messages once the agent has them on the screen. */
const acknowledged = new Set();

function acknowledge(items) {
  const chat = openChat();
  if (!chat || chat.is_scripted || !chat.agent || chat.is_finished || document.visibilityState !== "visible") return;
  if (localStorage.getItem("receipts") === "off") return;
  for (const item of items) {
    const key = `${chat.chat_id} ${item.id}`;
    if (item.side !== "customer" || !item.id || item.status === "read" || acknowledged.has(key)) continue;
    acknowledged.add(key);
    const action = (name) => ({ do: name, msg_id: String(item.id) });
    void actions.act(action("acknowledge_delivered")).then(() => actions.act(action("acknowledge_read")));
  }
}

export function setUpTranscript() {
  const transcript = byId("transcript");
  const typing = byId("customer-typing");
  /** What is drawn, by a text that changes when it has to be drawn anew. */
  let drawn = [];
  let timer;

  const draw = () => {
    const chat = openChat();
    const { items, typing: state } = read(store.timeline, store.openId ?? "");
    const isAtEnd = transcript.scrollHeight - transcript.scrollTop - transcript.clientHeight < 80;
    const keys = items.map((item, at) => JSON.stringify([store.openId, item, items[at - 1]?.side, items[at - 1]?.name, chat?.is_finished]));
    let same = 0;
    while (same < keys.length && same < drawn.length && keys[same] === drawn[same]) same += 1;
    while (transcript.children.length > same) transcript.lastChild.remove();
    transcript.append(...items.slice(same).map((item, at) => element(item, items[same + at - 1])));
    drawn = keys;
    if (isAtEnd || same === 0) transcript.scrollTop = transcript.scrollHeight;
    drawTyping(state);
    acknowledge(items);
  };
  const drawTyping = (state) => {
    clearTimeout(timer);
    // A client repeats the event while its customer types.
    const left = state ? 30_000 - (Date.now() - state.at) : 0;
    const isTyping = left > 0 && !openChat()?.is_finished;
    typing.textContent = isTyping ? (state.draft ? `Customer is typing: ${state.draft}` : "Customer is typing…") : "";
    if (isTyping) timer = setTimeout(() => drawTyping(null), left);
  };
  transcript.addEventListener("load", () => (transcript.scrollTop = transcript.scrollHeight), { capture: true, once: true });
  on("timeline chats", draw);
  document.addEventListener("visibilitychange", draw);
}
