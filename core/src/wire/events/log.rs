//! Lists of events, read in one pass: polls, histories, and sessions of a case.
//!
//! The quick pass fills the fields of each event as it goes and keeps nothing of the text. It knows the usual forms
//! only; at anything else it gives up. The careful pass then takes the list apart into the texts of its events and reads
//! each by itself, so that one bad event costs none of its neighbours. Events that the quick pass can read but not name
//! it leaves to the careful one, which has their text.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{
    event::event,
    fields::{Fields, Member},
};
use crate::{
    model::{ContactCenterEvent as Event, JsonValue},
    wire::{lenient::Scalar, object::Object},
};

/// An object with a list of events in it.
#[derive(Default)]
pub(super) struct Log<'a> {
    pub(super) chat_id: Scalar<'a>,
    pub(super) created_time: Scalar<'a>,
    pub(super) events: Vec<Event>,
    /// Where the quick pass has put a stand-in for an event that it could not name.
    unnamed: Vec<usize>,
    pub(super) holds: Holds,
}

/// What an object holds that may hold events.
#[derive(Default, Clone, Copy, PartialEq)]
pub(super) enum Holds {
    /// No member, or null instead of the list.
    #[default]
    Nothing,
    /// A list of events, empty perhaps.
    Events,
    /// Members, but no list of events.
    SomethingElse,
}

impl<'a> Log<'a> {
    /// Reads `json`; fails where that is no JSON, or no object.
    pub(super) fn read(json: &'a str) -> Result<Self, serde_json::Error> {
        match serde_json::from_str::<Self>(json) {
            Ok(log) if log.is_complete() => Ok(log),
            quick => Object::read(json).map(|object| quick.unwrap_or_default().completed(&object)),
        }
    }

    /// Whether the quick pass could name every event.
    pub(super) fn is_complete(&self) -> bool {
        self.unnamed.is_empty()
    }

    fn completed(mut self, object: &Object<'a>) -> Self {
        self.chat_id = object.scalar("chat_id");
        self.created_time = object.scalar("created_time");
        self.holds = match object.member("events").map(RawValue::get) {
            Some(list) if list.starts_with('[') => Holds::Events,
            None if object.is_empty() => Holds::Nothing,
            Some("null") => Holds::Nothing,
            _ => Holds::SomethingElse,
        };
        let raws = object.list("events");
        match self.events.len() == raws.len() {
            true => self.unnamed.drain(..).for_each(|index| self.events[index] = careful_event(raws[index])),
            false => self.events = raws.into_iter().map(careful_event).collect(),
        }
        self
    }
}

fn careful_event(raw: &RawValue) -> Event {
    let mut fields = Fields::default();
    if let Ok(object) = Object::read(raw.get()) {
        fields.put_all(object);
    }
    event(&mut fields)
        .unwrap_or_else(|| Event::Unknown { name: fields.name().to_owned(), raw: JsonValue::from_raw(raw) })
}

impl<'de: 'a, 'a> Deserialize<'de> for Log<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(QuickLog)
    }
}

struct QuickLog;

impl<'de> Visitor<'de> for QuickLog {
    type Value = Log<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        #[derive(serde::Deserialize)]
        #[serde(field_identifier, rename_all = "snake_case")]
        enum Key {
            ChatId,
            CreatedTime,
            Events,
            #[serde(other)]
            Other,
        }
        let mut log = Log::default();
        while let Some(key) = map.next_key()? {
            if log.holds == Holds::Nothing {
                log.holds = Holds::SomethingElse;
            }
            match key {
                Key::ChatId => log.chat_id = map.next_value()?,
                Key::CreatedTime => log.created_time = map.next_value()?,
                Key::Events => {
                    log.events.clear();
                    log.unnamed.clear();
                    map.next_value_seed(QuickEvents(&mut log))?;
                    log.holds = Holds::Events;
                }
                Key::Other => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(log)
    }
}

struct QuickEvents<'l, 'a>(&'l mut Log<'a>);

impl<'de> DeserializeSeed<'de> for QuickEvents<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for QuickEvents<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of events")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut fields = Fields::default();
        while list.next_element_seed(QuickEvent(&mut fields))?.is_some() {
            let event = event(&mut fields).unwrap_or_else(|| {
                self.0.unnamed.push(self.0.events.len());
                Event::ChatSessionEnded
            });
            self.0.events.push(event);
            fields.clear();
        }
        Ok(())
    }
}

struct QuickEvent<'f, 'a>(&'f mut Fields<'a>);

impl<'de> DeserializeSeed<'de> for QuickEvent<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for QuickEvent<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key()? {
            match name {
                Member::Other => drop(map.next_value::<IgnoredAny>()?),
                name if name.is_nested() => self.0.put_nested(name, map.next_value()?),
                name => self.0.put(name, map.next_value()?),
            }
        }
        Ok(())
    }
}
