// Puts the parts of the console together.

import { byId, h } from "./dom.js";
import { connect, on, open, openChat, store, unread } from "./store.js";
import * as api from "./api.js";
import { attempt } from "./dialogs.js";
import { setUpChatList, step } from "./chat-list.js";
import { setUpChatHeader } from "./chat-header.js";
import { setUpTranscript } from "./transcript.js";
import { setUpComposer } from "./composer.js";
import { setUpRequests } from "./requests.js";
import { setUpFaults } from "./faults.js";
import { setUpDetails } from "./details.js";

const THEMES = { auto: "◐", light: "☀", dark: "☾" };

function setUpTheme() {
  const button = byId("theme");
  const show = (theme) => {
    document.documentElement.dataset.theme = theme;
    button.textContent = THEMES[theme];
    button.title = `Color theme: ${theme}`;
  };
  show(localStorage.getItem("theme") in THEMES ? localStorage.getItem("theme") : "auto");
  button.addEventListener("click", () => {
    const names = Object.keys(THEMES);
    const next = names[(names.indexOf(document.documentElement.dataset.theme) + 1) % names.length];
    localStorage.setItem("theme", next);
    show(next);
  });
}

/** Tabs: arrow keys move, and show what they move to. */
function setUpTabs() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const select = (tab, focus = false) => {
    for (const other of tabs) {
      const isSelected = other === tab;
      other.setAttribute("aria-selected", String(isSelected));
      other.tabIndex = isSelected ? 0 : -1;
      byId(other.getAttribute("aria-controls")).hidden = !isSelected;
    }
    if (focus) tab.focus();
    document.dispatchEvent(new Event("tabchange"));
  };
  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: (at + 1) % tabs.length, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        select(tabs.at(to), true);
      }
    });
  }
}

/** Which of the three columns a narrow window shows. */
export function setView(view) {
  document.body.dataset.view = view;
}

function setUpConnection() {
  const show = () => {
    const element = byId("connection");
    element.textContent = store.isConnected ? "live" : "reconnecting…";
    element.dataset.state = store.isConnected ? "live" : "down";
    element.title = store.isConnected ? "Connected to the simulator" : "The simulator does not answer";
  };
  on("connection", show);
  show();
}

function setUpTitle() {
  on("chats", () => {
    const count = store.chats.reduce((sum, chat) => sum + unread(chat), 0);
    document.title = count > 0 ? `(${count}) Agent console` : "Agent console";
  });
}

function setUpEmptyState() {
  const show = () => {
    byId("chat").hidden = openChat() === null;
    const empty = byId("no-chat");
    empty.hidden = openChat() !== null;
    const command = `cargo run -p contact-center-cli -- connect --base-url ${store.baseUrl} --tenant-url acme.example.com --app-id demo --insecure-loopback`;
    empty.replaceChildren(
      h("h2", store.chats.length > 0 ? "Choose a chat" : "No chats yet"),
      h("p", "Your app talks to the API at ", h("code", store.baseUrl), "."),
      store.chats.length === 0 && h("p", "Or chat in a terminal:"),
      store.chats.length === 0 && h("pre", { tabIndex: 0 }, command),
    );
  };
  on("chats open", show);
  show();
}

/** Who plays the agent in new chats. */
async function setUpNewChats() {
  const button = byId("new-chats");
  let agent = null;
  const show = () => {
    const isScripted = agent !== null && agent !== "manual";
    button.textContent = isScripted ? "New chats: scripted agent" : "New chats: you answer";
    button.setAttribute("aria-pressed", String(!isScripted));
    button.title = isScripted ? "Let new chats wait for you" : "Let the scripted agent answer new chats";
  };
  const load = async () => {
    agent = (await api.options()).agent;
    show();
  };
  button.addEventListener("click", () =>
    attempt(async () => {
      const next = agent === "manual" ? { scripted: { pace_ms: 300, patience_ms: 120000 } } : "manual";
      agent = (await api.changeOptions({ agent: next })).agent;
      show();
    }),
  );
  on("connection", () => store.isConnected && attempt(load));
}

document.addEventListener("keydown", (event) => {
  if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  }
});
byId("panel-back").addEventListener("click", () => setView("chat"));
on("open", () => {
  setView(store.openId ? "chat" : "list");
  history.replaceState(null, "", store.openId ? `#${store.openId}` : "#");
});

setUpTheme();
setUpTabs();
setUpConnection();
setUpTitle();
setUpEmptyState();
void setUpNewChats();
setUpChatList();
setUpChatHeader({ showList: () => setView("list"), showTools: () => setView("panel") });
setUpTranscript();
setUpComposer();
setUpRequests();
setUpFaults();
setUpDetails();
if (location.hash.length > 1) open(location.hash.slice(1));
connect();
