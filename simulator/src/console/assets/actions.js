// What an agent can do besides writing: each entry asks for what it needs and acts.

import * as api from "./api.js";
import { notify } from "./dom.js";
import { ask, attempt } from "./dialogs.js";
import { openChat, store } from "./store.js";

/** Lets the agent of the open chat act. */
export function act(action, done) {
  return attempt(() => api.act(store.openId, action), done);
}

const actNow = (action) => api.act(store.openId, action);

const FORMS = ["contact", "card", "MobileChatSurvey"];

export function join() {
  ask({
    title: "Join the chat",
    fields: [{ name: "name", label: "Name of the agent", value: localStorage.getItem("agent") ?? "Alex Agent", required: true }],
    button: "Join",
    submit: async ({ name }) => {
      localStorage.setItem("agent", name);
      await actNow({ do: "join", name });
    },
  });
}

export function transfer() {
  ask({
    title: "Transfer to another agent",
    about: "You leave the chat, and the other agent joins.",
    fields: [{ name: "name", label: "Name of the other agent", value: "Robin Agent", required: true }],
    button: "Transfer",
    submit: async ({ name }) => {
      if (openChat().agent) await actNow({ do: "leave" });
      await actNow({ do: "join", name });
    },
  });
}

export function setCase() {
  ask({
    title: "Set the case",
    fields: [{ name: "case_id", label: "Case id", value: openChat().case_id ?? "", required: true }],
    button: "Set case",
    submit: (values) => actNow({ do: "set_case", ...values }),
  });
}

export const clearCase = () => act({ do: "set_case", case_id: null }, "The case is cleared.");

export function warn() {
  ask({
    title: "Warn of inactivity",
    fields: [{ name: "text", label: "Warning", value: "Are you still there? This chat will be closed soon.", required: true }],
    button: "Warn",
    submit: (values) => actNow({ do: "warn", ...values }),
  });
}

export function inactivityTimeout() {
  ask({
    title: "End for inactivity",
    about: "The customer is told, and the chat ends.",
    fields: [{ name: "text", label: "Last message", value: "We have not heard from you for a while.", required: true }],
    button: "End the chat",
    danger: true,
    submit: (values) => actNow({ do: "inactivity_timeout", ...values }),
  });
}

export function end() {
  ask({
    title: "End the chat?",
    about: "The customer's app is told that the session has ended.",
    button: "End the chat",
    danger: true,
    submit: () => actNow({ do: "end" }),
  });
}

export function status() {
  const states = ["queued", "ivr", "connecting", "connected", "failed", "completed"];
  ask({
    title: "Send a status",
    about: "“failed” and “completed” end the chat.",
    fields: [{ name: "state", label: "State", kind: "select", options: states.map((state) => [state, state]) }],
    button: "Send status",
    submit: (values) => actNow({ do: "status", ...values }),
  });
}

export function info() {
  ask({
    title: "Name the service",
    fields: [{ name: "service_name", label: "Name of the service", value: "Customer service", required: true }],
    button: "Send",
    submit: (values) => actNow({ do: "info", ...values }),
  });
}

export const cobrowsing = () => act({ do: "request_cobrowsing" }, "Co-browsing requested.");

export function call() {
  const steps = [
    ["REQUEST_CALL", "Ask the customer to call (REQUEST_CALL)"],
    ["OFFER_CALL", "Offer a call (OFFER_CALL)"],
    ["ANSWER_CALL", "Answer the customer's call (ANSWER_CALL)"],
    ["ICE_CANDIDATE", "Send a candidate (ICE_CANDIDATE)"],
    ["CALL_REJECTED", "Reject the call (CALL_REJECTED)"],
    ["END_CALL", "End the call (END_CALL)"],
  ];
  ask({
    title: "Signal a call",
    about: "Sends one step of a call. The console carries no sound and no video itself.",
    fields: [
      { name: "type", label: "Step", kind: "select", options: steps },
      { name: "offerVideo", label: "With video", kind: "checkbox" },
      { name: "more", label: "Further data, as JSON", kind: "multiline", value: "{}", hint: 'For example {"sdp": "v=0…"}' },
    ],
    button: "Send",
    submit: ({ type, offerVideo, more }) => {
      const video = ["REQUEST_CALL", "OFFER_CALL"].includes(type) ? { offerVideo } : {};
      return actNow({ do: "signal", data: { type, ...video, ...parse(more) } });
    },
  });
}

export function rawEvent() {
  ask({
    title: "Send any event",
    about: "Sent as it is. The simulator itself takes no notice of it.",
    fields: [{ name: "event", label: "Event, as JSON", kind: "multiline", rows: 8, value: '{\n  "event": "chat_session_info",\n  "service_name": "Sales"\n}' }],
    button: "Send event",
    submit: ({ event }) => actNow({ do: "send_event", event: parse(event) }),
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`This is no JSON: ${error.message}`);
  }
}

export function form() {
  ask({
    title: "Show a form",
    fields: [
      { name: "form_name", label: "Name of the form", value: "contact", list: FORMS, hint: "Without a name, the customer answers in text." },
      { name: "seconds", label: "Time for the answer, in seconds", kind: "number", hint: "Empty: no limit." },
    ],
    button: "Show form",
    submit: ({ form_name, seconds }) => actNow({ do: "show_form", form_name, timeout_seconds: seconds === "" ? null : Number(seconds) }),
  });
}

export function secureForm() {
  ask({
    title: "Show a secure form",
    about: "A real agent never sees the answer. The console shows it, so that you see what your app sends.",
    fields: [{ name: "form_id", label: "Id of the form", value: "card", list: FORMS, required: true }],
    button: "Show form",
    submit: (values) => actNow({ do: "show_secure_form", ...values }),
  });
}

export function place() {
  ask({
    title: "Send a location",
    fields: [
      { name: "latitude", label: "Latitude", value: "55.6761", required: true },
      { name: "longitude", label: "Longitude", value: "12.5683", required: true },
      { name: "url", label: "Address of a map", value: "https://www.openstreetmap.org/#map=17/55.6761/12.5683" },
    ],
    button: "Send location",
    submit: ({ latitude, longitude, url }) => actNow({ do: "send_location", latitude, longitude, url: url || null }),
  });
}

export function choices() {
  const kinds = [["buttons", "Buttons in a row"], ["buttons-column", "Buttons in a column"], ["choice", "A choice"]];
  ask({
    title: "Ask with choices",
    fields: [
      { name: "text", label: "Question", value: "When shall we call you?", required: true },
      { name: "choices", label: "Choices, one a line", kind: "multiline", value: "In the morning\nIn the afternoon\nNot at all", required: true },
      { name: "choices_as", label: "Shown as", kind: "select", options: kinds },
      { name: "directive_id", label: "Id of the question", value: `question-${Date.now() % 10000}` },
    ],
    button: "Ask",
    submit: (values) => {
      const lines = values.choices.split("\n").map((line) => line.trim()).filter(Boolean);
      return actNow({ do: "say_more", ...values, choices: lines, directive_id: values.directive_id || null });
    },
  });
}

export function card() {
  const content = JSON.stringify({ type: "AdaptiveCard", version: "1.0", body: [{ type: "TextBlock", text: "Order 42" }] }, null, 2);
  ask({
    title: "Send a card",
    fields: [
      { name: "text", label: "Message", value: "This is your order.", required: true },
      { name: "name", label: "Name of the card", value: "Order 42", required: true },
      { name: "content", label: "Content of the card", kind: "multiline", rows: 8, value: content, required: true },
    ],
    button: "Send card",
    submit: ({ text, name, content }) => {
      const attachment = { id: "1", contentType: "application/vnd.microsoft.card.adaptive", content, name };
      return actNow({ do: "say_more", text, attachments: [attachment] });
    },
  });
}

export function fileLink() {
  ask({
    title: "Send a link to a file",
    fields: [
      { name: "url", label: "Address of the file", value: "https://www.example.com/terms.pdf", required: true },
      { name: "file_type", label: "Kind", kind: "select", options: [["attachment", "Attachment"], ["image", "Image"]] },
    ],
    button: "Send link",
    submit: (values) => actNow({ do: "send_file_url", ...values }),
  });
}

/** The largest file that the server takes. */
const MAX_FILE = 25 * 1024 * 1024;

export async function sendFiles(files) {
  for (const file of files) {
    if (file.size > MAX_FILE) {
      notify(`${file.name} is larger than 25 MB.`, "error");
      continue;
    }
    notify(`Sending ${file.name}…`);
    await attempt(() => api.sendFile(store.openId, file), `${file.name} is sent.`);
  }
}

export function editMessage(id, text) {
  ask({
    title: "Edit the message",
    fields: [{ name: "text", label: "New text", kind: "multiline", value: text, required: true }],
    button: "Save",
    submit: (values) => actNow({ do: "edit_message", msg_id: id, ...values }),
  });
}

export const deleteMessage = (id) => act({ do: "delete_message", msg_id: id }, "The message is deleted.");
export const cancelSecureForm = (id) => act({ do: "cancel_secure_form", form_request_id: id });
export const takeOver = () => attempt(() => api.takeOver(store.openId), "The scripted agent has stopped. You answer now.");
export const handBack = () => attempt(() => api.handBack(store.openId), "The scripted agent answers now.");
