// The head of the open chat: the customer, the state, and the actions on the whole chat.

import { byId, h } from "./dom.js";
import { on, openChat } from "./store.js";
import { menuButton } from "./menu.js";
import { customerOf, stateOf } from "./chat-list.js";
import * as actions from "./actions.js";

export function setUpChatHeader({ showList, showTools }) {
  const name = h("h2", { id: "customer-name" });
  const state = h("span.state", { id: "chat-state" });
  const detail = h("span.detail", { id: "chat-detail" });
  const back = h("button.quiet.only-narrow", { type: "button", onclick: showList, ariaLabel: "Back to the list of chats" }, "←");
  const tools = h("button.quiet.only-narrow", { type: "button", onclick: showTools }, "Tools");
  const join = h("button.primary", { type: "button", onclick: actions.join }, "Join");
  const leave = h("button", { type: "button", onclick: () => actions.act({ do: "leave" }) }, "Leave");
  const takeOver = h("button.primary", { type: "button", onclick: actions.takeOver }, "Take over");
  const handBack = h("button", { type: "button", onclick: actions.handBack, title: "Let the scripted agent answer" }, "Hand back");
  const hasCase = () => ({ disabled: !openChat()?.case_id });
  const more = menuButton(
    "Actions",
    [
      ["Transfer…", actions.transfer],
      ["Set case…", actions.setCase],
      ["Clear case", actions.clearCase, hasCase],
      ["Request co-browsing", actions.cobrowsing],
      ["Signal a call…", actions.call],
      ["Name the service…", actions.info],
      ["Send a status…", actions.status],
      ["Warn of inactivity…", actions.warn],
      ["Send any event…", actions.rawEvent],
      ["End for inactivity…", actions.inactivityTimeout, () => ({ danger: true })],
      ["End the chat…", actions.end, () => ({ danger: true })],
    ],
    { id: "chat-actions" },
  );
  byId("chat-header").append(back, h(".who", name, h(".line", state, detail)), h(".buttons", takeOver, handBack, join, leave, more, tools));

  const draw = () => {
    const chat = openChat();
    if (!chat) return;
    const [kind, label] = stateOf(chat);
    name.textContent = customerOf(chat);
    state.dataset.state = kind;
    state.textContent = label;
    const facts = [chat.state, chat.case_id && `case ${chat.case_id}${chat.is_case_closed ? " (closed)" : ""}`];
    if (!chat.is_finished) facts.push(chat.is_polled ? "app polls" : "app does not poll");
    if (chat.queued > 0) facts.push(`${chat.queued} not fetched`);
    detail.textContent = facts.filter(Boolean).join(" · ");
    const isOver = chat.is_finished;
    takeOver.hidden = isOver || !chat.is_scripted;
    handBack.textContent = chat.agent ? "Hand back" : "Use the script";
    handBack.hidden = isOver || chat.is_scripted;
    join.hidden = isOver || chat.is_scripted || chat.agent !== null;
    leave.hidden = isOver || chat.is_scripted || chat.agent === null;
    more.hidden = isOver;
  };
  on("chats open", draw);
  setInterval(draw, 5000);
}
