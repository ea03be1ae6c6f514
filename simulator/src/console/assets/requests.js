// The requests of the open chat's app, as they happened.

import { byId, h, pretty } from "./dom.js";
import { on, store } from "./store.js";
import * as api from "./api.js";

export function setUpRequests() {
  const panel = byId("panel-requests");
  const filter = h("input", { id: "request-filter", type: "search", placeholder: "Filter requests", autocomplete: "off" });
  const polls = h("input", { id: "show-polls", type: "checkbox", checked: true });
  const list = h("ol.requests", { "aria-label": "Requests" });
  panel.append(h(".list-tools", h("label.hidden-label", { for: "request-filter" }, "Filter the requests"), filter, h("label.check", polls, " Polls")), list);

  let requests = [];
  let chatId = null;
  let isLoading = false;
  const isOpen = new Set();

  const load = async () => {
    if (panel.hidden || isLoading) return;
    if (chatId !== store.openId) {
      chatId = store.openId;
      requests = [];
      isOpen.clear();
      draw();
    }
    if (!chatId) return;
    const revision = store.requestRevision;
    isLoading = true;
    try {
      // Those without an answer may have one now.
      const pending = requests.findIndex((request) => request.status === null && Date.now() - request.seen < 120_000);
      const kept = pending < 0 ? requests : requests.slice(0, pending);
      const more = await api.requests(chatId, kept.at(-1)?.sequence ?? 0);
      const seen = new Map(requests.map((request) => [request.sequence, request.seen]));
      requests = [...kept, ...more.requests.map((request) => ({ ...request, seen: seen.get(request.sequence) ?? Date.now() }))].slice(-500);
      draw();
    } catch {
      // The stream says when the simulator is back.
    } finally {
      isLoading = false;
      if (revision !== store.requestRevision || chatId !== store.openId) void load();
    }
  };

  const draw = () => {
    const words = filter.value.trim().toLowerCase();
    const matches = (request) =>
      (polls.checked || !isPoll(request)) && `${request.method} ${request.target} ${request.status} ${request.body}`.toLowerCase().includes(words);
    const shown = requests.filter(matches).reverse();
    list.replaceChildren(...shown.map((request) => row(request, isOpen)));
    if (shown.length === 0) list.append(h("li.none", chatId ? "No requests." : "Choose a chat to see its requests."));
  };
  on("requests open", () => void load());
  document.addEventListener("tabchange", () => void load());
  filter.addEventListener("input", draw);
  polls.addEventListener("change", draw);
  draw();
}

const isPoll = (request) => request.method === "GET" && request.path.endsWith("/events");

/** Names of the events that a request sends, or that a poll is answered with. */
function eventsOf(request) {
  if (!request.path.endsWith("/events")) return null;
  const isSent = request.method === "POST";
  try {
    const { events } = JSON.parse(isSent ? request.body : request.answer);
    const names = events.map((event) => String(event.event).replace(/^chat_(session_)?/, "")).join(", ");
    return h(isSent ? "span.sent" : "span.received", names === "" ? "" : ` ${isSent ? "" : "← "}${names}`);
  } catch {
    return null;
  }
}

function row(request, isOpen) {
  const path = request.path.replace(/^\/clientweb\/(api\/v[12])?/, "").replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}/gi, "/…").replace(/^\/chats\/…\//, "");
  const kind = request.status === null ? "pending" : request.status < 300 ? "good" : request.status < 500 ? "refused" : "failed";
  const time = request.duration_ms === null ? "" : request.duration_ms < 1000 ? `${request.duration_ms} ms` : `${(request.duration_ms / 1000).toFixed(1)} s`;
  const details = h(
    "details",
    { open: isOpen.has(request.sequence) },
    h(
      "summary",
      h("span.method", request.method),
      h("span.path", { title: request.target }, path, eventsOf(request)),
      h("span.code", { "data-kind": kind }, request.status ?? (isPoll(request) ? "held" : "open")),
      h("span.duration", time),
    ),
  );
  const fill = () => details.childElementCount === 1 && details.append(body(request));
  details.addEventListener("toggle", () => {
    if (details.open) fill();
    isOpen[details.open ? "add" : "delete"](request.sequence);
  });
  if (details.open) fill();
  return h("li", details);
}

function body(request) {
  const upload = request.upload && `${request.upload.file_name} (${request.upload.content_type}, ${request.upload.length} bytes)`;
  const part = (title, text) => text && [h("h4", title), h("pre", { tabIndex: 0 }, text)];
  return h(
    ".request-body",
    part("Address", request.target),
    part("Body", upload || pretty(request.body)),
    part("Answer", pretty(request.answer)),
    part("Headers", request.headers.map(([name, value]) => `${name}: ${value}`).join("\n")),
  );
}
