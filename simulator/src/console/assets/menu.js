// Menu buttons: opened with a click, Enter, Space or an arrow key; closed with Escape, a choice, or a click elsewhere.

import { h } from "./dom.js";

let last = 0;

/** A button with a menu of `[label, run, options]`; `options()` may say `{ disabled, danger }` when the menu opens. */
export function menuButton(label, items, properties = {}) {
  const id = `menu-${++last}`;
  const button = h("button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": id, ...properties }, label);
  const menu = h(".menu", { id, role: "menu", hidden: true, "aria-label": properties.ariaLabel ?? label });
  const wrapper = h(".menu-wrapper", button, menu);

  const close = (focus = true) => {
    if (menu.hidden) return;
    menu.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (focus) button.focus();
  };
  const entries = () => [...menu.querySelectorAll("[role=menuitem]:not(:disabled)")];
  const show = (at = 0) => {
    menu.replaceChildren(...items.map(([text, run, options]) => entry(text, run, options?.() ?? {}, close)));
    menu.hidden = false;
    button.setAttribute("aria-expanded", "true");
    menu.classList.toggle("above", button.getBoundingClientRect().top > innerHeight / 2);
    menu.classList.remove("from-left");
    if (menu.getBoundingClientRect().left < 8) menu.classList.add("from-left");
    entries().at(at)?.focus();
  };

  button.addEventListener("click", () => (menu.hidden ? show() : close()));
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      show(event.key === "ArrowDown" ? 0 : -1);
    }
  });
  menu.addEventListener("keydown", (event) => {
    const all = entries();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all.at(to)?.focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") {
      close(false);
    }
  });
  wrapper.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !wrapper.contains(event.relatedTarget)) close(false);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!wrapper.contains(event.target)) close(false);
  });
  return wrapper;
}

function entry(text, run, { disabled = false, danger = false }, close) {
  const choose = () => {
    close();
    run();
  };
  return h(`button${danger ? ".danger" : ""}`, { type: "button", role: "menuitem", tabIndex: -1, disabled, onclick: choose }, text);
}
