// The list of chats: state, customer, waiting time, unread messages.

import { byId, h, span } from "./dom.js";
import { on, open, store, unread } from "./store.js";
import { plain } from "./timeline.js";

/** The customer's name as the request for the chat gives it. */
export function customerOf(chat) {
  const { from, parameters = {} } = chat.requested ?? {};
  const text = (value) => (typeof value === "string" && value.trim() !== "" ? value.trim() : null);
  const names = [text(parameters.first_name), text(parameters["last_name"] ?? parameters["last name"])].filter(Boolean);
  return text(from) ?? (names.join(" ") || null) ?? text(parameters.name) ?? text(parameters.email) ?? shortId(chat.client_id);
}

const shortId = (id) => (id.length > 20 ? `${id.slice(0, 8)}…` : id);

/** State, and what it means for the agent. */
export function stateOf(chat) {
  if (chat.stage === "lost") return ["lost", "Lost in a restart"];
  if (chat.is_finished) return ["ended", chat.stage === "ended_by_client" ? "Ended by customer" : "Ended"];
  if (chat.stage === "survey") return ["survey", "Survey"];
  if (chat.agent) return ["connected", chat.is_scripted ? "Scripted agent" : chat.agent];
  return ["waiting", `Waiting ${span(Date.now() - chat.created_at)}`];
}

function shown() {
  const words = byId("filter").value.trim().toLowerCase();
  const withFinished = byId("show-finished").checked;
  const matches = (chat) =>
    (withFinished || !chat.is_finished) &&
    `${customerOf(chat)} ${chat.chat_id} ${chat.client_id} ${chat.preview ?? ""}`.toLowerCase().includes(words);
  const byNews = (one, other) => one.is_finished - other.is_finished || (other.last_at ?? other.created_at) - (one.last_at ?? one.created_at);
  return store.chats.filter(matches).sort(byNews);
}

/** Opens the chat after the open one, or before it. */
export function step(by) {
  const chats = shown();
  if (chats.length === 0) return;
  const at = chats.findIndex((chat) => chat.chat_id === store.openId);
  const to = at < 0 ? 0 : Math.min(chats.length - 1, Math.max(0, at + by));
  open(chats[to].chat_id);
}

function item(chat) {
  const [state, label] = stateOf(chat);
  const count = unread(chat);
  const name = customerOf(chat);
  const button = h(
    "button.chat-item",
    { type: "button", onclick: () => open(chat.chat_id), "data-chat-id": chat.chat_id },
    h(".line", h("span.name", name), count > 0 && h("span.count", { "aria-label": `${count} unread` }, count)),
    h(".line", h("span.state", { "data-state": state }, label), h("span.time", span(Date.now() - (chat.last_at ?? chat.created_at)))),
    chat.preview && h(".preview", plain(chat.preview)),
  );
  if (chat.chat_id === store.openId) button.setAttribute("aria-current", "true");
  return h("li", button);
}

export function setUpChatList() {
  const list = byId("chats");
  const draw = () => {
    const focused = document.activeElement?.dataset?.chatId;
    const chats = shown();
    list.replaceChildren(...chats.map(item));
    if (chats.length === 0) list.append(h("li.none", store.chats.length > 0 ? "No chat matches." : "No chats yet."));
    if (focused) list.querySelector(`[data-chat-id="${CSS.escape(focused)}"]`)?.focus();
  };
  on("chats", draw);
  byId("filter").addEventListener("input", draw);
  byId("show-finished").addEventListener("change", draw);
  list.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.altKey) return;
    event.preventDefault();
    const buttons = [...list.querySelectorAll("button")];
    buttons[buttons.indexOf(document.activeElement) + by]?.focus();
  });
  // Waiting times grow.
  setInterval(() => document.visibilityState === "visible" && draw(), 5000);
}
