// Where the agent writes: text or HTML, files, and everything else that goes into a chat.

import { byId, h } from "./dom.js";
import { on, openChat, store } from "./store.js";
import { menuButton } from "./menu.js";
import * as actions from "./actions.js";

/** A draft goes out at most so often. */
const DRAFT_INTERVAL = 1000;
/** Without another key the agent has stopped typing. */
const IDLE = 8000;

const TYPING = [["draft", "Customer sees the draft"], ["typing", "Customer sees that you type"], ["off", "Customer sees nothing"]];

export function setUpComposer() {
  const form = byId("composer");
  const text = h("textarea", { id: "composer-text", rows: 2, placeholder: "Write to the customer. Enter sends, Shift+Enter starts a line." });
  const file = h("input", { id: "composer-file", type: "file", multiple: true, hidden: true, tabIndex: -1, "aria-label": "Files to send" });
  const attach = h("button.quiet", { type: "button", onclick: () => file.click() }, "Attach");
  const format = h("select", { id: "composer-format", "aria-label": "Format of the message" }, h("option", { value: "text" }, "Text"), h("option", { value: "html" }, "HTML"));
  const typing = h("select", { id: "composer-typing", "aria-label": "What the customer sees while you type" }, TYPING.map(([value, label]) => h("option", { value }, label)));
  const insert = menuButton(
    "Insert",
    [
      ["Form…", actions.form],
      ["Secure form…", actions.secureForm],
      ["Location…", actions.place],
      ["Choices…", actions.choices],
      ["Card…", actions.card],
      ["Link to a file…", actions.fileLink],
    ],
    { id: "composer-insert", className: "quiet" },
  );
  const send = h("button.primary", { type: "submit" }, "Send");
  const label = h("label.hidden-label", { for: "composer-text" }, "Message");
  const closed = h("p.closed", { hidden: true }, "This chat is over.");
  form.append(label, text, file, h(".composer-tools", attach, insert, format, typing, h("span.space"), send), closed);

  typing.value = localStorage.getItem("typing") ?? "draft";
  typing.addEventListener("change", () => localStorage.setItem("typing", typing.value));

  const drafts = new Map();
  let isTyping = false;
  let lastDraft = 0;
  let draftTimer;
  let idleTimer;

  const stopTyping = () => {
    clearTimeout(draftTimer);
    clearTimeout(idleTimer);
    if (isTyping && openChat() && !openChat().is_finished) void actions.act({ do: "not_typing" });
    isTyping = false;
  };
  const sendDraft = () => {
    lastDraft = Date.now();
    isTyping = true;
    void actions.act({ do: "typing", draft: typing.value === "draft" ? text.value : null });
  };
  text.addEventListener("input", () => {
    const chat = openChat();
    if (!chat || chat.is_finished || chat.is_scripted || typing.value === "off") return;
    clearTimeout(draftTimer);
    clearTimeout(idleTimer);
    if (text.value === "") return stopTyping();
    draftTimer = setTimeout(sendDraft, Math.max(0, lastDraft + DRAFT_INTERVAL - Date.now()));
    idleTimer = setTimeout(stopTyping, IDLE);
  });

  const submit = async () => {
    const written = text.value;
    if (written.trim() === "" || !store.openId) return;
    clearTimeout(draftTimer);
    text.value = "";
    const action = format.value === "html" ? { do: "say_html", html: written } : { do: "say", text: written };
    const isSent = await actions.act(action);
    if (isSent) stopTyping();
    else if (text.value === "") text.value = written;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void submit();
    }
  });
  file.addEventListener("change", () => {
    void actions.sendFiles([...file.files]);
    file.value = "";
  });
  text.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length > 0) {
      event.preventDefault();
      void actions.sendFiles([...event.clipboardData.files]);
    }
  });
  const chat = byId("chat");
  chat.addEventListener("dragover", (event) => event.preventDefault());
  chat.addEventListener("drop", (event) => {
    event.preventDefault();
    if (openChat() && !openChat().is_finished) void actions.sendFiles([...event.dataTransfer.files]);
  });

  let current = null;
  const draw = () => {
    const isOver = !openChat() || openChat().is_finished;
    for (const control of form.querySelectorAll("textarea, select, button")) control.disabled = isOver;
    closed.hidden = !isOver;
  };
  on("chats", draw);
  on("open", () => {
    // What was written for one chat does not go to another.
    if (current) drafts.set(current, text.value);
    clearTimeout(draftTimer);
    clearTimeout(idleTimer);
    isTyping = false;
    current = store.openId;
    text.value = drafts.get(current) ?? "";
    draw();
    if (current && matchMedia("(min-width: 800px)").matches) text.focus();
  });
}
