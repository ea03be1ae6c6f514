//! Lines of JSON: calls on standard input, answers and callbacks on standard output, one object a line.
//!
//! Calls are begun in the order of their lines and answered as they end. The end of input waits for the
//! calls that are under way and, for a while, for messages that wait to be sent; then it shuts the SDK down and ends
//! with status 0.

use std::{
    collections::HashSet,
    future::Future,
    io::{self, Write},
    rc::Rc,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use contact_center_core::{
    ChatSessionCloseReason, ConnectionState, ContactCenterCommunicator, ContactCenterError, ContactCenterEvent,
    ContactCenterEventsDelegating, EventOrigin, MessageStatus,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json, value::RawValue};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    sync::Notify,
    task::{JoinSet, LocalSet, spawn_local},
    time::timeout,
};

use crate::call::Call;

pub(crate) async fn run(
    make: impl FnOnce(Arc<dyn ContactCenterEventsDelegating>) -> Result<Arc<ContactCenterCommunicator>, String>,
    app_bundle_id: String,
) -> Result<(), String> {
    let messages = Arc::new(Messages::default());
    let communicator = make(Arc::new(Callbacks { messages: messages.clone() }))?;
    let app_bundle_id: Rc<str> = app_bundle_id.into();
    let mut input = BufReader::new(tokio::io::stdin());
    let local = LocalSet::new();
    let read = local.run_until(async {
        let mut calls = JoinSet::new();
        // As bytes: one line that is not UTF-8 is one call that cannot be made.
        let mut line = Vec::new();
        while input.read_until(b'\n', &mut line).await.map_err(|error| format!("standard input: {error}"))? > 0 {
            let line = std::mem::take(&mut line);
            if line.trim_ascii().is_empty() {
                continue;
            }
            let (communicator, app_bundle_id, messages) =
                (communicator.clone(), app_bundle_id.clone(), messages.clone());
            calls.spawn_local(async move { answer(&line, communicator, app_bundle_id, &messages).await });
            while calls.try_join_next().is_some() {}
        }
        while calls.join_next().await.is_some() {}
        // What is left when time is up is in the store, where there is one.
        let _ = timeout(LAST_WORDS, messages.all_settled()).await;
        Ok(())
    });
    let result = read.await;
    communicator.shutdown();
    result
}

/// The answer to a line: what its call came to, or why it failed.
#[derive(Serialize)]
struct Answer {
    id: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    ok: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ContactCenterError>,
}

async fn answer(
    line: &[u8],
    communicator: Arc<ContactCenterCommunicator>,
    app_bundle_id: Rc<str>,
    messages: &Messages,
) {
    #[derive(Deserialize)]
    struct Line {
        #[serde(default)]
        id: Value,
        #[serde(default)]
        call: Option<String>,
        #[serde(default)]
        args: Map<String, Value>,
    }
    // An array would be read as the members in their order.
    let read = serde_json::from_slice(line).and_then(|line| serde_json::from_value::<Line>(Value::Object(line)));
    let (id, result) = match read {
        Err(error) => (Value::Null, Err(invalid("line", format!("is no call: {error}")))),
        Ok(Line { id, call: None, .. }) => (id, Err(invalid("call", "is missing".to_owned()))),
        Ok(Line { id, call: Some(call), args }) => {
            match serde_json::from_value::<Call>(json!({ "call": call, "args": args })) {
                Err(error) => (id, Err(invalid("call", format!("{call} cannot be made: {error}")))),
                Ok(call) => {
                    let (is_message, discarded) = (call.hands_over_a_message(), call.discarded_message());
                    let result = outcome(async move { call.make(&communicator, &app_bundle_id).await }).await;
                    match (&result, discarded) {
                        (Ok(ok), None) if is_message => {
                            serde_json::from_str(ok.get()).into_iter().for_each(|id| messages.handed_over(id));
                        }
                        (Ok(_), Some(message_id)) => messages.is_settled(message_id),
                        _ => {}
                    }
                    (id, result)
                }
            }
        }
    };
    let (ok, error) = match result {
        Ok(ok) => (Some(ok), None),
        Err(error) => (None, Some(error)),
    };
    print_line(&Answer { id, ok, error });
}

/// What a call comes to. A program waits for an answer to every call, also to one that panics.
async fn outcome<T: 'static>(
    call: impl Future<Output = Result<T, ContactCenterError>> + 'static,
) -> Result<T, ContactCenterError> {
    let panicked = |_| Err(ContactCenterError::Internal { reason: "the call panicked".to_owned() });
    spawn_local(call).await.unwrap_or_else(panicked)
}

fn invalid(argument: &str, reason: String) -> ContactCenterError {
    ContactCenterError::InvalidArgument { argument: argument.to_owned(), reason }
}

/// A reader who went away ends the output, not the program: standard input says when to stop.
fn print_line(value: &impl Serialize) {
    let line = line(value);
    let mut out = io::stdout().lock();
    let _ = out.write_all(&line).and_then(|()| out.flush());
}

/// One line, whatever is in it: what a server sent is passed on as it stands, with the server's own line breaks between
/// its members. Nowhere else does JSON have any.
fn line(value: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).expect("the model serialises");
    line.iter_mut().filter(|byte| matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
    line.push(b'\n');
    line
}

/// How long the end of input waits for messages that are not sent yet.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// Which messages are still on their way.
#[derive(Default)]
struct Messages {
    /// Handed over, and settled: sent, failed, or taken back.
    ids: Mutex<(HashSet<String>, HashSet<String>)>,
    changed: Notify,
}

impl Messages {
    fn handed_over(&self, message_id: String) {
        self.lock().0.insert(message_id);
    }

    fn has_status(&self, message_id: &str, status: &MessageStatus) {
        if !matches!(status, MessageStatus::Pending | MessageStatus::Sending) {
            self.is_settled(message_id.to_owned());
        }
    }

    fn is_settled(&self, message_id: String) {
        self.lock().1.insert(message_id);
        self.changed.notify_one();
    }

    async fn all_settled(&self) {
        loop {
            let all = {
                let ids = self.lock();
                ids.0.is_subset(&ids.1)
            };
            if all {
                return;
            }
            self.changed.notified().await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, (HashSet<String>, HashSet<String>)> {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Prints every callback.
struct Callbacks {
    messages: Arc<Messages>,
}

#[derive(Serialize)]
#[serde(tag = "callback", rename_all = "snake_case")]
enum Callback {
    ChatSessionEvents {
        chat_id: String,
        origin: EventOrigin,
        events: Vec<ContactCenterEvent>,
    },
    ChatSessionFailed {
        chat_id: String,
        error: ContactCenterError,
    },
    ChatSessionClosed {
        chat_id: String,
        reason: ChatSessionCloseReason,
    },
    ConnectionStateChanged {
        chat_id: String,
        state: ConnectionState,
    },
    OwnMessageAdded {
        chat_id: String,
        message: ContactCenterEvent,
    },
    MessageStatusChanged {
        chat_id: String,
        message_id: String,
        #[serde(flatten)]
        status: MessageStatus,
    },
}

impl ContactCenterEventsDelegating for Callbacks {
    fn chat_session_events(&self, chat_id: String, origin: EventOrigin, events: Vec<ContactCenterEvent>) {
        print_line(&Callback::ChatSessionEvents { chat_id, origin, events });
    }

    fn chat_session_failed(&self, chat_id: String, error: ContactCenterError) {
        print_line(&Callback::ChatSessionFailed { chat_id, error });
    }

    fn chat_session_closed(&self, chat_id: String, reason: ChatSessionCloseReason) {
        print_line(&Callback::ChatSessionClosed { chat_id, reason });
    }

    fn connection_state_changed(&self, chat_id: String, state: ConnectionState) {
        print_line(&Callback::ConnectionStateChanged { chat_id, state });
    }

    fn own_message_added(&self, chat_id: String, message: ContactCenterEvent) {
        print_line(&Callback::OwnMessageAdded { chat_id, message });
    }

    fn message_status_changed(&self, chat_id: String, message_id: String, status: MessageStatus) {
        self.messages.has_status(&message_id, &status);
        print_line(&Callback::MessageStatusChanged { chat_id, message_id, status });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "current_thread")]
    async fn a_call_that_panics_comes_to_an_error() {
        let result = LocalSet::new().run_until(outcome::<()>(async { panic!("on purpose") })).await;
        let error = result.expect_err("a panic");
        assert!(matches!(error, ContactCenterError::Internal { .. }), "{error}");
    }

    #[test]
    fn a_line_is_one_line() {
        let raw = RawValue::from_string("{\r\n\"a\":\n1e999}".to_owned()).expect("JSON");
        assert_eq!(line(&raw), b"{  \"a\": 1e999}\n");
    }
}
