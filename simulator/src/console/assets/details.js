// What is known of the open chat.

import { byId, h, notify } from "./dom.js";
import { on, openChat, store } from "./store.js";

function copy(text) {
  navigator.clipboard.writeText(text).then(
    () => notify("Copied."),
    () => notify("The browser does not allow copying.", "error"),
  );
}

const fact = (name, value, canCopy = false) => [
  h("dt", name),
  h("dd", h("span", String(value)), canCopy && h("button.quiet", { type: "button", onclick: () => copy(String(value)), "aria-label": `Copy ${name}` }, "Copy")),
];

export function setUpDetails() {
  const panel = byId("panel-details");
  const receipts = h("input", { id: "receipts", type: "checkbox", checked: localStorage.getItem("receipts") !== "off" });
  receipts.addEventListener("change", () => localStorage.setItem("receipts", receipts.checked ? "on" : "off"));
  const facts = h("dl.facts");
  const requested = h("pre", { tabIndex: 0, "aria-label": "Request for the chat" });
  const about = h("div", h("h3", "Request for the chat"), requested);
  const settings = h(
    ".settings",
    h("h3", "Console"),
    h("label.check", receipts, " Confirm the customer's messages as delivered and read"),
    h("p.hint", "Keys: Alt+↑ and Alt+↓ change the chat; Enter sends; Escape closes menus and dialogs."),
    h("p.hint", h("a", { href: "/simulator/", target: "_blank", rel: "noopener" }, "Routes of the control API")),
  );
  panel.append(facts, about, settings);
  const draw = () => {
    const chat = openChat();
    about.hidden = !chat;
    facts.replaceChildren(...fact("API", store.baseUrl, true).filter(Boolean));
    if (!chat) return;
    facts.append(
      ...[
        fact("Chat id", chat.chat_id, true),
        fact("Client id", chat.client_id, true),
        fact("Begun", new Date(chat.created_at).toLocaleString()),
        fact("State", `${chat.state}, ${chat.stage.replaceAll("_", " ")}`),
        fact("Agent", chat.agent ?? "none"),
        fact("Case", chat.case_id ? `${chat.case_id}${chat.is_case_closed ? " (closed by the customer)" : ""}` : "none"),
        fact("Poll", chat.is_polled ? "held" : "none"),
        fact("Not fetched", `${chat.queued} events`),
        fact("Notifications", chat.subscription ? Object.keys(chat.subscription).join(", ") : "not subscribed"),
      ].flat(),
    );
    requested.textContent = JSON.stringify(chat.requested, null, 2);
  };
  on("chats open", draw);
  draw();
}
