//! Renders events as text for a terminal.

use std::{
    collections::HashMap,
    fmt::Display,
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};

use contact_center_core::{
    ChatSessionCloseReason, ConnectionState, ContactCenterError, ContactCenterEvent as Event,
    ContactCenterEventsDelegating, ContactCenterSignaling as Signaling, EventOrigin, JsonValue, MessageStatus,
};

/// Prints a line. A reader who went away ends the output, not the program.
pub(crate) fn print_line(line: impl Display) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

/// What the delegate was told, as a person or the demo wants to know it.
pub(crate) enum News {
    Event(Event),
    OwnMessage(Event),
    /// Of the message with that id.
    Status(String, MessageStatus),
    Failed(ContactCenterError),
    Connection(ConnectionState),
    Closed(ChatSessionCloseReason),
}

/// A delegate that writes everything down in words and passes it on.
pub(crate) struct Screen<F: Fn(News) + Send + Sync> {
    /// By the id of the party in small letters.
    names: Mutex<HashMap<String, String>>,
    /// Is called before the news is shown: a person may answer at once.
    note: Box<dyn Fn(&News) + Send + Sync>,
    /// Is called when the news was shown.
    pass_on: F,
}

impl<F: Fn(News) + Send + Sync> Screen<F> {
    pub(crate) fn new(pass_on: F) -> Arc<Self> {
        Self::noting(|_| (), pass_on)
    }

    pub(crate) fn noting(note: impl Fn(&News) + Send + Sync + 'static, pass_on: F) -> Arc<Self> {
        Arc::new(Self { names: Mutex::default(), note: Box::new(note), pass_on })
    }

    fn show(&self, chat_id: &str, news: News, from_history: bool) {
        (self.note)(&news);
        let mark = if from_history { "  (earlier) " } else { "  " };
        if let Some(words) = self.words(chat_id, &news) {
            print_line(format_args!("{mark}{}", printable(&words)));
        }
        (self.pass_on)(news);
    }

    fn words(&self, chat_id: &str, news: &News) -> Option<String> {
        Some(match news {
            News::Event(event) | News::OwnMessage(event) => return self.event(chat_id, event),
            News::Status(id, MessageStatus::Failed { error }) => {
                format!("· message {} not sent: {error}", number_of(id))
            }
            News::Status(_, MessageStatus::Pending | MessageStatus::Sending) => return None,
            News::Status(id, status) => {
                format!("· message {} {}", number_of(id), format!("{status:?}").to_lowercase())
            }
            News::Failed(error) => format!("! {error}"),
            News::Connection(state) => format!("· {}", format!("{state:?}").to_lowercase()),
            News::Closed(reason) => format!("· closed: {reason:?}"),
        })
    }

    /// Receipts are shown as the status of the message; an end of typing is not shown.
    fn event(&self, chat_id: &str, event: &Event) -> Option<String> {
        if let Event::ChatSessionPartyJoined { party_id: Some(party), display_name: Some(shown), .. } = event {
            let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
            names.insert(party.to_ascii_lowercase(), shown.clone());
        }
        let who = || self.name(chat_id, event.party_id());
        Some(match event {
            Event::ChatSessionPartyJoined { .. } => format!("→ {} joined", who()),
            Event::ChatSessionPartyLeft { .. } => format!("← {} left", who()),
            Event::ChatSessionMessage { message_text, .. } => format!("{}: {message_text}", who()),
            Event::ChatSessionMessageEdit { message_text, .. } => {
                format!("{} changed a message: {message_text}", who())
            }
            Event::ChatSessionMessageDelete { .. } => format!("{} took a message back", who()),
            Event::ChatSessionTyping { .. } => format!("… typing: {}", who()),
            Event::ChatSessionStatus { state, estimated_wait_time, .. } => {
                let wait =
                    estimated_wait_time.map(|seconds| format!(", about {seconds} s to wait")).unwrap_or_default();
                format!("· the chat is {}{wait}", state.as_wire())
            }
            Event::ChatSessionCaseSet { case_id: Some(_), .. } => "· attached to a case".to_owned(),
            Event::ChatSessionCaseSet { .. } => "· detached from its case".to_owned(),
            Event::ChatSessionInfo { service_name, .. } => format!("· the service is {}", known(service_name)),
            Event::ChatSessionFile { file_name, file_id, .. } => {
                format!("{} sent the file {} ({})", who(), known(file_name), known(file_id))
            }
            Event::ChatSessionFileUrl { file_name, file_url, .. } => {
                format!("{} sent the link {} ({})", who(), known(file_url), known(file_name))
            }
            Event::ChatSessionLocation { latitude, longitude, .. } => {
                format!("{} is at {}, {}", who(), known(latitude), known(longitude))
            }
            Event::ChatSessionNavigation { page, .. } => format!("{} looked at {}", who(), known(page)),
            Event::ChatSessionFormShow { form_name: Some(form), .. } => format!("? {} asks for the form {form}", who()),
            Event::ChatSessionFormShow { .. } => format!("? {} asks for an answer in text", who()),
            Event::ChatSessionSecureFormShow { form_id, .. } => {
                format!("? {} asks for the secure form {}", who(), known(form_id))
            }
            Event::ChatSessionFormData { data, .. } | Event::ChatSessionFormSubmit { data, .. } => {
                format!("{} filled in a form: {}", who(), data.as_ref().map_or("?", JsonValue::as_str))
            }
            Event::ChatSessionSecureFormData { .. } => format!("{} filled in a secure form", who()),
            Event::ChatFormDataCancel { .. } => format!("{} gave no answer to a form", who()),
            Event::ChatSessionSecureFormCancel { .. } => format!("{} gave up a secure form", who()),
            Event::ChatSessionCobrowsingRequested { .. } => format!("? {} asks to browse together", who()),
            Event::ChatSessionCobrowsingRejected { .. } => format!("{} would not browse together", who()),
            Event::ChatSessionCobrowsingStarted { cobrowsing_url, .. } => {
                format!("{} browses together at {}", who(), known(cobrowsing_url))
            }
            Event::ChatSessionCobrowsingEnded { .. } => format!("{} ended browsing together", who()),
            Event::ChatSessionSignaling { data, .. } => format!("{} {}", who(), of_a_call(data)),
            Event::ChatSessionTimeoutWarning { message_text, .. } => format!("! the chat will end: {message_text}"),
            Event::ChatSessionInactivityTimeout { message_text, .. } => {
                format!("! the chat was silent: {message_text}")
            }
            Event::ChatSessionDisconnect => "← You left".to_owned(),
            Event::ChatSessionEnd => "· You ended the chat".to_owned(),
            Event::ChatSessionEnded => "· the contact centre ended the chat".to_owned(),
            Event::Unknown { name, .. } => format!("· {name}"),
            Event::ChatSessionMessageDelivered { .. }
            | Event::ChatSessionMessageRead { .. }
            | Event::ChatSessionNotTyping { .. } => return None,
        })
    }

    /// Servers spell the id of a party now in capitals, now not.
    fn name(&self, chat_id: &str, party: Option<&str>) -> String {
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        match party {
            Some(party) if party.eq_ignore_ascii_case(chat_id) => "You".to_owned(),
            Some(party) => names.get(&party.to_ascii_lowercase()).map_or(CONTACT_CENTRE, String::as_str).to_owned(),
            None => CONTACT_CENTRE.to_owned(),
        }
    }
}

/// The number of a message in its chat, which is the end of its id.
fn number_of(message_id: &str) -> &str {
    message_id.rsplit(':').next().unwrap_or(message_id)
}

const CONTACT_CENTRE: &str = "Contact centre";

fn known(value: &Option<impl Display>) -> String {
    value.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string)
}

/// What a party says about a call, to go on from its name.
fn of_a_call(word: &Signaling) -> String {
    match word {
        Signaling::RequestCall { .. } => "wishes to be called".to_owned(),
        Signaling::OfferCall { .. } => "offers a call".to_owned(),
        Signaling::AnswerCall { .. } => "accepts the call".to_owned(),
        Signaling::IceCandidate { .. } => "says how to be reached".to_owned(),
        Signaling::EndCall => "ends the call".to_owned(),
        Signaling::CallRejected { reason, .. } => format!("declines the call: {}", known(reason)),
        Signaling::CallState { audio_enabled, video_enabled } => {
            format!("sends sound: {audio_enabled}, picture: {video_enabled}")
        }
        Signaling::RequestPhoneCall { number } => format!("wishes to be called at {number}"),
        Signaling::RequestSms { number } => format!("wishes to go on by text message to {number}"),
        Signaling::Other { raw } => format!("says about a call: {}", raw.as_str()),
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

    fn own_message_added(&self, chat_id: String, message: Event) {
        self.show(&chat_id, News::OwnMessage(message), false);
    }

    fn message_status_changed(&self, chat_id: String, message_id: String, status: MessageStatus) {
        self.show(&chat_id, News::Status(message_id, status), false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_party_has_its_name_however_its_id_is_spelled() {
        let screen = Screen::new(|_| {});
        let party = |id: &str| Some(id.to_owned());
        let joined = Event::ChatSessionPartyJoined {
            party_id: party("AB-1"),
            first_name: None,
            last_name: None,
            display_name: Some("Alex".to_owned()),
            r#type: None,
            timestamp_ms: None,
        };
        assert_eq!(screen.event("chat", &joined).expect("a line"), "→ Alex joined");
        for (id, name) in [("ab-1", "Alex"), ("AB-1", "Alex"), ("CHAT", "You"), ("else", CONTACT_CENTRE)] {
            let typing = Event::ChatSessionTyping { party_id: party(id), draft: None, timestamp_ms: None };
            assert_eq!(screen.event("chat", &typing).expect("a line"), format!("… typing: {name}"));
        }
    }

    #[test]
    fn a_warning_is_shown_as_plain_text() {
        let warning = Event::ChatSessionTimeoutWarning {
            message: "<b>Still there?</b>".to_owned(),
            message_text: "Still there?".to_owned(),
            timestamp_ms: None,
        };
        let line = Screen::new(|_| {}).event("chat", &warning).expect("a line");
        assert_eq!(line, "! the chat will end: Still there?");
    }

    #[test]
    fn files_forms_and_calls_are_shown() {
        let (message_id, party_id, timestamp_ms) = (None, Some("P".to_owned()), None);
        let text = |text: &str| Some(text.to_owned());
        for (event, line) in [
            (
                Event::ChatSessionFile {
                    message_id: message_id.clone(),
                    party_id: party_id.clone(),
                    file_id: text("f-1"),
                    file_name: text("a.pdf"),
                    file_type: None,
                    timestamp_ms,
                },
                "Contact centre sent the file a.pdf (f-1)",
            ),
            (
                Event::ChatSessionFormShow {
                    form_request_id: text("7"),
                    form_name: None,
                    form_timeout: None,
                    channel: None,
                    party_id: party_id.clone(),
                    timestamp_ms,
                },
                "? Contact centre asks for an answer in text",
            ),
            (
                Event::ChatSessionSignaling {
                    message_id,
                    party_id,
                    destination_party_id: None,
                    data: Signaling::RequestPhoneCall { number: "1".to_owned() },
                    timestamp_ms,
                },
                "Contact centre wishes to be called at 1",
            ),
        ] {
            assert_eq!(Screen::new(|_| {}).event("chat", &event).as_deref(), Some(line));
        }
    }
}
