// The control API. Each call throws an Error with a text for the user.

async function call(method, path, body) {
  const request = { method };
  if (body !== undefined) {
    request.headers = { "Content-Type": "application/json" };
    request.body = typeof body === "string" ? body : JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/simulator/${path}`, request);
  } catch {
    throw new Error("The simulator does not answer.");
  }
  const text = await response.text();
  if (response.ok) return text === "" ? {} : JSON.parse(text);
  let reason = text;
  try {
    reason = JSON.parse(text).error ?? text;
  } catch {
    // The text itself is the reason.
  }
  throw new Error(reason.trim() || `The simulator answered ${response.status}.`);
}

const inChat = (chatId, rest) => `chats/${encodeURIComponent(chatId)}/${rest}`;

export const act = (chatId, action) => call("POST", inChat(chatId, "agent"), action);
export const takeOver = (chatId) => call("POST", inChat(chatId, "take_over"));
export const handBack = (chatId) => call("POST", inChat(chatId, "hand_back"));
export const timeline = (chatId, from) => call("GET", inChat(chatId, `timeline?from=${from}`));
export const requests = (chatId, after) => call("GET", inChat(chatId, `requests?after=${after}`));
export const addFault = (fault) => call("POST", "faults", fault);
export const removeFault = (id) => call("DELETE", `faults/${id}`);
export const clearFaults = () => call("DELETE", "faults");
export const restart = (order) => call("POST", "restart", order);
export const options = () => call("GET", "options");
export const changeOptions = (changes) => call("PATCH", "options", changes);
export const fileUrl = (fileId) => `/simulator/files/${encodeURIComponent(fileId)}`;

/** Sends a file in Base64; the server takes up to 25 MB. */
export async function sendFile(chatId, file) {
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(new Error(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
  const content = url.slice(url.indexOf(",") + 1);
  const action = { do: "send_file", name: file.name, content_base64: content };
  if (file.type !== "") action.content_type = file.type;
  return act(chatId, action);
}
