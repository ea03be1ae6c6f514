// Turns the events of a chat into what its transcript shows.

/** The text of HTML. */
export const plain = (html) => {
  const text = String(html)
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z!/?][^>]*>/gi, "");
  // Nothing but character references is left to be parsed, in an element that has no markup.
  return new DOMParser().parseFromString(`<textarea>\n${text.replaceAll("<", "&lt;")}</textarea>`, "text/html").querySelector("textarea").value;
};

const same = (one, other) => String(one ?? "").toLowerCase() === String(other ?? "").toLowerCase();

/** Line in the middle of the transcript for an event without a bubble. */
const NOTES = {
  chat_session_status: (event) => `Status: ${event.state}`,
  chat_session_party_joined: (event, name) => `${name} joined`,
  chat_session_party_left: (event, name) => `${name} left`,
  chat_session_ended: () => "The chat has ended",
  chat_session_end: () => "The customer ended the chat",
  chat_session_disconnect: () => "The customer disconnected",
  chat_session_timeout_warning: (event) => `Warned: ${plain(event.msg ?? "")}`,
  chat_session_inactivity_timeout: (event) => `Ended for inactivity: ${plain(event.msg ?? "")}`,
  chat_session_case_set: (event) => (event.case_id ? `Case ${event.case_id}` : "The case is cleared"),
  chat_session_info: (event) => `Service: ${event.service_name}`,
  chat_session_navigation: (event) => `The customer visits ${event.title || event.page}`,
  chat_session_cobrowsing_requested: () => "Co-browsing requested",
  chat_session_cobrowsing_rejected: () => "The customer declined co-browsing",
  chat_session_cobrowsing_started: () => "Co-browsing has begun",
  chat_session_cobrowsing_ended: () => "Co-browsing has ended",
};

/** Events that show elsewhere, or not at all. */
const SILENT = new Set(["chat_session_form_submit", "chat_session_not_typing", "chat_session_typing"]);

/**
 * Reads the entries of a timeline. Returns the items of the transcript and who is typing what.
 *
 * An item is `{ kind, side, at, … }`; sides are customer, agent and system.
 */
export function read({ entries, forms, queued }, chatId) {
  const items = [];
  const names = new Map();
  const messages = new Map();
  const shownForms = new Map();
  let typing = null;
  const isCustomer = (event) => event.party_id === undefined ? event.event === "chat_session_message" : same(event.party_id, chatId);
  const nameOf = (event) => names.get(String(event.party_id).toLowerCase()) ?? "Scenario";
  const waiting = firstWaiting(entries, queued, isFromClient);

  function isFromClient(event) {
    return isCustomer(event) && event.event !== "chat_session_form_submit";
  }

  for (const [at, entry] of entries.entries()) {
    const { event } = entry;
    const fromCustomer = isCustomer(event);
    const side = fromCustomer ? "customer" : "agent";
    const base = { at: entry.at, side, name: fromCustomer ? "" : nameOf(event), event, isWaiting: at >= waiting && !fromCustomer, status: null };
    if (fromCustomer && event.event !== "chat_session_typing") typing = null;
    const add = (item) => {
      items.push({ ...base, ...item });
      return items.at(-1);
    };
    switch (event.event) {
      case "chat_session_party_joined":
        names.set(String(event.party_id).toLowerCase(), event.display_name ?? event.first_name ?? "Agent");
        add({ kind: "note", side: "system", text: NOTES[event.event](event, nameOf(event)) });
        break;
      case "chat_session_message": {
        const item = add({ kind: "message", id: event.msg_id, text: event.msg_text ?? plain(event.msg ?? ""), html: event.msg });
        if (event.msg_id !== undefined) messages.set(String(event.msg_id), item);
        break;
      }
      case "chat_session_file":
      case "chat_session_file_url":
      case "chat_session_location": {
        const item = add({ kind: event.event.replace("chat_session_", ""), id: event.msg_id });
        if (event.msg_id !== undefined) messages.set(String(event.msg_id), item);
        break;
      }
      case "chat_session_message_edit": {
        const message = messages.get(String(event.ref_msg_id));
        if (message) Object.assign(message, { text: event.msg_text ?? plain(event.msg ?? ""), html: event.msg, isEdited: true });
        else add({ kind: "note", side: "system", text: `Edit of message ${event.ref_msg_id}, which is not here` });
        break;
      }
      case "chat_session_message_delete": {
        const message = messages.get(String(event.ref_msg_id));
        if (message) message.isDeleted = true;
        else add({ kind: "note", side: "system", text: `Deletion of message ${event.ref_msg_id}, which is not here` });
        break;
      }
      case "chat_session_message_delivered":
      case "chat_session_message_read": {
        const message = messages.get(String(event.ref_msg_id));
        if (message && message.status !== "read") message.status = event.event.endsWith("_read") ? "read" : "delivered";
        break;
      }
      case "chat_session_form_show":
      case "chat_session_secure_form_show": {
        const isSecure = event.event.includes("secure");
        const id = String(event.form_request_id);
        shownForms.set(id, add({ kind: "form", name: "", isSecure, formId: id, formName: event.form_name ?? event.form_id, outcome: forms[id] }));
        break;
      }
      case "chat_session_form_data":
      case "chat_session_secure_form_data":
      case "chat_form_data_cancel":
      case "chat_session_secure_form_cancel":
        if (!shownForms.has(String(event.form_request_id))) {
          add({ kind: "note", side: "system", text: `Answer to form ${event.form_request_id}, which is not here` });
        }
        break;
      case "chat_session_signaling":
        add({ kind: "note", side: "system", text: `Call: ${event.data?.type ?? "?"} ${fromCustomer ? "from the customer" : "to the customer"}` });
        break;
      case "chat_session_typing":
        if (fromCustomer) typing = { at: entry.at, draft: event.msg ? plain(event.msg) : "" };
        break;
      default:
        if (NOTES[event.event]) add({ kind: "note", side: "system", text: NOTES[event.event](event, nameOf(event)) });
        else if (!SILENT.has(event.event)) add({ kind: "note", side: "system", text: `${event.event}` });
    }
  }
  return { items, typing };
}

/** Place of the first entry that the app has not fetched: the queue holds the last so many events of the server. */
function firstWaiting(entries, queued, isFromClient) {
  let left = queued;
  let at = entries.length;
  while (left > 0 && at > 0) {
    at -= 1;
    const name = entries[at].event.event;
    if (!isFromClient(entries[at].event) && name !== "chat_session_form_submit") left -= 1;
  }
  return left === 0 && queued > 0 ? at : entries.length;
}
