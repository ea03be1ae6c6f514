//! The simulated network: faults of requests and answers.

use std::time::Duration;

use super::{
    events,
    server::{Answer, HOLD, refusal},
    world::{Happening, Which, World},
};
use crate::{
    http::Failure,
    model::{ContactCenterError, FailureClass, TlsFailure},
    session::machine::Input,
    wire::ClientEvent,
};

/// How long the device waits for an answer, and for a connection.
const PATIENCE: Duration = Duration::from_secs(30);
const PATIENCE_WHILE_CONNECTING: Duration = Duration::from_secs(20);

#[derive(Debug, Clone)]
pub(super) enum Request {
    Poll,
    History,
    Send(Vec<ClientEvent>),
}

/// What becomes of every request for a while.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Weather {
    Fine,
    /// The device has no network.
    NoNetwork,
    /// The connection is refused.
    Refused,
    /// A captive portal answers, with a certificate that is not trusted.
    Portal,
    /// No answer comes, not even a refusal.
    BlackHole,
    /// A gateway answers instead of the server.
    ServerDown,
    /// The server wants to be left alone.
    Busy,
    /// It wants so where histories are concerned.
    LimitsHistories,
    /// A gateway or a firewall answers in the server's place that nothing is there, or that the app is not let in.
    Intercepted(i32),
    /// A proxy ends each poll after so many seconds, with a status of its own or with the connection.
    EndsPolls(u64, Option<i32>),
}

impl World {
    pub(super) fn weather_turns(&mut self) {
        let before = self.weather;
        self.weather = match self.random.u8(0..12) {
            _ if before != Weather::Fine || !self.is_chaos() => Weather::Fine,
            0 => Weather::Refused,
            1 => Weather::BlackHole,
            2 => Weather::ServerDown,
            3 => Weather::Busy,
            4 => return self.server_restarts(),
            5 => Weather::Portal,
            6 => Weather::LimitsHistories,
            7 => Weather::Intercepted(*self.random.choice(&[401, 403, 404]).unwrap_or(&403)),
            8 => {
                let status = self.random.bool().then_some(504);
                Weather::EndsPolls(self.random.u64(0..12), status)
            }
            _ => Weather::NoNetwork,
        };
        self.note(|world| format!("the weather: {:?}", world.weather));
        self.tally.faults += usize::from(self.weather != Weather::Fine);
        if self.weather == Weather::NoNetwork {
            for line in 0..self.lines.len() {
                self.lines[line].server.restarts();
            }
        }
        // The platform notices, mostly; and says that there is a network more often than that there is none.
        let is_told = self.random.u8(..) < 200;
        let available = match (before, self.weather) {
            (_, Weather::NoNetwork) if is_told => Some(false),
            (Weather::NoNetwork, _) => Some(true),
            (_, Weather::Fine) if !is_told => Some(true),
            _ => None,
        };
        if let Some(available) = available {
            self.says_offline = !available;
            for line in 0..self.lines.len() {
                self.input(line, Input::NetworkAvailable(available));
            }
        }
        if self.is_chaos() {
            let pause = if self.weather == Weather::Fine { self.seconds(5, 120) } else { self.seconds(1, 90) };
            self.plan(pause, Happening::WeatherTurns);
        } else if self.weather != Weather::Fine {
            self.plan(Duration::ZERO, Happening::WeatherTurns);
        }
    }

    /// It is back at once, but every connection has ended.
    fn server_restarts(&mut self) {
        self.note(|_| "the server restarts".to_owned());
        self.tally.faults += 1;
        for line in 0..self.lines.len() {
            if let Some(id) = self.lines[line].server.restarts() {
                let back = self.millis(5, 300);
                self.plan(back, Happening::Answered(line, id, Request::Poll, Err(broken().into())));
            }
        }
        let pause = self.seconds(5, 120);
        self.plan(pause, Happening::WeatherTurns);
    }

    /// Sends a request on its way, and gives its number.
    pub(super) fn request(&mut self, line: Which, request: Request) -> u64 {
        self.tally.requests += 1;
        self.note(|world| format!("request {} of {}: {request:?}", world.next(), world.lines[line].server.chat_id));
        assert!(!self.says_offline, "{request:?} without a network");
        if !self.on_screen {
            assert!(matches!(request, Request::History), "{request:?} in the background");
            let looks = &mut self.lines[line].looks;
            *looks = looks.checked_sub(1).expect("a look without a push");
        }
        let spent = self.now.as_secs() as usize + 10;
        assert!(self.tally.requests <= 10 * spent * self.lines.len(), "a hot loop");
        let there = self.millis(5, 300);
        let luck = if self.is_chaos() { self.random.u8(..) } else { u8::MAX };
        let (after, answer) = match (self.weather, luck) {
            (Weather::NoNetwork | Weather::Refused, _) => (there, failure(broken(), false)),
            (Weather::Portal, _) => (there, failure(distrusted(), false)),
            (Weather::BlackHole, _) => {
                let error = ContactCenterError::Timeout { reason: "while connecting".into() };
                (PATIENCE_WHILE_CONNECTING, failure(error, false))
            }
            (Weather::ServerDown, 0..128) => (there, failure(page(503), true)),
            (Weather::ServerDown, _) => (there, Err(refusal("5500", 500))),
            (Weather::Busy, _) => (there, busy(self.random.u64(5..40))),
            (Weather::LimitsHistories, _) if matches!(request, Request::History) => {
                (there, busy(self.random.u64(0..40)))
            }
            (Weather::Intercepted(status), _) => (there, failure(page(status), true)),
            (Weather::EndsPolls(seconds, status), _) if matches!(request, Request::Poll) => {
                let ends = Duration::from_secs(seconds).max(there);
                return self.gives_up(line, there, ends, request, status.map_or_else(broken, page));
            }
            _ if self.is_too_large(line, &request) => (there, failure(page(413), true)),
            (Weather::EndsPolls(..) | Weather::LimitsHistories, _) if luck < 48 => {
                return self.passes(line, there, request);
            }
            // There is no server; or the request is lost before it is read.
            (Weather::Fine, 0..6) => (there, failure(broken(), false)),
            (Weather::Fine, 6..12) => (there, failure(broken(), true)),
            (Weather::Fine, 12..18) => (there, failure(page(502), true)),
            (Weather::Fine, 18..22) => (there, Err(refusal("5500", 500))),
            (Weather::Fine, 22..24) => (there, Err(refusal("5004", 200))),
            (Weather::Fine, 24..28) => (there, busy(7)),
            (Weather::Fine, 28..38) if self.may_be_replayed(line, &request) => {
                (there, Ok(self.lines[line].last_answer.clone()))
            }
            // The same, and the request goes on to the server. An empty answer in place of another tells nothing of that.
            (Weather::Fine, 38..48)
                if self.may_be_replayed(line, &request) && !self.lines[line].last_answer.is_empty() =>
            {
                let id = self.passes(line, there, request.clone());
                let answer = Ok(self.lines[line].last_answer.clone());
                self.plan(there, Happening::Answered(line, id, request, answer));
                self.tally.faults += 1;
                return id;
            }
            // A gateway gives up, or refuses what the server has taken.
            (Weather::Fine, 48..58) => {
                // Of a request that is still travelling nothing could tell that it was not lost.
                let most = if matches!(request, Request::Poll) { 14_000 } else { 1000 };
                let gives_up = there + self.millis(1, most);
                let status = *self.random.choice(&[401, 403, 404, 429, 500, 502, 503, 504]).unwrap_or(&502);
                return self.gives_up(line, there, gives_up, request, page(status));
            }
            _ => return self.passes(line, there, request),
        };
        self.tally.faults += 1;
        self.plan(after, Happening::Answered(line, self.next(), request, answer))
    }

    /// The request arrives at the server.
    fn passes(&mut self, line: Which, there: Duration, request: Request) -> u64 {
        let id = self.plan(there, Happening::Arrives(line, self.next(), request.clone()));
        let timeout = ContactCenterError::Timeout { reason: "while waiting for the answer".into() };
        self.plan(PATIENCE, Happening::Answered(line, id, request, Err(timeout.into())));
        id
    }

    /// The request arrives at the server, and something on the way answers in its place. The server may notice that, or not.
    fn gives_up(
        &mut self,
        line: Which,
        there: Duration,
        after: Duration,
        request: Request,
        error: ContactCenterError,
    ) -> u64 {
        self.tally.faults += 1;
        let id = self.passes(line, there, request.clone());
        self.plan(after, Happening::Answered(line, id, request, Err(error.into())));
        if self.random.bool() {
            let notices = after + self.millis(0, 3000);
            self.plan(notices, Happening::ServerNoticesThatItLeft(line, id));
        }
        id
    }

    fn may_be_replayed(&self, line: Which, request: &Request) -> bool {
        matches!(request, Request::Poll) && self.lines[line].server.habits.is_cached
    }

    fn is_too_large(&self, line: Which, request: &Request) -> bool {
        let Request::Send(events) = request else { return false };
        self.lines[line].server.habits.has_size_limit && events.iter().any(events::is_too_large)
    }

    pub(super) fn arrives(&mut self, line: Which, id: u64, request: Request) {
        let chat = &mut self.lines[line];
        let server = &mut chat.server;
        let answer = match &request {
            Request::Poll => match server.poll(id, self.now) {
                Some(answer) => answer,
                None => {
                    self.plan(HOLD, Happening::HoldEnds(line));
                    return;
                }
            },
            Request::History => server.history(),
            Request::Send(events) => {
                events.iter().for_each(|event| chat.thoughts.arrives(event));
                server.send(events, self.now)
            }
        };
        self.answer(line, id, request, answer);
    }

    pub(super) fn answer_poll(&mut self, line: Which, answered: Option<(u64, Answer)>) {
        if let Some((id, answer)) = answered {
            self.answer(line, id, Request::Poll, answer);
        }
    }

    fn answer(&mut self, line: Which, id: u64, request: Request, answer: Answer) {
        let luck = if self.is_chaos() { self.random.u8(..) } else { u8::MAX };
        // The server has done its part, and its answer breaks off on the way; or never ends, or takes so long that another
        // overtakes it.
        let lost = match luck {
            0..12 => Some(ContactCenterError::Transport { reason: "it broke off".into() }),
            12..16 => Some(ContactCenterError::Decoding { reason: "it ends too early".into(), status: 200 }),
            16..19 => Some(ContactCenterError::Timeout { reason: "while waiting".into() }),
            19..21 => Some(page(200)),
            _ => None,
        };
        let back = if (21..30).contains(&luck) { self.seconds(1, 5) } else { self.millis(5, 300) };
        self.tally.faults += usize::from(lost.is_some());
        let answer = lost.map_or(answer, |error| Err(error.into()));
        self.plan(back, Happening::Answered(line, id, request, answer));
    }

    pub(super) fn answered(&mut self, line: Which, id: u64, request: Request, answer: Answer) {
        let chat = &mut self.lines[line];
        let slot = match request {
            Request::Poll => &mut chat.poll,
            Request::History => &mut chat.history,
            Request::Send(_) => &mut chat.send,
        };
        // It is not awaited: the machine has stopped it, or is not the one that asked.
        if slot.take_if(|waiting| *waiting == id).is_none() {
            return;
        }
        match (&request, &answer) {
            (Request::Poll, Ok(events)) => chat.last_answer.clone_from(events),
            (Request::History, Err(failure)) if failure.error.class() == FailureClass::Wait => {
                chat.histories_put_off = true;
            }
            (Request::Send(events), Err(_)) => {
                for id in events.iter().filter_map(ClientEvent::message_id) {
                    *chat.failed_sends.entry(id.to_owned()).or_default() += 1;
                }
            }
            _ => {}
        }
        self.note(|_| format!("answer {id}: {}", in_full(&answer)));
        self.input(
            line,
            match request {
                Request::Poll => Input::Polled(answer),
                Request::History => Input::HistoryRead(answer),
                Request::Send(_) => Input::SendFinished(answer),
            },
        );
    }
}

fn distrusted() -> ContactCenterError {
    ContactCenterError::Tls { reason: "nobody vouches for it".into(), failure: TlsFailure::UnknownIssuer }
}

fn broken() -> ContactCenterError {
    ContactCenterError::Transport { reason: "it broke".into() }
}

fn page(status: i32) -> ContactCenterError {
    ContactCenterError::UnexpectedResponse { reason: "an HTML page".into(), status }
}

fn failure(error: ContactCenterError, reached: bool) -> Answer {
    Err(Failure { error, retry_after: None, reached })
}

fn busy(seconds: u64) -> Answer {
    let error = ContactCenterError::UnexpectedResponse { reason: "an empty body".into(), status: 429 };
    Err(Failure { error, retry_after: Some(Duration::from_secs(seconds)), reached: true })
}

/// For a trace: with what `Debug` redacts.
fn in_full(answer: &Answer) -> String {
    match answer {
        Ok(events) => serde_json::to_string(events).unwrap_or_default(),
        Err(failure) => format!("{failure:?}"),
    }
}
