//! The contact centre of the simulation, with its real weakness: one queue, no cursor, no acknowledgement. What an
//! answer has taken out of the queue is gone from it, whatever becomes of the answer.

use std::time::Duration;

use crate::{
    http::Failure,
    model::{ContactCenterChatSessionState, ContactCenterError, ContactCenterEvent as Event, Timestamp},
    wire::ClientEvent,
};

pub(super) const CHAT: &str = "c";
pub(super) const HOLD: Duration = Duration::from_secs(15);

/// What may differ from server to server.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habits {
    /// Hands out queued events in the answer to a send.
    pub(super) answers_with_events: bool,
    /// Refuses several events in one request.
    pub(super) takes_one_at_a_time: bool,
}

#[derive(Debug)]
pub(super) struct Server {
    pub(super) habits: Habits,
    queue: Vec<Event>,
    /// Everything that happened, of both sides.
    pub(super) history: Vec<Event>,
    /// The request whose poll is held, and until when.
    held: Option<(u64, Duration)>,
    /// The ids of the client's messages, as often and in the order as they came.
    pub(super) messages: Vec<String>,
    /// How many of them the agent has read.
    read: usize,
    next_id: u32,
    pub(super) is_over: bool,
}

pub(super) type Answer = Result<Vec<Event>, Failure>;

impl Server {
    pub(super) fn new(habits: Habits) -> Self {
        Self {
            habits,
            queue: vec![],
            history: vec![],
            held: None,
            messages: vec![],
            read: 0,
            next_id: 0,
            is_over: false,
        }
    }

    /// Something happens on the side of the contact centre. The poll that it answers, with its answer.
    pub(super) fn happens(&mut self, event: Event) -> Option<(u64, Answer)> {
        self.is_over |= event == Event::ChatSessionEnded;
        self.history.push(event.clone());
        self.queue.push(event);
        let (request, _) = self.held.take()?;
        Some((request, self.hand_out()))
    }

    pub(super) fn says(&mut self, now: Duration) -> Event {
        self.next_id += 2;
        Event::ChatSessionMessage {
            message_id: Some(self.next_id.to_string()),
            party_id: Some("P".into()),
            message: "hi".into(),
            message_text: "hi".into(),
            directive_id: None,
            channel: None,
            attachments: vec![],
            timestamp_ms: Some(second(now)),
        }
    }

    pub(super) fn leaves(now: Duration) -> Event {
        Event::ChatSessionPartyLeft { party_id: Some("P".into()), r#type: None, timestamp_ms: Some(second(now)) }
    }

    pub(super) fn types(now: Duration) -> Event {
        Event::ChatSessionTyping { party_id: Some("P".into()), draft: None, timestamp_ms: Some(second(now)) }
    }

    /// Without a timestamp, so that many of them are alike.
    pub(super) fn queued() -> Event {
        Event::ChatSessionStatus { state: ContactCenterChatSessionState::Queued, estimated_wait_time: None }
    }

    pub(super) fn has_unread(&self) -> bool {
        self.read < self.messages.len()
    }

    /// The agent reads the client's next message.
    pub(super) fn reads(&mut self, now: Duration) -> Event {
        self.read += 1;
        Event::ChatSessionMessageRead {
            message_id: Some(self.messages[self.read - 1].clone()),
            party_id: Some("P".into()),
            timestamp_ms: Some(second(now)),
        }
    }

    /// A poll comes in. None where it is held.
    pub(super) fn poll(&mut self, request: u64, now: Duration) -> Option<Answer> {
        if self.held.is_some() {
            return Some(Err(refusal("5509", 429)));
        }
        if !self.queue.is_empty() {
            return Some(self.hand_out());
        }
        if self.is_over {
            return Some(Err(refusal("5005", 404)));
        }
        self.held = Some((request, now + HOLD));
        None
    }

    /// The poll that was held until now, with its empty answer.
    pub(super) fn release(&mut self, now: Duration) -> Option<(u64, Answer)> {
        let (request, _) = self.held.take_if(|(_, until)| *until <= now)?;
        Some((request, self.hand_out()))
    }

    /// The server finds out that nobody waits for a held poll any more.
    pub(super) fn notices_that_it_left(&mut self, request: u64) {
        self.held.take_if(|(held, _)| *held == request);
    }

    /// It is started anew: sessions survive, connections do not.
    pub(super) fn restarts(&mut self) {
        self.held = None;
    }

    pub(super) fn send(&mut self, events: &[ClientEvent], now: Duration) -> Answer {
        if self.is_over {
            return Err(refusal("5005", 404));
        }
        if self.habits.takes_one_at_a_time && events.len() > 1 {
            return Err(refusal("5003", 400));
        }
        for event in events {
            if let ClientEvent::ChatSessionMessage { msg, msg_id, .. } = event {
                self.messages.push(msg_id.clone());
                self.history.push(Event::ChatSessionMessage {
                    message_id: Some(msg_id.clone()),
                    party_id: Some(CHAT.into()),
                    message: msg.clone(),
                    message_text: "hi".into(),
                    directive_id: None,
                    channel: None,
                    attachments: vec![],
                    timestamp_ms: Some(second(now)),
                });
            }
        }
        Ok(if self.habits.answers_with_events { std::mem::take(&mut self.queue) } else { vec![] })
    }

    pub(super) fn history(&self) -> Answer {
        if self.is_over { Err(refusal("5005", 404)) } else { Ok(self.history.clone()) }
    }

    fn hand_out(&mut self) -> Answer {
        Ok(std::mem::take(&mut self.queue))
    }
}

fn second(now: Duration) -> Timestamp {
    Timestamp(1_600_000_000_000 + now.as_secs() as i64 * 1000)
}

pub(super) fn refusal(code: &str, status: i32) -> Failure {
    ContactCenterError::from_server(code.to_owned(), String::new(), status).into()
}
