// Faults as switches: what shall go wrong with the next requests.

import { byId, h } from "./dom.js";
import { on, store } from "./store.js";
import * as api from "./api.js";
import { ask, attempt } from "./dialogs.js";

const JSON_TYPE = "application/json; charset=UTF-8";
const refusal = (status, code) => ({
  kind: "status",
  status,
  body: JSON.stringify({ error_code: String(code), error_message: `Injected error ${code}` }),
  content_type: JSON_TYPE,
  headers: {},
});
const page = (status, title, headers = {}) => ({
  kind: "status",
  status,
  body: `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  content_type: "text/html",
  headers,
});

const PRESETS = [
  ["Drop the answer", "The poll takes the events along, and its answer is lost.", "poll", { kind: "reset" }],
  ["Cut mid-body", "The answer breaks off after 24 bytes.", "poll", { kind: "cut_body", after_bytes: 24 }],
  ["Slow answers", "Every answer comes 5 s later.", "any", { kind: "stall", duration_ms: 5000 }],
  ["502 Bad Gateway", "A proxy answers with an error page.", "any", page(502, "502 Bad Gateway")],
  ["429 Too Many Requests", "With Retry-After: 3.", "any", { kind: "status", status: 429, body: "", content_type: null, headers: { "Retry-After": "3" } }],
  ["5509 Another poll is held", "The poll is refused.", "poll", refusal(429, 5509)],
  ["5511 No events", "The poll is answered with an error in place of an empty list.", "poll", refusal(400, 5511)],
  ["HTML page with status 200", "Something else answers in the server's place.", "any", page(200, "Welcome")],
  ["Captive portal", "Every request is redirected to a login page.", "any", page(302, "Found", { Location: "http://portal.example.com/login" })],
  ["Connection refused", "The connection dies before the request has an effect.", "any", { kind: "refuse" }],
];

const ROUTES = [
  ["", "the listed requests"],
  ["any", "all requests"],
  ["poll", "polls"],
  ["send_events", "sending"],
  ["history", "histories"],
  ["request_chat", "chat requests"],
  ["upload", "uploads"],
  ["download", "downloads"],
];

export function setUpFaults() {
  const panel = byId("panel-faults");
  const times = h("select", { id: "fault-times", "aria-label": "How often" }, [["1", "once"], ["3", "3 times"], ["", "until off"]].map(([value, text]) => h("option", { value }, text)));
  const route = h("select", { id: "fault-route", "aria-label": "Requests affected" }, ROUTES.map(([value, text]) => h("option", { value }, text)));
  const rows = h("ul.switches", { "aria-label": "Faults" });
  const active = h("ul.active-faults", { "aria-label": "Queued faults" });
  const clear = h("button", { type: "button", onclick: () => attempt(api.clearFaults, "All faults are removed.") }, "Remove all");
  const restarts = [["keep", "Restart, chats kept"], ["lose", "Restart, chats lost"]].map(([sessions, label]) =>
    h("button", { type: "button", onclick: () => attempt(() => api.restart({ sessions, down_ms: 1500 }), "The API restarts.") }, label),
  );
  panel.append(
    h(".fault-tools", h("span", "Affects"), route, h("span", "for"), times),
    rows,
    h("h3", "Queued"),
    active,
    h(".buttons", clear, h("button", { type: "button", onclick: custom }, "Another fault…")),
    h("h3", "Server"),
    h(".buttons", restarts),
  );

  const count = (value) => (value === "" ? null : Number(value));
  const queued = (fault) => store.faults.filter((queued) => key(queued.fault) === key(fault));

  const draw = () => {
    const focused = document.activeElement?.dataset?.fault;
    rows.replaceChildren(
      ...PRESETS.map(([name, about, ownRoute, fault], at) => {
        const on = queued(fault);
        const toggle = () =>
          attempt(async () => {
            if (on.length === 0) await api.addFault({ route: route.value || ownRoute, fault, times: count(times.value) });
            else for (const { id } of on) await api.removeFault(id);
          });
        const button = h("button.switch", { type: "button", role: "switch", onclick: toggle, "aria-checked": String(on.length > 0), "data-fault": String(at), "aria-labelledby": `fault-${at}`, "aria-describedby": `fault-about-${at}` });
        return h("li", button, h("div", h("span.fault-name", { id: `fault-${at}` }, name), h("span.fault-about", { id: `fault-about-${at}` }, about)));
      }),
    );
    active.replaceChildren(
      ...store.faults.map((queued) =>
        h(
          "li",
          h("span.fault-name", nameOf(queued.fault)),
          h("span.fault-about", `${queued.route} · ${queued.left === null ? "until off" : `${queued.left} left`} · affected ${queued.affected}`),
          h("button.quiet", { type: "button", "aria-label": `Remove ${nameOf(queued.fault)}`, onclick: () => attempt(() => api.removeFault(queued.id)) }, "Remove"),
        ),
      ),
    );
    if (store.faults.length === 0) active.append(h("li.none", "Nothing goes wrong."));
    clear.disabled = store.faults.length === 0;
    const badge = byId("fault-count");
    badge.hidden = store.faults.length === 0;
    badge.textContent = store.faults.length;
    if (focused) rows.querySelector(`[data-fault="${focused}"]`)?.focus();
  };
  on("faults", draw);
  draw();
}

/** A text that is the same for equal faults. */
function key(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${name}:${key(value[name])}`).join()}}`;
}

function nameOf(fault) {
  const preset = PRESETS.find(([, , , known]) => key(known) === key(fault));
  return preset ? preset[0] : fault.kind === "status" ? `Status ${fault.status}` : fault.kind.replaceAll("_", " ");
}

function custom() {
  ask({
    title: "Queue another fault",
    fields: [
      { name: "route", label: "Requests", kind: "select", options: ROUTES.slice(1) },
      { name: "fault", label: "Fault, as JSON", kind: "multiline", rows: 6, value: '{"kind": "status", "status": 503, "body": "closed"}', required: true },
      { name: "times", label: "How many requests", kind: "number", value: "1", min: 1, hint: "Empty: until it is removed." },
    ],
    button: "Queue",
    submit: async ({ route, fault, times }) => {
      let parsed;
      try {
        parsed = JSON.parse(fault);
      } catch (error) {
        throw new Error(`This is no JSON: ${error.message}`);
      }
      await api.addFault({ route, fault: parsed, times: times === "" ? null : Number(times) });
    },
  });
}
