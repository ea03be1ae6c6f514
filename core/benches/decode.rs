//! How long a history of ten thousand events takes, beside what one would write first. Divide by ten thousand for the
//! time of an event.
//!
//! `cargo bench -p contact-center-core --features internals --bench decode`

use std::hint::black_box;

use contact_center_core::internals::{decode_history, lower_history};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde::Deserialize;

const EVENTS: usize = 10_000;
const CUSTOMER: &str = "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81";
const AGENT: &str = "80A8248D-69D7-4DA2-8074-6139AA191D7E";

/// What servers say of a conversation, in the proportions of one. `says` gives the texts of a message.
fn history(says: fn(usize) -> String) -> Vec<u8> {
    let event = |number: usize| {
        let time = 1_614_718_748 + number;
        let party = if number.is_multiple_of(3) { CUSTOMER } else { AGENT };
        let stamp = format!(r#""party_id":"{party}","timestamp":"{time}""#);
        match number % 10 {
            0 | 4 | 6 => format!(
                r#"{{"channel":"web","event":"chat_session_message",{},"msg_id":"{number}",{stamp}}}"#,
                says(number)
            ),
            1 | 5 => {
                format!(r#"{{"event":"chat_session_message_delivered","ref_msg_id":"{CUSTOMER}:{number}",{stamp}}}"#)
            }
            2 => format!(r#"{{"event":"chat_session_message_read","ref_msg_id":"{CUSTOMER}:{number}",{stamp}}}"#),
            3 | 7 => format!(r#"{{"event":"chat_session_typing",{stamp}}}"#),
            8 => format!(r#"{{"event":"chat_session_not_typing",{stamp}}}"#),
            _ if number % 100 == 99 => format!(
                r#"{{"display_name":"Alex Agent","event":"chat_session_party_joined","first_name":"Alex","last_name":"Agent",{stamp},"type":"internal"}}"#
            ),
            _ if number % 100 == 49 => format!(
                r#"{{"event":"chat_session_file","file_id":"6fdadd52-df9e-44bb-af08-6e4cb3b7eb81","file_name":"invoice.pdf","file_type":"attachment","msg_id":"{number}",{stamp}}}"#
            ),
            _ => format!(r#"{{"event":"chat_session_status","ewt":"{}","state":"connected"}}"#, number % 7),
        }
    };
    let events: Vec<String> = (0..EVENTS).map(event).collect();
    format!(r#"{{"events":[{}]}}"#, events.join(",")).into_bytes()
}

fn both_texts(number: usize) -> String {
    format!(
        r#""msg":"Thank you, we have found order {number} &amp; its invoice.<br>One moment, please.","msg_text":"Thank you, we have found order {number} & its invoice.\nOne moment, please.""#
    )
}

fn html_alone(number: usize) -> String {
    format!(r#""msg":"Thank you, we have found order {number} &amp; its invoice.<br>One moment, please.""#)
}

/// What one would write first. It wants every field in its one form, and falls over the first event that it does not know.
#[derive(Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[expect(dead_code, clippy::enum_variant_names, reason = "read and thrown away; the names on the wire")]
enum Naive {
    ChatSessionMessage {
        msg: String,
        msg_text: Option<String>,
        msg_id: String,
        party_id: Option<String>,
        channel: Option<String>,
        timestamp: String,
    },
    ChatSessionMessageDelivered {
        ref_msg_id: String,
        party_id: String,
        timestamp: String,
    },
    ChatSessionMessageRead {
        ref_msg_id: String,
        party_id: String,
        timestamp: String,
    },
    ChatSessionTyping {
        party_id: String,
        timestamp: String,
    },
    ChatSessionNotTyping {
        party_id: String,
        timestamp: String,
    },
    ChatSessionPartyJoined {
        party_id: String,
        first_name: Option<String>,
        last_name: Option<String>,
        display_name: Option<String>,
        r#type: Option<String>,
        timestamp: String,
    },
    ChatSessionFile {
        file_id: String,
        file_name: String,
        file_type: String,
        msg_id: String,
        party_id: String,
        timestamp: String,
    },
    ChatSessionStatus {
        state: String,
        ewt: Option<String>,
    },
}

#[derive(Deserialize)]
struct NaiveHistory {
    events: Vec<Naive>,
}

fn decode(criterion: &mut Criterion) {
    for (name, says) in [("both texts", both_texts as fn(usize) -> String), ("HTML alone", html_alone)] {
        let body = history(says);
        assert_eq!(decode_history(&body).expect("readable").len(), EVENTS);
        let naive = || serde_json::from_slice::<NaiveHistory>(&body).expect("readable").events;
        assert_eq!(naive().len(), EVENTS);

        let mut group = criterion.benchmark_group(format!("history of {EVENTS} events, {name}"));
        group.throughput(Throughput::Elements(EVENTS as u64));
        group.bench_function("ours", |bench| bench.iter(|| decode_history(black_box(&body))));
        group.bench_function("ours, and written for Swift and Kotlin", |bench| {
            bench.iter(|| lower_history(black_box(&body)))
        });
        group.bench_function("serde_json::Value", |bench| {
            bench.iter(|| serde_json::from_slice::<serde_json::Value>(black_box(&body)))
        });
        group.bench_function("derived tagged enum", |bench| bench.iter(naive));
        group.finish();
    }
}

criterion_group!(benches, decode);
criterion_main!(benches);
