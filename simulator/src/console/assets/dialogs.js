// A dialog with fields, made from a description.

import { h, notify } from "./dom.js";

let last = 0;

/**
 * Asks for values. A field is `{ name, label, kind, value, required, hint, options }`; kinds are text, multiline,
 * number, checkbox and select. `submit(values)` may throw; the dialog then stays open and shows the reason.
 */
export function ask({ title, about, fields = [], button, danger = false, submit }) {
  const prefix = `dialog-${++last}`;
  const inputs = new Map();
  const error = h("p.error", { role: "alert", hidden: true });
  const rows = fields.map((field) => row(field, `${prefix}-${field.name}`, inputs));
  const cancel = h("button", { type: "button" }, "Cancel");
  const confirm = h(danger ? "button.danger" : "button.primary", { type: "submit" }, button);
  const form = h("form", h("h2", { id: prefix }, title), about && h("p.about", about), rows, error, h(".buttons", cancel, confirm));
  const dialog = h("dialog", { "aria-labelledby": prefix }, form);
  const opener = document.activeElement;

  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener?.focus?.();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = Object.fromEntries([...inputs].map(([name, input]) => [name, valueOf(input)]));
    confirm.disabled = true;
    try {
      await submit(values);
      dialog.close();
    } catch (reason) {
      error.textContent = reason.message;
      error.hidden = false;
    } finally {
      confirm.disabled = false;
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  (inputs.values().next().value ?? confirm).focus();
}

function valueOf(input) {
  return input.type === "checkbox" ? input.checked : input.value;
}

function row(field, id, inputs) {
  const common = { id, required: field.required ?? false };
  let input;
  if (field.kind === "select") {
    const choices = field.options.map(([value, text]) => h("option", { value }, text));
    input = h("select", common, choices);
    if (field.value !== undefined) input.value = field.value;
  } else if (field.kind === "multiline") {
    input = h("textarea", { ...common, rows: field.rows ?? 4, value: field.value ?? "", spellcheck: false });
  } else if (field.kind === "checkbox") {
    input = h("input", { id, type: "checkbox", checked: field.value ?? false });
  } else {
    input = h("input", { ...common, type: field.kind ?? "text", value: field.value ?? "", autocomplete: "off" });
    if (field.kind === "number") Object.assign(input, { min: field.min ?? 0, step: field.step ?? 1 });
  }
  if (field.list) {
    const list = h("datalist", { id: `${id}-list` }, field.list.map((value) => h("option", { value })));
    input.setAttribute("list", list.id);
    inputs.set(field.name, input);
    return h(".row", h("label", { for: id }, field.label), input, list, field.hint && h("small", field.hint));
  }
  inputs.set(field.name, input);
  if (field.kind === "checkbox") return h(".row.check", input, h("label", { for: id }, field.label));
  return h(".row", h("label", { for: id }, field.label), input, field.hint && h("small", field.hint));
}

/** Runs something that may fail, and shows the reason if it does. */
export async function attempt(run, done) {
  try {
    await run();
    if (done) notify(done);
    return true;
  } catch (reason) {
    notify(reason.message, "error");
    return false;
  }
}
