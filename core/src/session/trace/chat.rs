//! Records one chat: how it opened, and each step of its machine.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
    time::Instant,
};

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::{
    line::{Line, Opening, Start, ms_between},
    recorder::{Recorder, Sign},
    redaction::Redaction,
};
use crate::{
    logging::Short,
    session::{
        Key, Restored,
        key::Fingerprint,
        machine::{Effect, Input, Manners},
    },
};

/// A chat's hold of the recorder.
pub(in crate::session) struct ChatTrace {
    recorder: Arc<Recorder>,
    chat_id: Arc<str>,
    number: u64,
    /// The recording that knows of this chat.
    known_to: Option<u64>,
    /// What the store knew when the chat was opened, where that was recorded.
    restored: HashSet<Key>,
}

/// What begins a step.
pub(in crate::session) enum Moment<'a> {
    Start { online: bool, foreground: bool },
    Input(&'a Input),
}

/// A step that has begun. Dropped before its end it is written without effects: the machine has panicked.
pub(in crate::session) struct Step<'a>(Option<Begun<'a>>);

struct Begun<'a> {
    recorder: &'a Recorder,
    sign: Sign,
    redaction: Redaction,
    line: Line<'static>,
    input: Box<RawValue>,
}

impl ChatTrace {
    pub(in crate::session) fn new(recorder: Arc<Recorder>, chat_id: &str) -> Self {
        let number = recorder.next_chat();
        Self { recorder, chat_id: chat_id.into(), number, known_to: None, restored: HashSet::new() }
    }

    /// The chat opens: what its machine is made of.
    pub(in crate::session) fn opens(
        &mut self,
        now: Instant,
        resumed: bool,
        restored: &Restored,
        manners: &Manners,
        seed: u64,
    ) {
        let Some(sign) = self.recorder.sign() else { return };
        let redaction = Redaction::new(sign.salt, &self.chat_id);
        let messages = json(&restored.messages);
        let restored_of = RestoredJson {
            last_number: restored.last_number,
            delivered: restored.delivered.iter().map(|key| redaction.key(*key)).collect(),
            messages: raw(redaction.json("messages", messages.get())),
        };
        let opening = Opening {
            short: Short(&self.chat_id).to_string(),
            chat_id: redaction.id(&self.chat_id),
            resumed,
            seed,
            manners,
            restored: restored_of,
        };
        let opens = json(&opening);
        self.write(sign, &Line { opens: Some(&opens), ..self.line(sign, now) });
        self.known_to = Some(sign.number);
        self.restored = restored.delivered.iter().copied().collect();
    }

    /// A step begins; its end is to be told.
    pub(in crate::session) fn begins(&mut self, now: Instant, moment: &Moment<'_>) -> Step<'_> {
        let Some(sign) = self.recorder.sign() else { return Step(None) };
        if self.known_to != Some(sign.number) {
            let joins = json(&Short(&self.chat_id).to_string());
            self.write(sign, &Line { joins: Some(&joins), ..self.line(sign, now) });
            self.known_to = Some(sign.number);
            // The keys of another recording say nothing in this one.
            self.restored.clear();
        }
        let redaction = Redaction::new(sign.salt, &self.chat_id);
        let input = match moment {
            Moment::Start { online, foreground } => {
                json(&Started { start: Start { online: *online, foreground: *foreground } })
            }
            Moment::Input(input) => raw(redaction.json("input", json(input).get())),
        };
        let known = if let Moment::Input(input) = moment { self.known(&redaction, input) } else { BTreeMap::new() };
        let line = Line { known, ..self.line(sign, now) };
        Step(Some(Begun { recorder: &self.recorder, sign, redaction, line, input }))
    }

    fn known(&self, redaction: &Redaction, input: &Input) -> BTreeMap<usize, Vec<Key>> {
        let (Input::Polled(Ok(events)) | Input::HistoryRead(Ok(events)) | Input::SendFinished(Ok(events))) = input
        else {
            return BTreeMap::new();
        };
        // As the machine compares them.
        let chat_id = self.chat_id.to_ascii_lowercase();
        let keys = events.iter().map(|event| Fingerprint::of(&chat_id, event).keys()).enumerate();
        let known = keys.filter(|(_, keys)| keys.iter().any(|key| self.restored.contains(key)));
        if self.restored.is_empty() {
            BTreeMap::new()
        } else {
            known.map(|(at, keys)| (at, keys.into_iter().map(|key| redaction.key(key)).collect())).collect()
        }
    }

    fn line(&self, sign: Sign, now: Instant) -> Line<'static> {
        Line { chat: Some(self.number), at_ms: Some(ms_between(sign.began, now)), ..Line::default() }
    }

    fn write(&self, sign: Sign, line: &Line<'_>) {
        self.recorder.write(sign.number, text(line));
    }
}

impl Step<'_> {
    /// The step has led to these.
    pub(in crate::session) fn ends(mut self, effects: &[Effect]) {
        if let Some(begun) = self.0.take() {
            let effects = raw(begun.redaction.json("effects", json(&effects).get()));
            begun.write(Some(&effects));
        }
    }
}

impl Drop for Step<'_> {
    fn drop(&mut self) {
        if let Some(begun) = self.0.take() {
            begun.write(None);
        }
    }
}

impl Begun<'_> {
    fn write(self, effects: Option<&RawValue>) {
        let line = Line { input: Some(&self.input), effects, ..self.line };
        self.recorder.write(self.sign.number, text(&line));
    }
}

#[derive(Serialize)]
struct RestoredJson {
    last_number: Option<u64>,
    delivered: Vec<Key>,
    messages: Box<RawValue>,
}

#[derive(Serialize)]
struct Started {
    start: Start,
}

fn json(value: &impl Serialize) -> Box<RawValue> {
    to_raw_value(value).expect("what a machine knows serialises")
}

fn raw(json: String) -> Box<RawValue> {
    RawValue::from_string(json).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

fn text(line: &Line<'_>) -> String {
    serde_json::to_string(line).expect("a line serialises")
}
