//! `contact-center connect --json` as a child process, and the contact centre that it talks to.

#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used)]

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use contact_center_simulator::{Chat, Simulator, SimulatorOptions};
use serde_json::{Value, json};

pub const PATIENCE: Duration = Duration::from_secs(20);

/// The client as a child process, with every line that it has printed.
pub struct Client {
    process: Child,
    pub stdin: Option<ChildStdin>,
    lines: mpsc::Receiver<Value>,
    pub seen: Vec<Value>,
    /// The names of all calls so far.
    pub made: BTreeSet<String>,
    next_id: u64,
}

impl Client {
    pub fn start(base_url: &str, more: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_contact-center"))
            .args(["connect", "--json", "--tenant-url", "acme.example.com", "--app-id", "demo", "--base-url", base_url])
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(process.stdout.take().unwrap());
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in stdout.lines() {
                // What is no value in memory stays text: half a line of a process that was killed, JSON with a number out of range.
                let line = line.unwrap();
                let _ = send.send(serde_json::from_str(&line).unwrap_or(Value::String(line)));
            }
        });
        Self { stdin: process.stdin.take(), process, lines, seen: Vec::new(), made: BTreeSet::new(), next_id: 0 }
    }

    pub fn write(&mut self, line: &str) {
        writeln!(self.stdin.as_ref().unwrap(), "{line}").unwrap();
    }

    /// Blocks for the first line, of all so far, that `matches`.
    pub fn wait_for(&mut self, what: &str, matches: impl Fn(&Value) -> bool) -> Value {
        if let Some(found) = self.seen.iter().find(|line| matches(line)) {
            return found.clone();
        }
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("waited in vain for {what}; so far: {:#?}", self.seen));
            self.seen.push(line.clone());
            if matches(&line) {
                return line;
            }
        }
    }

    pub fn call(&mut self, call: &str, args: Value) -> Value {
        self.next_id += 1;
        let id = self.next_id;
        self.made.insert(call.to_owned());
        self.write(&json!({ "id": id, "call": call, "args": args }).to_string());
        self.wait_for(call, |line| line["id"] == id)
    }

    pub fn ok(&mut self, call: &str, args: Value) -> Value {
        let answer = self.call(call, args);
        answer.get("ok").unwrap_or_else(|| panic!("{call}: {answer}")).clone()
    }

    /// Writes a call down and does not wait for its answer. False once the process is gone.
    pub fn hand_over(&mut self, call: &str, args: Value) -> bool {
        self.next_id += 1;
        let line = json!({ "id": self.next_id, "call": call, "args": args });
        writeln!(self.stdin.as_ref().unwrap(), "{line}").is_ok()
    }

    /// Kills the process as the system does, without a word; every line that it had printed.
    pub fn kill(mut self) -> Vec<Value> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        self.seen.extend(self.lines.iter());
        self.seen
    }

    /// Ends the input; the exit code.
    pub fn end(mut self) -> Option<i32> {
        drop(self.stdin.take());
        self.process.wait().unwrap().code()
    }
}

pub fn simulator() -> (Simulator, tempfile::TempDir, String) {
    let simulator = Simulator::start(SimulatorOptions { poll_hold: Duration::from_millis(500), ..Default::default() });
    let folder = tempfile::tempdir().unwrap();
    let ca_file = folder.path().join("ca.pem");
    std::fs::write(&ca_file, simulator.ca_pem()).unwrap();
    let ca_file = ca_file.to_str().unwrap().to_owned();
    (simulator, folder, ca_file)
}

pub fn open(simulator: &Simulator, client: &mut Client) -> (String, Chat) {
    let args = json!({ "phone_number": null, "from": "Ann", "parameters": {} });
    let chat_id = client.ok("request_chat", args)["chat_id"].as_str().unwrap().to_owned();
    let chat = simulator.chat(&chat_id).unwrap();
    (chat_id, chat)
}
