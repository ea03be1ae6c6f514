// A web client of our own. On the wire it does what the vendor's web clients do: preflights through `Authorization`, the
// client id `WebChat` and its cookie, images and links without authorization, a doubled slash, polls that are given up
// after 13 s, form data by field key. It runs in a page of another origin than the API.

export const PAGE = `<!doctype html><meta charset="utf-8"><title>Shop</title><body><script type="module">
const state = { events: [], lastId: -1, chatId: null };
window.client = {
  state,
  async api(method, path, body) {
    const separator = path.includes("?") ? "&" : "?";
    const url = window.base + path + separator + "tenantUrl=acme.example.com&timestamp=" + Date.now();
    const headers = { Authorization: 'MOBILE-API-140-327-PLAIN appId="shop", clientId="WebChat"', "Content-Type": "application/json; charset=UTF-8" };
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), 13_000);
    try {
      const response = await fetch(url, { method, headers, body: body && JSON.stringify(body), credentials: "include", signal: abort.signal });
      const text = await response.text();
      return { status: response.status, json: text === "" ? {} : JSON.parse(text) };
    } finally {
      clearTimeout(timer);
    }
  },
  nextId() {
    state.lastId += 2;
    return String(state.lastId);
  },
  async begin(message) {
    const msg_id = client.nextId();
    const parameters = { location: {}, directChatPIN: "", message, user_platform: { os: "Linux", browser: "test" } };
    const initial_message = { event: "chat_session_message", msg: message, msg_id };
    const { json } = await client.api("POST", "/chats", { phone_number: "", from: "", parameters, initial_message });
    state.chatId = json.chat_id;
    if (json.is_new_chat === false) state.events.push(...(await client.api("GET", "/chats/" + json.chat_id + "/history")).json.events);
    void client.poll();
    return json;
  },
  async poll() {
    while (!state.events.some(({ event }) => event === "chat_session_ended")) {
      try {
        const { status, json } = await client.api("GET", "/chats/" + state.chatId + "/events");
        if (status === 404) return;
        if (status !== 200) await new Promise((resolve) => setTimeout(resolve, 200));
        state.events.push(...(json.events ?? []));
      } catch {
        // Given up, or the page cannot read the answer: the next poll follows.
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  },
  send(event) {
    return client.api("POST", "/chats/" + state.chatId + "/events", { events: [event] });
  },
  say(msg) {
    return client.send({ event: "chat_session_message", msg, msg_id: client.nextId() });
  },
  /** Field keys: the name with white space as _, or field_<n>. */
  formData(form, values) {
    const keys = form.fields.map(({ name }, at) => (name ? name.replace(/\\s/g, "_") : "field_" + at));
    return Object.fromEntries(keys.map((key) => [key, values[key] ?? ""]));
  },
  picture(path) {
    return new Promise((resolve) => {
      const image = new Image();
      image.onload = () => resolve(image.naturalWidth);
      image.onerror = () => resolve(0);
      image.src = window.base + path;
      document.body.append(image);
    });
  },
  async iceServers() {
    const plain = (await client.api("GET", "//iceservers?domain=shop&appId=shop")).json;
    const url = window.base + "//iceservers?domain=shop&appId=shop&tenantUrl=acme.example.com&sessionId=" + state.chatId;
    const headers = { Authorization: 'MOBILE-API-140-327-PLAIN appId="shop", clientId="WebChat"' };
    const text = await (await fetch(url, { headers, credentials: "include" })).text();
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const secret = await crypto.subtle.importKey("raw", new TextEncoder().encode(state.chatId), "PBKDF2", false, ["deriveKey"]);
    const derivation = { name: "PBKDF2", salt: bytes.slice(0, 16), iterations: 65536, hash: "SHA-256" };
    const key = await crypto.subtle.deriveKey(derivation, secret, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    const decrypted = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(16, 28) }, key, bytes.slice(28));
    return { plain: plain.servers, secret: JSON.parse(new TextDecoder().decode(decrypted)) };
  },
};
</script>`;
