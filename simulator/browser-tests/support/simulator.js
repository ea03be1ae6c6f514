// Starts the simulator, and customers that talk to it through the SDK.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const programs = process.env.CONTACT_CENTER_PROGRAMS ?? path.join(root, "target", "debug");

/** The longest time that anything takes. */
export const SOON = 15_000;

/** A program that speaks lines of JSON. */
class Program {
  constructor(name, args) {
    this.child = spawn(path.join(programs, name), args, { stdio: ["pipe", "pipe", "inherit"] });
    this.lines = [];
    this.waiting = [];
    createInterface({ input: this.child.stdout }).on("line", (line) => {
      this.lines.push(JSON.parse(line));
      for (const check of [...this.waiting]) check();
    });
    this.ended = new Promise((resolve) => this.child.once("exit", resolve));
  }

  /** The first line that meets the condition, one that came earlier included. */
  line(what, condition) {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = this.lines.find(condition);
        if (!found) return;
        clearTimeout(timer);
        this.waiting = this.waiting.filter((other) => other !== check);
        resolve(found);
      };
      const timer = setTimeout(() => reject(new Error(`no ${what} among\n${this.lines.map((line) => JSON.stringify(line)).join("\n")}`)), SOON);
      this.waiting.push(check);
      check();
    });
  }

  async stop() {
    this.child.stdin.end();
    await this.ended;
  }
}

/** A simulator; `ready` has its addresses and certificate. */
export async function startSimulator(args = ["--agent", "manual"]) {
  const folder = mkdtempSync(path.join(tmpdir(), "simulator-"));
  const caFile = path.join(folder, "ca.pem");
  const program = new Program("contact-center-simulator", ["--json", "--until-stdin-closes", "--ca-file", caFile, ...args]);
  const ready = await program.line("announcement", (line) => line.base_url);
  return {
    ...ready,
    async stop() {
      await program.stop();
      rmSync(folder, { recursive: true });
    },
    /** A request to the control API; returns the answer's JSON. */
    async control(method, rest, body) {
      const headers = body === undefined ? {} : { "Content-Type": "application/json" };
      const response = await fetch(`${ready.control_url}/simulator/${rest}`, { method, headers, body: body && JSON.stringify(body) });
      if (!response.ok) throw new Error(`${method} ${rest}: ${response.status} ${await response.text()}`);
      return response.json();
    },
  };
}

/** A customer: the SDK in the terminal client. */
export class Customer {
  constructor(simulator, name) {
    this.name = name;
    this.lastId = 0;
    const api = ["--base-url", simulator.base_url, "--tenant-url", "acme.example.com", "--app-id", "demo"];
    this.program = new Program("contact-center", ["connect", ...api, "--client-id", `client-of-${name}`, "--ca-file", simulator.ca_file, "--json"]);
  }

  /** Calls the SDK and returns what it answers. */
  async call(call, args = {}) {
    const id = ++this.lastId;
    this.program.child.stdin.write(`${JSON.stringify({ id, call, args })}\n`);
    const answer = await this.program.line(`answer to ${call}`, (line) => line.id === id);
    if (answer.error) throw new Error(`${call}: ${JSON.stringify(answer.error)}`);
    return answer.ok;
  }

  /** Requests a chat and remembers its id. */
  async begin(parameters = {}) {
    const ok = await this.call("request_chat", { phone_number: null, from: this.name, parameters });
    this.chatId = ok.chat_id;
    return this;
  }

  inChat(call, args = {}) {
    return this.call(call, { chat_id: this.chatId, ...args });
  }

  say(message, format = "text") {
    return this.inChat("send_chat_message", { message, format });
  }

  /** The first event of the chat that the SDK has delivered and that meets the condition. */
  async event(name, condition = () => true) {
    const meets = (event) => event.event === name && condition(event);
    const line = await this.program.line(name, (line) => line.callback === "chat_session_events" && line.events.some(meets));
    return line.events.find(meets);
  }

  callback(name, condition = () => true) {
    return this.program.line(name, (line) => line.callback === name && condition(line));
  }

  stop() {
    return this.program.stop();
  }
}
