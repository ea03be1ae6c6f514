//! Fields of events.
//!
//! The members that events have, whichever event it is: events are flat, so one outline serves them all.

use serde::{Deserialize, de::IntoDeserializer};
use serde_json::value::RawValue;

use crate::{
    model::Timestamp,
    wire::{lenient::Scalar, object::Object},
};

/// The names that we read. `Other`, the last one, stands for all that we do not.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(field_identifier, rename_all = "snake_case")]
pub(super) enum Member {
    Event,
    Msg,
    MsgId,
    MsgText,
    PartyId,
    Timestamp,
    Channel,
    RefMsgId,
    State,
    Ewt,
    DirectiveId,
    Type,
    FirstName,
    LastName,
    DisplayName,
    SessionId,
    MessageId,
    FileId,
    FileName,
    FileType,
    FileUrl,
    CaseId,
    Url,
    Latitude,
    Longitude,
    Page,
    Title,
    FormRequestId,
    FormName,
    FormId,
    FormTimeout,
    ReqId,
    ServiceName,
    ProviderType,
    CobrowsingUrl,
    CobrowsingId,
    DestinationPartyId,
    Data,
    FormData,
    Attachments,
    #[serde(other)]
    Other,
}

impl Member {
    /// Whether it names something nested, which is read later and elsewhere, if at all.
    pub(super) fn is_nested(self) -> bool {
        matches!(self, Self::Data | Self::FormData | Self::Attachments)
    }
}

const COUNT: usize = Member::Other as usize;

/// The members of one event, each in the slot of its name. Made once for a whole history: what an event has filled is
/// cleared before the next one, which is cheaper than forty empty slots for each.
pub(super) struct Fields<'a> {
    scalars: [Scalar<'a>; COUNT],
    nested: [Option<&'a RawValue>; COUNT],
    /// A bit for each slot that is filled.
    filled: u64,
}

const _: () = assert!(COUNT <= u64::BITS as usize, "every slot needs its bit");

impl Default for Fields<'_> {
    fn default() -> Self {
        Self { scalars: [const { Scalar::ABSENT }; COUNT], nested: [None; COUNT], filled: 0 }
    }
}

impl<'a> Fields<'a> {
    pub(super) fn clear(&mut self) {
        while self.filled != 0 {
            let slot = self.filled.trailing_zeros() as usize;
            self.scalars[slot] = Scalar::ABSENT;
            self.nested[slot] = None;
            self.filled &= self.filled - 1;
        }
    }

    /// Fills a slot; the last member of a name counts.
    pub(super) fn put(&mut self, name: Member, value: Scalar<'a>) {
        self.scalars[name as usize] = value;
        self.filled |= 1 << name as usize;
    }

    pub(super) fn put_nested(&mut self, name: Member, raw: &'a RawValue) {
        self.nested[name as usize] = Some(raw);
        self.filled |= 1 << name as usize;
    }

    /// Fills every slot from an event that was taken apart.
    pub(super) fn put_all(&mut self, event: Object<'a>) {
        for (name, raw) in event.members() {
            let name: Result<Member, serde::de::value::Error> = Member::deserialize(name.as_str().into_deserializer());
            match name {
                Ok(Member::Other) | Err(_) => {}
                Ok(name) if name.is_nested() => self.put_nested(name, raw),
                Ok(name) => self.put(name, Scalar::from_raw(raw)),
            }
        }
    }

    pub(super) fn name(&self) -> &str {
        self.scalars[Member::Event as usize].as_str().unwrap_or_default()
    }

    pub(super) fn scalar(&self, name: Member) -> &Scalar<'a> {
        &self.scalars[name as usize]
    }

    fn take(&mut self, name: Member) -> Scalar<'a> {
        std::mem::take(&mut self.scalars[name as usize])
    }

    /// Whatever was nested there, unless it is null.
    pub(super) fn nested(&self, name: Member) -> Option<&'a RawValue> {
        self.nested[name as usize].filter(|raw| raw.get() != "null")
    }

    /// The text of a member, unless it is blank.
    pub(super) fn filled(&mut self, name: Member) -> Option<String> {
        self.take(name).filled()
    }

    /// An id, unless it is blank or too long to be one.
    pub(super) fn id(&mut self, name: Member) -> Option<String> {
        self.take(name).id()
    }

    pub(super) fn message_id(&mut self) -> Option<String> {
        // A client of others sends its id as message_id, and histories give it back.
        self.id(Member::MsgId).or_else(|| self.id(Member::MessageId))
    }

    /// The message that a receipt, an edit or a deletion speaks of. An early client sent it as msg_id.
    pub(super) fn referred_message_id(&mut self) -> Option<String> {
        self.id(Member::RefMsgId).or_else(|| self.id(Member::MsgId))
    }

    pub(super) fn party_id(&mut self) -> Option<String> {
        self.id(Member::PartyId)
    }

    pub(super) fn timestamp(&self) -> Option<Timestamp> {
        self.scalar(Member::Timestamp).timestamp()
    }
}
