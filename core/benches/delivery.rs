//! How long an event takes from the contact centre to the app, beside the shortest way there is: a loop of long polls that makes
//! `serde_json::Value`s of the answers, and handles them itself; and beside the same loop where it hands them to another thread, as
//! whoever calls an app must that may be slow. All run in this process, in turns, against one simulator over TLS. And how soon the
//! next request comes once the platform has said that the network is back.
//!
//! `cargo bench -p contact-center-core --bench delivery`

#![allow(clippy::unwrap_used)]

use std::{
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use contact_center_core::*;
use contact_center_simulator::{Chat, Fault, Route, Simulator, SimulatorOptions};
use reqwest::{Certificate, Client, header};
use serde_json::Value;

const EVENTS: usize = 2000;
/// So few that the SDK does not take a round for somebody who answers in the server's place, and slows down.
const ROUND: usize = 15;
/// Between two rounds; a poll that is held for so long is no quick one.
const REST: Duration = Duration::from_millis(150);
const PACE: Duration = Duration::from_millis(1);
const RETURNS: usize = 50;
const PATIENCE: Duration = Duration::from_secs(30);

fn main() {
    let simulator = Simulator::start(SimulatorOptions::default());
    let mut sides = [ours(&simulator), bare(&simulator, false), bare(&simulator, true)];
    println!("{EVENTS} events each, from the simulator's agent to the delegate's call: p50 / p99 in microseconds");
    println!("{:34} {:>16} {:>16} {:>16}   ours/bare", "", "ours", "bare", "bare, 2 threads");
    compare("one at a time, into a held poll", &mut sides, ROUND, Side::one_at_a_time);
    compare("a millisecond apart, 15 in a row", &mut sides, ROUND, Side::paced);
    compare("a millisecond apart, 500 in a row", &mut sides, 500, Side::paced);
    drop((sides, simulator));
    println!("{RETURNS} times from \"network available\" to the request in the server's hands, in milliseconds");
    let [lost, failed] = returns();
    println!("{:42} median {:.2}, worst {:.2}", "after the network was lost", lost.0, lost.1);
    println!("{:42} median {:.2}, worst {:.2}", "in a pause of 22 s or more after a failure", failed.0, failed.1);
}

/// A client, by what it lets one see: the number in each message that arrived, and when it did.
struct Side {
    agent: Chat,
    arrivals: mpsc::Receiver<(usize, Instant)>,
    latencies: Vec<Duration>,
    /// Kept alive with it.
    _communicator: Option<Arc<ContactCenterCommunicator>>,
}

impl Side {
    fn one_at_a_time(&mut self, count: usize) {
        for number in 0..count {
            assert!(self.agent.wait_until_polled(PATIENCE), "no poll comes");
            let said = self.say(number);
            self.arrive(number, said);
        }
    }

    fn paced(&mut self, count: usize) {
        assert!(self.agent.wait_until_polled(PATIENCE), "no poll comes");
        let mut said = Vec::new();
        for number in 0..count {
            said.push(self.say(number));
            thread::sleep(PACE);
        }
        said.into_iter().enumerate().for_each(|(number, said)| self.arrive(number, said));
    }

    fn say(&self, number: usize) -> Instant {
        let now = Instant::now();
        self.agent.say(&number.to_string());
        now
    }

    fn arrive(&mut self, number: usize, said: Instant) {
        let (arrived, at) = self.arrivals.recv_timeout(PATIENCE).expect("the message");
        assert_eq!(arrived, number);
        self.latencies.push(at - said);
    }

    /// Half of all were faster, and all but the slowest hundredth, in microseconds.
    fn percentiles(&mut self) -> [f64; 2] {
        self.latencies.sort_unstable();
        let last = self.latencies.len() - 1;
        [last / 2, last * 99 / 100].map(|index| self.latencies[index].as_secs_f64() * 1e6)
    }
}

fn compare(name: &str, sides: &mut [Side; 3], round: usize, run: fn(&mut Side, usize)) {
    let rounds = EVENTS.div_ceil(round);
    for number in 0..=rounds {
        thread::sleep(REST);
        if number == 1 {
            // The first round only warmed up.
            sides.iter_mut().for_each(|side| side.latencies.clear());
        }
        // Nobody always goes first.
        let first = number % sides.len();
        (first..first + sides.len()).for_each(|turn| run(&mut sides[turn % sides.len()], round));
    }
    let figures = sides.each_mut().map(Side::percentiles);
    let [ours, bare, _] = figures;
    let cells = figures.map(|[p50, p99]| format!("{p50:7.0} /{p99:7.0}")).join(" ");
    println!("{name:34} {cells}   {:.2} / {:.2}", ours[0] / bare[0], ours[1] / bare[1]);
}

/// Says what arrives, and whether the connection was taken up again.
struct Delegate {
    arrivals: mpsc::Sender<(usize, Instant)>,
    states: mpsc::Sender<ConnectionState>,
}

impl ContactCenterEventsDelegating for Delegate {
    fn chat_session_events(&self, _: String, _: EventOrigin, events: Vec<ContactCenterEvent>) {
        let now = Instant::now();
        for event in events {
            if let ContactCenterEvent::ChatSessionMessage { message_text, .. } = event {
                let _ = self.arrivals.send((message_text.parse().unwrap(), now));
            }
        }
    }

    fn connection_state_changed(&self, _: String, state: ConnectionState) {
        let _ = self.states.send(state);
    }

    fn chat_session_failed(&self, _: String, error: ContactCenterError) {
        panic!("{error}");
    }

    fn chat_session_closed(&self, _: String, reason: ChatSessionCloseReason) {
        panic!("{reason:?}");
    }

    fn message_status_changed(&self, _: String, _: String, _: MessageStatus) {}
}

type Opened = (Arc<ContactCenterCommunicator>, Chat, mpsc::Receiver<(usize, Instant)>, mpsc::Receiver<ConnectionState>);

fn open(simulator: &Simulator, pause_ms: i32) -> Opened {
    let ((arrivals, arrived), (states, told)) = (mpsc::channel(), mpsc::channel());
    let settings = ContactCenterConfiguration {
        extra_root_certificates: vec![simulator.ca_pem().into()],
        backoff_initial_ms: pause_ms,
        backoff_max_ms: pause_ms,
        ..ContactCenterConfiguration::new(simulator.base_url(), "acme.example.com", "demo-app", "ours")
    };
    let communicator = ContactCenterCommunicator::new(settings, Arc::new(Delegate { arrivals, states })).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let request = communicator.request_chat(None, "Ann".into(), Default::default());
    let properties = runtime.block_on(request).unwrap();
    let agent = simulator.chat(&properties.chat_id).unwrap();
    (communicator, agent, arrived, told)
}

fn ours(simulator: &Simulator) -> Side {
    let (communicator, agent, arrivals, _) = open(simulator, 1000);
    Side { agent, arrivals, latencies: Vec::new(), _communicator: Some(communicator) }
}

/// A loop on a thread of its own, which ends with the simulator; on two threads, one that polls and one that handles events.
fn bare(simulator: &Simulator, on_two_threads: bool) -> Side {
    let root = Certificate::from_pem(simulator.ca_pem().as_bytes()).unwrap();
    let chats = format!("{}/clientweb/api/v2/chats", simulator.base_url());
    let (arrivals, arrived) = mpsc::channel();
    let (opened, chat_id) = mpsc::channel();
    let arrive = move |answer: Value| {
        let now = Instant::now();
        for event in answer["events"].as_array().into_iter().flatten() {
            if let Some(text) = event["msg_text"].as_str() {
                let _ = arrivals.send((text.parse().unwrap(), now));
            }
        }
    };
    let handle: Box<dyn Fn(Value) + Send> = if on_two_threads {
        let (answers, answered) = mpsc::channel();
        thread::spawn(move || answered.into_iter().for_each(arrive));
        Box::new(move |answer| drop(answers.send(answer)))
    } else {
        Box::new(arrive)
    };
    let client_id = if on_two_threads { "bare-on-two-threads" } else { "bare" };
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let authorization = format!("MOBILE-API-140-327-PLAIN appId=\"demo-app\", clientId=\"{client_id}\"");
            let client = Client::builder()
                .default_headers([(header::AUTHORIZATION, authorization.parse().unwrap())].into_iter().collect())
                .tls_certs_only([root])
                .no_proxy()
                .build()
                .unwrap();
            let request = client.post(format!("{chats}?tenantUrl=acme.example.com")).body(r#"{"parameters":{}}"#);
            let answer = request.send().await.unwrap().bytes().await.unwrap();
            let properties: Value = serde_json::from_slice(&answer).unwrap();
            let chat_id = properties["chat_id"].as_str().unwrap().to_owned();
            let poll = format!("{chats}/{chat_id}/events?tenantUrl=acme.example.com");
            opened.send(chat_id).unwrap();
            while let Ok(response) = client.get(&poll).send().await {
                let Ok(answer) = response.bytes().await else { return };
                handle(serde_json::from_slice(&answer).unwrap());
            }
        });
    });
    let chat_id = chat_id.recv_timeout(PATIENCE).expect("a chat");
    let agent = simulator.chat(&chat_id).unwrap();
    Side { agent, arrivals: arrived, latencies: Vec::new(), _communicator: None }
}

/// Median and worst in milliseconds: after the loss of the network, and in the midst of a pause after a failure.
fn returns() -> [(f64, f64); 2] {
    let simulator = Simulator::start(SimulatorOptions::default());
    let (communicator, agent, _, states) = open(&simulator, 30_000);
    let next_request = || {
        let last = simulator.requests().last().unwrap().sequence;
        let start = Instant::now();
        communicator.set_network_available(true);
        simulator.wait_for_request(|request| request.sequence > last, PATIENCE).expect("the next request");
        let took = start.elapsed();
        assert!(agent.wait_until_polled(PATIENCE));
        took
    };
    let after_a_loss = || {
        assert!(agent.wait_until_polled(PATIENCE));
        communicator.set_network_available(false);
        assert!(agent.wait_until_not_polled(PATIENCE));
        next_request()
    };
    let in_a_pause = || {
        assert!(agent.wait_until_polled(PATIENCE));
        simulator.fault(Route::Poll, Fault::status(503));
        states.try_iter().for_each(drop);
        agent.say("0");
        while states.recv_timeout(PATIENCE).expect("the failure") != ConnectionState::Reconnecting {}
        next_request()
    };
    [summary((0..RETURNS).map(|_| after_a_loss())), summary((0..RETURNS).map(|_| in_a_pause()))]
}

fn summary(durations: impl Iterator<Item = Duration>) -> (f64, f64) {
    let mut ms: Vec<_> = durations.map(|duration| duration.as_secs_f64() * 1e3).collect();
    ms.sort_by(f64::total_cmp);
    (ms[ms.len() / 2], ms[ms.len() - 1])
}
