//! The simulated app: its calls, kills and restarts, and the requests of its machines.

use std::{collections::BTreeMap, time::Duration};

use super::{
    device::{Disk, Told},
    events,
    network::Request,
    second_thoughts::SecondThoughts,
    server::{Habits, Server},
    world::{Happening, Which, World},
};
use crate::{
    model::{Delivery, MessageStatus},
    session::{
        engine::Engine,
        machine::{Change, Effect, Input, Manners, Outgoing, Ticket},
        trace::{ChatTrace, Moment},
    },
    wire::ClientEvent,
};

/// One chat: both ends of it.
pub(super) struct Line {
    pub(super) server: Server,
    /// None while the app is dead, and when the chat is closed.
    pub(super) engine: Option<Engine>,
    /// What becomes of it on record.
    record: Option<ChatTrace>,
    pub(super) disk: Disk,
    pub(super) told: Told,
    /// Requests that this run of the app waits for.
    pub(super) poll: Option<u64>,
    pub(super) history: Option<u64>,
    pub(super) send: Option<u64>,
    /// Histories that pushes in the background may ask for.
    pub(super) looks: u32,
    /// The ids of the app's messages, in the order of its calls.
    pub(super) handed_over: Vec<String>,
    /// What the last poll was answered with.
    pub(super) last_answer: Vec<crate::model::ContactCenterEvent>,
    pub(super) thoughts: SecondThoughts,
    /// Whether the server has ever refused a history for now: then what polls bring may overtake it.
    pub(super) histories_put_off: bool,
    /// How often the requests with each message have failed.
    pub(super) failed_sends: BTreeMap<String, u32>,
    pub(super) has_had_something_indigestible: bool,
    pub(super) ended_in_chaos: bool,
}

impl Line {
    pub(super) fn new(chat_id: &str, habits: Habits) -> Self {
        Self {
            server: Server::new(chat_id, habits),
            engine: None,
            record: None,
            disk: Disk::default(),
            told: Told::default(),
            poll: None,
            history: None,
            send: None,
            looks: 0,
            handed_over: Vec::new(),
            last_answer: Vec::new(),
            thoughts: SecondThoughts::default(),
            histories_put_off: false,
            failed_sends: BTreeMap::new(),
            has_had_something_indigestible: false,
            ended_in_chaos: false,
        }
    }
}

impl World {
    pub(super) fn app_acts(&mut self) {
        let line = self.random.usize(..self.lines.len());
        match self.random.u8(0..20) {
            0 if self.is_chaos() => self.dies(),
            1 | 2 if self.is_chaos() => self.comes_and_goes(!self.on_screen),
            3 => {
                self.lines[line].looks += u32::from(!self.on_screen);
                self.call_with(line, |ticket| Input::Push { ticket });
            }
            4 if self.is_chaos() && !self.lines[line].has_had_something_indigestible => {
                self.lines[line].has_had_something_indigestible = true;
                self.call(line, events::indigestible());
            }
            5 => self.app_has_second_thoughts(line),
            _ => {
                let chance = self.random.u8(..);
                self.call(line, events::outgoing(chance, self.calls));
            }
        }
        if self.is_chaos() {
            let pause = if self.random.u8(..) < 80 { Duration::from_millis(10) } else { self.seconds(1, 15) };
            self.plan(pause, Happening::AppActs);
        } else {
            self.comes_and_goes(true);
        }
    }

    fn comes_and_goes(&mut self, on_screen: bool) {
        self.on_screen = on_screen;
        self.note(|_| format!("on screen: {on_screen}"));
        for line in 0..self.lines.len() {
            self.input(line, Input::Foreground(on_screen));
            self.lines[line].looks = 0;
        }
    }

    fn call(&mut self, line: Which, what: Outgoing) {
        self.call_with(line, |ticket| Input::Send { ticket, what });
    }

    pub(super) fn call_with(&mut self, line: Which, input: impl FnOnce(Ticket) -> Input) {
        if self.lines[line].engine.is_some() {
            let ticket = Ticket(self.calls.into());
            self.calls += 1;
            self.lines[line].told.calls.insert(ticket.0);
            self.input(line, input(ticket));
        }
    }

    pub(super) fn end_chat(&mut self, line: Which) {
        self.note(|_| "the app ends the chat".to_owned());
        self.call(line, Outgoing::Once(ClientEvent::ChatSessionEnd));
    }

    fn dies(&mut self) {
        if !std::mem::replace(&mut self.is_running, false) {
            return;
        }
        self.note(|_| "the app is killed".to_owned());
        for line in 0..self.lines.len() {
            let chat = &mut self.lines[line];
            chat.engine = None;
            self.stops_waiting(line, true);
        }
        // No sooner than what was on its way has arrived: a message that is still travelling cannot be told from a lost one.
        let later = self.seconds(1, 30);
        self.plan(later, Happening::AppStarts);
    }

    pub(super) fn starts(&mut self, again: bool) {
        if std::mem::replace(&mut self.is_running, true) {
            return;
        }
        self.note(|_| "the app starts".to_owned());
        self.tally.runs += 1;
        self.on_screen = !self.is_chaos() || self.random.u8(..) < 200;
        for line in 0..self.lines.len() {
            let chat = &mut self.lines[line];
            chat.told.forget();
            chat.looks = 0;
            // Of a session that is over the server gives another. And the app may die while it starts.
            if chat.server.is_over || !self.is_running {
                continue;
            }
            let manners = Manners {
                backoff_initial: Duration::from_secs(1),
                backoff_max: Duration::from_secs(30),
                lifetime: self.lifetime,
                confirms_delivery: self.random.bool(),
                interception_timeout: Duration::from_secs(300),
                has_store: true,
            };
            let now = self.start + self.now;
            let restored = chat.disk.restore(self.now);
            let (online, foreground, seed) = (!self.says_offline, self.on_screen, self.random.u64(..));
            let mut record = ChatTrace::new(self.recorder.clone(), &chat.server.chat_id);
            record.opens(now, again, &restored, &manners, seed);
            let mut engine = Engine::new(now, &chat.server.chat_id, again, restored, manners, seed);
            let step = record.begins(now, &Moment::Start { online, foreground });
            let effects = engine.start(now, online, foreground);
            step.ends(&effects);
            chat.engine = Some(engine);
            chat.record = Some(record);
            self.carry_out(line, effects);
        }
    }

    pub(super) fn input(&mut self, line: Which, input: Input) {
        let now = self.start + self.now;
        // A session that is about to end would end without its last words.
        let may_panic = self.may_panic && self.is_chaos() && !self.lines[line].server.is_over;
        let panics = may_panic && self.random.u16(..) < 500;
        let Line { engine, record, looks, .. } = &mut self.lines[line];
        if let (Some(engine), Some(record)) = (engine, record) {
            if panics && engine.has_defects_left() {
                engine.panic_next();
                self.tally.panics += 1;
            }
            let step = record.begins(now, &Moment::Input(&input));
            let is_look = !self.on_screen && matches!(input, Input::HistoryRead(_));
            let effects = engine.handle(now, input);
            step.ends(&effects);
            // What a look has found is lost with a machine that panics, and looked for again.
            *looks += u32::from(is_look && effects.contains(&Effect::StopReceiving));
            self.carry_out(line, effects);
        }
    }

    fn carry_out(&mut self, line: Which, effects: Vec<Effect>) {
        let chat = &mut self.lines[line];
        for effect in &effects {
            if let Effect::Persist(change) = effect {
                chat.disk.keep(change, self.now);
                // From here on the message is on its way, whether or not the app lives to be told its id.
                if let Change::Waits { message_id, .. } = change {
                    chat.handed_over.push(message_id.clone());
                }
            }
        }
        // The process may die between what is kept and what follows from it.
        if self.is_chaos() && effects.len() > 1 && self.random.u16(..) < 60 {
            return self.dies();
        }
        for effect in effects {
            self.carry_out_one(line, effect);
        }
        if let Some(at) = self.lines[line].engine.as_ref().and_then(Engine::wake_at) {
            assert!(self.on_screen, "a timer in the background");
            let pause = at.saturating_duration_since(self.start + self.now);
            self.plan(pause, Happening::Wakes(line));
        }
    }

    fn carry_out_one(&mut self, line: Which, effect: Effect) {
        match effect {
            Effect::Poll => {
                let id = self.request(line, Request::Poll);
                assert_eq!(self.lines[line].poll.replace(id), None, "a second poll");
            }
            Effect::FetchHistory => {
                let id = self.request(line, Request::History);
                assert_eq!(self.lines[line].history.replace(id), None, "a second history");
            }
            Effect::Send(events) => {
                let id = self.request(line, Request::Send(events));
                assert_eq!(self.lines[line].send.replace(id), None, "a second send");
            }
            Effect::StopReceiving => {
                let chat = &mut self.lines[line];
                chat.looks += u32::from(!self.on_screen && chat.history.is_some());
                self.stops_waiting(line, false);
            }
            Effect::Persist(_) => {}
            Effect::Settle { ticket, outcome } => {
                self.note(|_| format!("answered: {ticket:?} {outcome:?}"));
                self.lines[line].told.settle(ticket, &outcome);
                self.second_thoughts_are_answered(line, ticket, &outcome);
            }
            Effect::Deliver(delivery) => {
                self.note(|_| format!("told: {}", serde_json::to_string(&delivery).unwrap_or_default()));
                match &delivery {
                    Delivery::Message { message_id, status: MessageStatus::Pending } => self.waits(line, message_id),
                    Delivery::Message { message_id, status: MessageStatus::Failed { .. } } => {
                        self.is_given_up(line, message_id);
                    }
                    _ => {}
                }
                self.lines[line].told.note(delivery);
            }
            Effect::Stop => self.lines[line].engine = None,
        }
    }

    /// The server notices sooner or later that the client has abandoned a held poll.
    fn stops_waiting(&mut self, line: Which, for_sends_too: bool) {
        let chat = &mut self.lines[line];
        let send = if for_sends_too { chat.send.take() } else { None };
        for id in [chat.poll.take(), chat.history.take(), send].into_iter().flatten() {
            let later = self.seconds(0, 20);
            self.plan(later, Happening::ServerNoticesThatItLeft(line, id));
        }
    }
}
