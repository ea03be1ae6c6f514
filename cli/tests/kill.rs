//! The process is killed with SIGKILL in the middle of sending, two hundred times: what it had accepted arrives, once and in order.

#![allow(missing_docs, clippy::unwrap_used)]

mod client;

use std::{collections::HashSet, thread, time::Duration};

use client::*;
use contact_center_simulator::{Chat, Simulator};
use serde_json::{Value, json};

const CONVERSATIONS: u64 = 4;
const KILLS: usize = 50;

#[test]
fn what_was_accepted_before_two_hundred_kills_arrives_once_and_in_order() {
    let (simulator, folder, ca_file) = simulator();
    thread::scope(|scope| {
        for seed in 0..CONVERSATIONS {
            let store = folder.path().join(format!("store-{seed}"));
            let (simulator, ca_file) = (&simulator, &ca_file);
            scope.spawn(move || conversation(simulator, ca_file, store.to_str().unwrap(), seed));
        }
    });
}

fn conversation(simulator: &Simulator, ca_file: &str, store: &str, seed: u64) {
    let mut chance = fastrand::Rng::with_seed(seed);
    let start = || Client::start(&simulator.base_url(), &["--ca-file", ca_file, "--store", store]);
    let (mut number, mut seen) = (0, Vec::new());
    let (mut accepted, mut agent): (HashSet<String>, Option<Chat>) = (HashSet::new(), None);
    for _ in 0..KILLS {
        let mut client = start();
        let (chat_id, chat) = open(simulator, &mut client);
        for _ in 0..chance.usize(1..12) {
            chat.say(&format!("agent {number}"));
            client
                .hand_over("send_chat_message", json!({ "chat_id": chat_id, "message": format!("customer {number}") }));
            number += 1;
        }
        thread::sleep(Duration::from_micros(chance.u64(..40_000)));
        agent = Some(chat);
        let lines = client.kill();
        // An answer says that a message was accepted; its id ends with its number in the order of acceptance.
        accepted.extend(lines.iter().filter_map(|line| line["ok"].as_str().map(str::to_owned)));
        seen.push(lines);
    }
    let agent = agent.unwrap();
    let mut client = start();
    open(simulator, &mut client);
    agent.say("the end");
    client.wait_for("the last word", |line| has_text(line, "the end"));
    // Some were accepted and the process died before it could say so: their number is unknown. This one is the last.
    let chat_id = agent.id();
    let last = client.ok("send_chat_message", json!({ "chat_id": chat_id, "message": format!("customer {number}") }));
    client.wait_for("the last message to be sent", |line| line["message_id"] == last && line["status"] == "sent");
    accepted.insert(last.as_str().unwrap().to_owned());
    seen.push(std::mem::take(&mut client.seen));
    assert_eq!(client.end(), Some(0));

    let of = |event: &Value, field: &str| event[field].as_str().unwrap().to_owned();
    let messages: Vec<_> =
        agent.client_events().into_iter().filter(|event| event["event"] == "chat_session_message").collect();
    let ids: Vec<_> = messages.iter().map(|event| of(event, "msg_id")).collect();
    let unique: HashSet<_> = ids.iter().cloned().collect();
    assert_eq!(unique.len(), ids.len(), "doubled: {ids:?}");
    let lost: Vec<_> = accepted.difference(&unique).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    let numbers: Vec<u64> =
        messages.iter().map(|event| of(event, "msg_text").split(' ').nth(1).unwrap().parse().unwrap()).collect();
    assert!(numbers.is_sorted(), "out of order: {numbers:?}");

    let shown: Vec<_> = seen.iter().map(|run| shown_in(run, |_| true)).collect();
    for run in &shown {
        assert!(is_rising(run), "out of order, or twice in one run: {run:?}");
    }
    // A run begins with the history, so what an earlier one was told comes again; what comes for the first time is the next in line.
    let mut heard = HashSet::new();
    let first_time: Vec<_> = shown.concat().into_iter().filter(|number| heard.insert(*number)).collect();
    assert_eq!(first_time, (0..number).collect::<Vec<_>>(), "never shown, or out of order");
    let news: Vec<_> = seen.iter().flat_map(|run| shown_in(run, |line| line["origin"] == "live")).collect();
    assert!(is_rising(&news), "as news out of order, or twice: {news:?}");
}

/// The numbers of the agent's messages that one run has shown, in its order.
fn shown_in(run: &[Value], is_meant: impl Fn(&Value) -> bool) -> Vec<u64> {
    let lines = run.iter().filter(|line| line["callback"] == "chat_session_events" && is_meant(line));
    let texts =
        lines.flat_map(|line| line["events"].as_array().unwrap()).filter_map(|event| event["message_text"].as_str());
    texts.filter_map(|text| text.strip_prefix("agent ")?.parse().ok()).collect()
}

fn is_rising(numbers: &[u64]) -> bool {
    numbers.is_sorted_by(|earlier, later| earlier < later)
}

fn has_text(line: &Value, text: &str) -> bool {
    line["events"].as_array().is_some_and(|events| events.iter().any(|event| event["message_text"] == text))
}
