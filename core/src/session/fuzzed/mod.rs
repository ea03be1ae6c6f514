//! Fuzzing of a whole chat.
//!
//! Any sequence of what can happen to a chat, from the bytes of a fuzzer: from the bytes of answers through the machine to the
//! delegate. Virtual time, no network; what must hold whatever happens is checked at every step and at the end.

mod bodies;
mod table;
mod told;

use std::time::Duration;

pub(crate) use self::table::Table;
use super::{
    Fingerprint, Restored, RestoredMessage,
    key::key_of_own,
    machine::{Input, Outgoing, Receipt},
};
use crate::{
    http::Failure,
    internals::Reader,
    model::{ContactCenterError, ContactCenterEvent as Event, MessageFormat, TlsFailure},
    wire::{self, ClientEvent},
};

pub(crate) const CHAT: &str = "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81";

type Answer = Result<Vec<Event>, Failure>;

/// Plays `bytes`, then ten minutes without a server, then an hour in which all is well.
pub(crate) fn session(bytes: &[u8]) {
    let mut reader = Reader::new(bytes);
    let resumed = reader.byte() & 1 == 1;
    let restored = restored(&mut reader);
    let mut table = Table::new(resumed, restored);
    while !reader.is_at_end() {
        step(&mut table, &mut reader);
    }
    table.rest();
    table.end();
}

fn step(table: &mut Table, reader: &mut Reader<'_>) {
    match reader.byte() % 24 {
        0 => table.pass(Duration::from_millis(reader.number().into())),
        1 => table.pass(Duration::from_secs(reader.number().into())),
        2..=6 => {
            let answer = answered(reader, |body| wire::events(200, body));
            table.polled(answer);
        }
        7 => {
            let failure = failure(reader);
            table.polled(Err(failure));
        }
        8..=10 => {
            let answer = answered(reader, |body| wire::history(CHAT, 200, body));
            table.history_read(answer);
        }
        11 => {
            let failure = failure(reader);
            table.history_read(Err(failure));
        }
        12 | 13 => {
            let answer = answered(reader, |body| wire::events(200, body));
            table.send_finished(answer);
        }
        14 => {
            let failure = failure(reader);
            table.send_finished(Err(failure));
        }
        15 => {
            let available = reader.byte() & 1 == 1;
            table.input(Input::NetworkAvailable(available));
        }
        16 => {
            let foreground = reader.byte() & 1 == 1;
            table.input(Input::Foreground(foreground));
        }
        17 => table.call(|ticket| Input::Push { ticket }),
        18..=20 => {
            let what = call(reader, table.calls());
            table.call(|ticket| Input::Send { ticket, what });
        }
        21 => {
            let message_id = bodies::message_id(reader);
            table.call(|ticket| Input::Retry { ticket, message_id });
        }
        22 => {
            let message_id = bodies::message_id(reader);
            table.call(|ticket| Input::Discard { ticket, message_id });
        }
        _ => table.sleep(),
    }
}

/// What an answer with the status of success makes, as `http` would have it.
fn answered(reader: &mut Reader<'_>, read: impl FnOnce(&[u8]) -> Result<Vec<Event>, ContactCenterError>) -> Answer {
    let body = bodies::body(reader);
    Ok(read(&body)?)
}

fn failure(reader: &mut Reader<'_>) -> Failure {
    let reason = || "it broke".to_owned();
    let error = match reader.byte() % 6 {
        0 => ContactCenterError::Transport { reason: reason() },
        1 => ContactCenterError::Timeout { reason: reason() },
        2 => ContactCenterError::Tls { reason: reason(), failure: TlsFailure::Other },
        3 => ContactCenterError::Internal { reason: reason() },
        _ => {
            const STATUSES: [i32; 10] = [400, 401, 403, 404, 406, 408, 429, 500, 502, 503];
            let status = STATUSES[usize::from(reader.byte()) % STATUSES.len()];
            wire::refusal(status, &bodies::refusal(reader))
        }
    };
    let bits = reader.byte();
    // Longer ones there are; for the end of it all they would only say that more time is needed.
    let retry_after = (bits & 6 == 6).then(|| Duration::from_secs(u64::from(reader.number()) % 600));
    Failure { error, retry_after, reached: bits & 1 == 1 }
}

fn call(reader: &mut Reader<'_>, calls: u64) -> Outgoing {
    let message = |reader: &mut Reader<'_>| ClientEvent::message(&reader.text(), MessageFormat::Text, None);
    match reader.byte() % 12 {
        0..=3 => Outgoing::Message(message(reader)),
        4 => {
            // Its id is made for it, and no other message has it.
            let message = message(reader).with_message_id(&format!("initial-{calls}"));
            Outgoing::Initial { message, taken: reader.byte() & 1 == 1 }
        }
        5 => Outgoing::Receipt(Receipt { message_id: bodies::message_id(reader), read: reader.byte() & 1 == 1 }),
        6 => Outgoing::Typing((reader.byte() & 1 == 1).then(|| reader.text())),
        7 => Outgoing::NotTyping,
        8 => {
            let answer = ClientEvent::ChatFormDataCancel { form_request_id: reader.text(), form_name: String::new() };
            Outgoing::AnswerInText { answer, message: message(reader) }
        }
        9 => Outgoing::Note(ClientEvent::ChatSessionNavigation {
            page: reader.text(),
            title: String::new(),
            msg_id: bodies::message_id(reader),
        }),
        10 => Outgoing::Once(ClientEvent::ChatSessionDisconnect),
        _ => Outgoing::Once(ClientEvent::ChatSessionEnd),
    }
}

/// What an earlier run may have left: messages that wait, and events that the app has had.
fn restored(reader: &mut Reader<'_>) -> Restored {
    let bits = reader.byte();
    let last_number = (bits & 1 == 1).then(|| u64::from(reader.byte()));
    let mut messages = Vec::new();
    for _ in 0..bits >> 6 {
        let message_id = format!("{CHAT}:{}", reader.byte());
        let event = ClientEvent::message("it waits", MessageFormat::Text, None).with_message_id(&message_id);
        let (age, failed) = (Duration::from_secs(reader.number().into()), reader.byte() & 1 == 1);
        // The store keeps one of each id.
        if messages.iter().all(|other: &RestoredMessage| other.message_id != message_id) {
            messages.push(RestoredMessage { message_id, event, age, failed });
        }
    }
    let earlier = if bits & 2 == 2 { wire::history(CHAT, 200, &bodies::body(reader)) } else { Ok(Vec::new()) };
    // Own messages count as delivered from the moment that they are kept.
    let mut delivered: Vec<_> = messages.iter().map(|message| key_of_own(CHAT, &message.message_id)).collect();
    for event in earlier.iter().flatten() {
        let fingerprint = Fingerprint::of(CHAT, event);
        if !fingerprint.has_identity() || !delivered.contains(&fingerprint.key()) {
            delivered.extend(fingerprint.keys());
        }
    }
    Restored { last_number, delivered, messages }
}
