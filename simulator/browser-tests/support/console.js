// The agent console as a user operates it.

import { startSimulator } from "./simulator.js";
import { launch, newPage } from "./browser.js";

/** A simulator, a browser, and the console in it. `close` ends them and fails on problems of the page. */
export async function openConsole({ args, page: options } = {}) {
  const simulator = await startSimulator(args);
  const browser = await launch();
  const page = await newPage(browser, options);
  await page.goto(`${simulator.control_url}/`);
  await page.getByText("live", { exact: true }).waitFor();
  const customers = [];
  return {
    simulator,
    browser,
    page,
    customers,
    async close() {
      await browser.close();
      await Promise.all(customers.map((customer) => customer.stop()));
      await simulator.stop();
    },
  };
}

export class Console {
  constructor(page) {
    this.page = page;
  }

  open(name) {
    return this.page.getByRole("navigation", { name: "Chats" }).getByRole("button", { name }).click();
  }

  async join(name = "Alex Agent") {
    await this.page.getByRole("button", { name: "Join", exact: true }).click();
    await this.dialog("Join", { "Name of the agent": name });
  }

  /** Chooses an entry of a menu. */
  async choose(menu, entry) {
    await this.page.getByRole("button", { name: menu, exact: true }).click();
    await this.page.getByRole("menuitem", { name: entry, exact: true }).click();
  }

  /** Fills the open dialog by its labels and confirms it; it has to close. */
  async dialog(button, values = {}) {
    const dialog = this.page.getByRole("dialog");
    for (const [label, value] of Object.entries(values)) {
      const field = dialog.getByLabel(label, { exact: true });
      if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption(value);
      else await field.fill(value);
    }
    await dialog.getByRole("button", { name: button, exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
  }

  async write(text) {
    await this.message.fill(text);
    await this.message.press("Enter");
  }

  get message() {
    return this.page.getByLabel("Message", { exact: true });
  }

  /** An entry of the transcript. */
  entry(text) {
    return this.page.getByRole("log").locator(".item, .note").filter({ hasText: text });
  }

  tab(name) {
    return this.page.getByRole("tab", { name }).click();
  }

  /** Waits until an entry has a receipt. */
  receipt(text, receipt) {
    return this.entry(text).getByRole("img", { name: receipt }).waitFor();
  }
}
