// What the console knows: the stream's last word on chats and faults, and the timeline of the open chat.

import * as api from "./api.js";

export const store = {
  baseUrl: "",
  chats: [],
  faults: [],
  requestRevision: 0,
  isConnected: false,
  /** The open chat's id. */
  openId: null,
  /** Entries, outcomes of forms and length of the queue of the open chat. */
  timeline: { entries: [], forms: {}, queued: 0 },
};

const listeners = { chats: [], faults: [], requests: [], timeline: [], connection: [], open: [] };

export function on(names, listener) {
  for (const name of names.split(" ")) listeners[name].push(listener);
}

function emit(name) {
  for (const listener of listeners[name]) listener();
}

export const openChat = () => store.chats.find((chat) => chat.chat_id === store.openId) ?? null;

/** Opens a chat, or none. */
export function open(chatId) {
  if (store.openId === chatId) return;
  store.openId = chatId;
  store.timeline = { entries: [], forms: {}, queued: 0 };
  markSeen();
  emit("open");
  emit("chats");
  emit("timeline");
  void loadTimeline();
}

let loading = null;
let isStale = false;

/** Fetches what is new in the open chat; calls that come meanwhile lead to one more fetch. */
async function loadTimeline() {
  if (loading) {
    isStale = true;
    return;
  }
  do {
    isStale = false;
    const chatId = store.openId;
    if (!chatId) return;
    loading = api.timeline(chatId, store.timeline.entries.length);
    try {
      const more = await loading;
      if (store.openId === chatId) {
        const entries = more.entries.length > 0 ? [...store.timeline.entries, ...more.entries] : store.timeline.entries;
        store.timeline = { entries, forms: more.forms, queued: more.queued };
        emit("timeline");
      } else {
        isStale = true;
      }
    } catch {
      // The stream says when the simulator is back.
    } finally {
      loading = null;
    }
  } while (isStale);
}

/** Customer messages that the user has seen, by chat id. */
const seen = new Map();

export const unread = (chat) => Math.max(0, chat.customer_messages - (seen.get(chat.chat_id) ?? 0));

function markSeen() {
  const chat = openChat();
  if (chat && document.visibilityState === "visible") seen.set(chat.chat_id, chat.customer_messages);
}

document.addEventListener("visibilitychange", () => {
  markSeen();
  emit("chats");
});

/** Follows the simulator; the browser connects again by itself. */
export function connect() {
  const stream = new EventSource("/console/stream");
  const setConnected = (isConnected) => {
    if (store.isConnected === isConnected) return;
    store.isConnected = isConnected;
    emit("connection");
  };
  stream.onopen = () => setConnected(true);
  stream.onerror = () => {
    setConnected(false);
    // A browser gives up after some errors, such as an answer that is no stream.
    if (stream.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  };
  stream.addEventListener("chats", (event) => {
    const data = JSON.parse(event.data);
    const before = openChat();
    store.baseUrl = data.base_url;
    store.chats = data.chats;
    markSeen();
    if (before && !openChat()) open(null);
    emit("chats");
    const chat = openChat();
    if (chat && (!before || ["total", "queued", "forms"].some((name) => chat[name] !== before[name]))) void loadTimeline();
  });
  stream.addEventListener("faults", (event) => {
    store.faults = JSON.parse(event.data).faults;
    emit("faults");
  });
  stream.addEventListener("requests", (event) => {
    store.requestRevision = JSON.parse(event.data).revision;
    emit("requests");
  });
}
