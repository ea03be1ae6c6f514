//! Several chats at once: two of one communicator, and many communicators.

use std::sync::{Arc, Mutex};

use contact_center_simulator::{Chat, Fault, Route, Simulator};

use super::*;

/// A delegate that remembers for which chat each call was.
#[derive(Default)]
struct Labels(Mutex<Vec<(String, Call)>>);

impl Labels {
    fn of(&self, chat_id: &str) -> Vec<Call> {
        let calls = self.0.lock().unwrap();
        calls.iter().filter(|(label, _)| label == chat_id).map(|(_, call)| call.clone()).collect()
    }

    fn wait_for_text(&self, chat_id: &str, text: &str) {
        let has_come = || events_of(&self.of(chat_id)).iter().any(|event| text_of(event) == Some(text));
        wait_until(&format!("{text} for its chat"), has_come);
    }

    fn note(&self, chat_id: String, call: Call) {
        self.0.lock().unwrap().push((chat_id, call));
    }
}

impl ContactCenterEventsDelegating for Labels {
    fn chat_session_events(&self, chat_id: String, origin: EventOrigin, events: Vec<ContactCenterEvent>) {
        self.note(chat_id, Call::Events(origin, events));
    }

    fn chat_session_failed(&self, chat_id: String, error: ContactCenterError) {
        self.note(chat_id, Call::Failed(error));
    }

    fn chat_session_closed(&self, chat_id: String, reason: ChatSessionCloseReason) {
        self.note(chat_id, Call::Closed(reason));
    }

    fn connection_state_changed(&self, chat_id: String, state: ConnectionState) {
        self.note(chat_id, Call::Connection(state));
    }

    fn own_message_added(&self, chat_id: String, message: ContactCenterEvent) {
        self.note(chat_id, Call::OwnMessage(message));
    }

    fn message_status_changed(&self, chat_id: String, message_id: String, status: MessageStatus) {
        self.note(chat_id, Call::Message(message_id, status));
    }
}

/// A communicator with two open chats. The first one has ended, and the answer that says so does not come: its poll hangs.
async fn two_chats(simulator: &Simulator) -> (Arc<ContactCenterCommunicator>, Arc<Labels>, [Chat; 2]) {
    let labels = Arc::new(Labels::default());
    let communicator = ContactCenterCommunicator::new(configuration(simulator), labels.clone()).unwrap();
    let (first_id, first) = open_chat(simulator, &communicator).await;
    first.say("one");
    labels.wait_for_text(&first_id, "one");
    assert!(first.wait_until_polled(PATIENCE));
    simulator.fault(Route::Poll, Fault::Stall { duration: 10 * PATIENCE });
    first.end();
    wait_until("the poll that takes the end", || first.queued_events().is_empty());
    let (second_id, second) = open_chat(simulator, &communicator).await;
    assert_ne!(second_id, first_id);
    (communicator, labels, [first, second])
}

/// Defects 5 and 42.
#[tokio::test(flavor = "multi_thread")]
async fn a_chat_whose_poll_hangs_delays_no_other_and_every_call_names_its_chat() {
    let simulator = simulator();
    let (communicator, labels, [first, second]) = two_chats(&simulator).await;
    second.say("two");
    labels.wait_for_text(second.id(), "two");
    let id = communicator.send_chat_message(second.id().to_owned(), "hi".into(), MessageFormat::Text).await.unwrap();
    wait_until("the status", || labels.of(second.id()).contains(&Call::Message(id.clone(), MessageStatus::Sent)));
    let texts = |chat: &Chat| -> Vec<String> {
        events_of(&labels.of(chat.id())).iter().filter_map(text_of).map(str::to_owned).collect()
    };
    assert_eq!((texts(&first), texts(&second)), (vec!["one".to_owned()], vec!["two".to_owned()]));
    let closed = |call: &Call| matches!(call, Call::Closed(_));
    assert!(!labels.of(first.id()).iter().any(closed), "its poll hangs still");
    let labelled = labels.of(first.id()).len() + labels.of(second.id()).len();
    assert_eq!(labels.0.lock().unwrap().len(), labelled, "no call was for another chat, or for none");
}

/// Defect 8.
#[tokio::test(flavor = "multi_thread")]
async fn the_late_end_of_one_chat_leaves_the_other_alone() {
    let simulator = simulator();
    let (communicator, labels, [first, second]) = two_chats(&simulator).await;
    // Both ask anew; of the first the server knows nothing any more.
    communicator.set_network_available(false);
    communicator.set_network_available(true);
    let lost = Call::Closed(ChatSessionCloseReason::Lost);
    wait_until("the end of the first", || labels.of(first.id()).contains(&lost));
    second.say("still here");
    labels.wait_for_text(second.id(), "still here");
    assert!(!labels.of(second.id()).iter().any(|call| matches!(call, Call::Closed(_) | Call::Failed(_))));
}

/// Defect 32.
#[tokio::test(flavor = "multi_thread")]
async fn communicators_that_send_at_the_same_time_never_mix_up_their_chats() {
    const MESSAGES: usize = 20;
    let simulator = Arc::new(simulator());
    let conversations: Vec<_> = ["ann", "bob", "cleo"]
        .map(|name| {
            let simulator = simulator.clone();
            tokio::spawn(async move {
                let settings = ContactCenterConfiguration { client_id: name.into(), ..configuration(&simulator) };
                let (communicator, seen) = communicator(settings);
                let (chat_id, agent) = open_chat(&simulator, &communicator).await;
                let expected: Vec<_> = (0..MESSAGES).map(|number| format!("{name} {number}")).collect();
                for text in &expected {
                    agent.say(text);
                    let format = MessageFormat::Text;
                    communicator.send_chat_message(chat_id.clone(), text.clone(), format).await.unwrap();
                }
                let sent = agent.wait_for_client_events("chat_session_message", MESSAGES, PATIENCE).expect("all");
                seen.wait_for_text(expected.last().unwrap());
                assert_eq!(sent.iter().map(|event| event["msg_text"].as_str().unwrap()).collect::<Vec<_>>(), expected);
                assert_eq!(texts(&seen), expected);
            })
        })
        .into();
    for conversation in conversations {
        conversation.await.unwrap();
    }
}
