//! The simulated server.
//!
//! The contact centre of the simulation, with its real weakness: one queue, no cursor, no acknowledgement. What an
//! answer has taken out of the queue is gone from it, whatever becomes of the answer.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use super::events;
use crate::{
    http::Failure,
    model::{ContactCenterError, ContactCenterEvent as Event},
    wire::ClientEvent,
};

pub(super) const HOLD: Duration = Duration::from_secs(15);

/// What may differ from server to server.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habits {
    /// Hands out queued events in the answer to a send.
    pub(super) answers_with_events: bool,
    /// Refuses several events in one request.
    pub(super) takes_one_at_a_time: bool,
    /// Does not hold a poll without events, but says at once that there are none (5511).
    pub(super) never_holds: bool,
    /// Stands behind a cache that now and then answers a poll with what the last one was answered with. What has no identity cannot
    /// be told from news then, so such a server has no such events.
    pub(super) is_cached: bool,
    /// Puts an event into its history first, and into its queue some time later.
    pub(super) queues_late: bool,
    /// Its history writes no time for some events, and another second for others.
    pub(super) rewrites_times: bool,
    /// All messages of no party have one id.
    pub(super) numbers_system_messages_alike: bool,
    /// A gateway before it refuses some messages for good.
    pub(super) has_size_limit: bool,
}

/// One session of the contact centre.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) chat_id: String,
    pub(super) habits: Habits,
    queue: Vec<Event>,
    /// What the history holds and the queue does not yet.
    late: VecDeque<Event>,
    /// Messages whose text was changed while the app was away: their ids and what they say now.
    pub(super) edited: BTreeMap<String, String>,
    /// Everything that happened, of both sides.
    pub(super) history: Vec<Event>,
    /// The request whose poll is held, and until when.
    held: Option<(u64, Duration)>,
    /// Every event of the client, as often and in the order as they came.
    pub(super) taken: Vec<ClientEvent>,
    /// How many of its messages the agent has read.
    read: usize,
    next_id: u32,
    pub(super) is_over: bool,
    /// Nothing of the app is answered any more but with a refusal.
    pub(super) has_shut_out: bool,
}

pub(super) type Answer = Result<Vec<Event>, Failure>;

impl Server {
    pub(super) fn new(chat_id: &str, habits: Habits) -> Self {
        Self {
            chat_id: chat_id.to_owned(),
            habits,
            queue: vec![],
            late: VecDeque::new(),
            edited: BTreeMap::new(),
            history: vec![],
            held: None,
            taken: vec![],
            read: 0,
            next_id: 0,
            is_over: false,
            has_shut_out: false,
        }
    }

    /// Something happens on the side of the contact centre, as `chance` has it. The poll that it answers, with its answer.
    pub(super) fn acts(&mut self, chance: u8, now: Duration) -> Option<(u64, Answer)> {
        let messages = self.messages();
        self.next_id += 2;
        let id = self.next_id;
        let kind = if self.habits.is_cached { [4, 6, 7, 11][usize::from(chance % 4)] } else { chance % 16 };
        let event = match kind {
            0 => events::left(now),
            1 => events::queued(),
            2 | 3 => events::typing(now),
            4 | 5 if self.read < messages.len() => {
                self.read += 1;
                events::read(&messages[self.read - 1], now)
            }
            6 => events::file(id, now),
            7 => events::place(id, now),
            8 => events::form(now),
            9 | 10 => events::edit(chance, now),
            11 if self.habits.numbers_system_messages_alike => events::system_message(id, now),
            11 => events::nobodys_message(id, now),
            _ => events::message(id, now),
        };
        self.happens(event)
    }

    /// The contact centre ends the session.
    pub(super) fn ends(&mut self) -> Option<(u64, Answer)> {
        self.is_over = true;
        self.queue.extend(self.late.drain(..));
        self.history.push(Event::ChatSessionEnded);
        self.queue.push(Event::ChatSessionEnded);
        self.answers_held_poll()
    }

    /// The event that waits longest comes into the queue.
    pub(super) fn queues(&mut self) -> Option<(u64, Answer)> {
        self.queue.push(self.late.pop_front()?);
        self.answers_held_poll()
    }

    /// A supervisor changes a message of the agent, and only the history shows it.
    pub(super) fn edits_silently(&mut self, chance: u8) {
        let is_the_agents = |event: &&mut Event| matches!(event, Event::ChatSessionMessage { party_id: Some(party), .. } if party == "P");
        let text = format!("changed {}", self.history.len());
        if let Some(Event::ChatSessionMessage { message_id: Some(id), message, message_text, .. }) =
            self.history.iter_mut().filter(is_the_agents).nth(usize::from(chance / 16))
        {
            (*message, *message_text) = (text.clone(), text.clone());
            self.edited.insert(id.clone(), text);
        }
    }

    /// The app was removed from the settings of the contact centre.
    pub(super) fn shuts_out(&mut self) -> Option<(u64, Answer)> {
        (self.is_over, self.has_shut_out) = (true, true);
        let (request, _) = self.held.take()?;
        Some((request, Err(self.nothing_more())))
    }

    /// What is answered when the session is over.
    fn nothing_more(&self) -> Failure {
        if self.has_shut_out { refusal("5006", 403) } else { refusal("5005", 404) }
    }

    fn happens(&mut self, event: Event) -> Option<(u64, Answer)> {
        self.history.push(event.clone());
        if self.habits.queues_late {
            self.late.push_back(event);
            return None;
        }
        self.queue.push(event);
        self.answers_held_poll()
    }

    fn answers_held_poll(&mut self) -> Option<(u64, Answer)> {
        let (request, _) = self.held.take()?;
        Some((request, self.hand_out()))
    }

    /// The ids of the client's messages, as often and in the order as they came.
    pub(super) fn messages(&self) -> Vec<String> {
        self.taken.iter().filter_map(|event| event.message_id().map(str::to_owned)).collect()
    }

    /// What the client's messages say, as often as they came.
    pub(super) fn taken_texts(&self) -> Vec<String> {
        let text = |event: &ClientEvent| match event {
            ClientEvent::ChatSessionMessage { msg, .. } => Some(msg.clone()),
            _ => None,
        };
        self.taken.iter().filter_map(text).collect()
    }

    /// A poll comes in. None where it is held.
    pub(super) fn poll(&mut self, request: u64, now: Duration) -> Option<Answer> {
        if self.has_shut_out {
            return Some(Err(self.nothing_more()));
        }
        if self.held.is_some() {
            return Some(Err(refusal("5509", 429)));
        }
        if !self.queue.is_empty() || (self.habits.never_holds && !self.is_over) {
            return Some(self.hand_out());
        }
        if self.is_over {
            return Some(Err(self.nothing_more()));
        }
        self.held = Some((request, now + HOLD));
        None
    }

    /// The poll that was held until now, with its empty answer.
    pub(super) fn release(&mut self, now: Duration) -> Option<(u64, Answer)> {
        let (request, _) = self.held.take_if(|(_, until)| *until <= now)?;
        Some((request, self.hand_out()))
    }

    /// The server notices that the client has abandoned a held poll.
    pub(super) fn notices_that_it_left(&mut self, request: u64) {
        self.held.take_if(|(held, _)| *held == request);
    }

    /// It is started anew: sessions survive, connections do not. The request that is cut off.
    pub(super) fn restarts(&mut self) -> Option<u64> {
        self.held.take().map(|(request, _)| request)
    }

    pub(super) fn send(&mut self, events: &[ClientEvent], now: Duration) -> Answer {
        if self.is_over {
            return Err(self.nothing_more());
        }
        if self.habits.takes_one_at_a_time && events.len() > 1 {
            return Err(refusal("5003", 400));
        }
        if events.iter().any(events::is_indigestible) {
            return Err(refusal("5500", 500));
        }
        for event in events {
            self.history.extend(events::as_history_shows(event, &self.chat_id, now));
            self.taken.push(event.clone());
            self.is_over |= *event == ClientEvent::ChatSessionEnd;
        }
        Ok(if self.habits.answers_with_events { std::mem::take(&mut self.queue) } else { vec![] })
    }

    pub(super) fn history(&self) -> Answer {
        if self.is_over {
            return Err(self.nothing_more());
        }
        let rewritten = |event: &Event| match self.habits.rewrites_times {
            true => events::with_another_time(event),
            false => event.clone(),
        };
        Ok(self.history.iter().map(|event| events::given_to_the_customer(&rewritten(event), &self.chat_id)).collect())
    }

    fn hand_out(&mut self) -> Answer {
        Ok(std::mem::take(&mut self.queue))
    }
}

pub(super) fn refusal(code: &str, status: i32) -> Failure {
    ContactCenterError::from_server(code.to_owned(), String::new(), status).into()
}
