//! Events in words, for a person at a terminal.

use std::{
    collections::HashMap,
    fmt::Display,
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use contact_center_core::{
    ChatSessionCloseReason, ConnectionState, ContactCenterError, ContactCenterEvent as Event,
    ContactCenterEventsDelegating, EventOrigin, MessageStatus,
};

/// Prints a line. A reader who went away ends the output, not the program.
pub(crate) fn print_line(line: impl Display) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

/// What the delegate was told, as a person or the demo wants to know it.
pub(crate) enum News {
    Event(Event),
    Status(MessageStatus),
    Failed(ContactCenterError),
    Connection(ConnectionState),
    Closed(ChatSessionCloseReason),
}

/// A delegate that writes everything down in words and passes it on.
pub(crate) struct Screen<F: Fn(News) + Send + Sync> {
    names: Mutex<HashMap<String, String>>,
    pass_on: F,
}

impl<F: Fn(News) + Send + Sync> Screen<F> {
    pub(crate) fn new(pass_on: F) -> Arc<Self> {
        Arc::new(Self { names: Mutex::default(), pass_on })
    }

    fn show(&self, chat_id: &str, news: News, from_history: bool) {
        let mark = if from_history { "  (earlier) " } else { "  " };
        if let Some(words) = self.words(chat_id, &news) {
            print_line(format_args!("{mark}{}", printable(&words)));
        }
        (self.pass_on)(news);
    }

    fn words(&self, chat_id: &str, news: &News) -> Option<String> {
        Some(match news {
            News::Event(event) => return self.event(chat_id, event),
            News::Status(MessageStatus::Failed { error }) => format!("· not sent: {error}"),
            News::Status(MessageStatus::Pending | MessageStatus::Sending) => return None,
            News::Status(status) => format!("· {}", format!("{status:?}").to_lowercase()),
            News::Failed(error) => format!("! {error}"),
            News::Connection(state) => format!("· {}", format!("{state:?}").to_lowercase()),
            News::Closed(reason) => format!("· closed: {reason:?}"),
        })
    }

    fn event(&self, chat_id: &str, event: &Event) -> Option<String> {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let name = |names: &HashMap<String, String>, party: &Option<String>| match party {
            Some(party) if party.eq_ignore_ascii_case(chat_id) => "You".to_owned(),
            Some(party) => names.get(party).cloned().unwrap_or_else(|| "Contact centre".to_owned()),
            None => "Contact centre".to_owned(),
        };
        Some(match event {
            Event::ChatSessionPartyJoined { party_id, display_name, .. } => {
                let shown = display_name.clone().unwrap_or_else(|| "Someone".to_owned());
                names.extend(party_id.clone().map(|party| (party, shown.clone())));
                format!("→ {shown} joined")
            }
            Event::ChatSessionPartyLeft { party_id, .. } => format!("← {} left", name(&names, party_id)),
            Event::ChatSessionMessage { party_id, message_text, .. } => {
                format!("{}: {}", name(&names, party_id), message_text.as_str().to_owned())
            }
            Event::ChatSessionTyping { party_id, .. } => format!("… typing: {}", name(&names, party_id)),
            Event::ChatSessionStatus { state, estimated_wait_time, .. } => {
                let wait =
                    estimated_wait_time.map(|seconds| format!(", about {seconds} s to wait")).unwrap_or_default();
                format!("· the chat is {}{wait}", state.as_wire())
            }
            Event::ChatSessionCaseSet { case_id: Some(_), .. } => "· attached to a case".to_owned(),
            Event::ChatSessionCaseSet { .. } => "· detached from its case".to_owned(),
            Event::ChatSessionLocation { party_id, latitude, longitude, .. } => {
                let degrees = |value: &Option<f64>| value.map_or("?".to_owned(), |value| value.to_string());
                format!("{} is at {}, {}", name(&names, party_id), degrees(latitude), degrees(longitude))
            }
            Event::ChatSessionTimeoutWarning { message, .. } => format!("! {message}"),
            Event::ChatSessionInactivityTimeout { message, .. } => format!("! {message}"),
            Event::ChatSessionEnded => "· the contact centre ended the chat".to_owned(),
            Event::Unknown { name, .. } => format!("· {name}"),
            // Receipts are shown as the status of the message; the rest is our own doing.
            _ => return None,
        })
    }
}

/// Text from outside, without what would steer the terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

impl<F: Fn(News) + Send + Sync> ContactCenterEventsDelegating for Screen<F> {
    fn chat_session_events(&self, chat_id: String, origin: EventOrigin, events: Vec<Event>) {
        for event in events {
            self.show(&chat_id, News::Event(event), origin == EventOrigin::History);
        }
    }

    fn chat_session_failed(&self, chat_id: String, error: ContactCenterError) {
        self.show(&chat_id, News::Failed(error), false);
    }

    fn chat_session_closed(&self, chat_id: String, reason: ChatSessionCloseReason) {
        self.show(&chat_id, News::Closed(reason), false);
    }

    fn connection_state_changed(&self, chat_id: String, state: ConnectionState) {
        self.show(&chat_id, News::Connection(state), false);
    }

    fn message_status_changed(&self, chat_id: String, _: String, status: MessageStatus) {
        self.show(&chat_id, News::Status(status), false);
    }
}
