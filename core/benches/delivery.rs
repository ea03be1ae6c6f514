//! How long an event takes from the contact center to the app, beside the shortest way there is: a loop of long polls that makes
//! `serde_json::Value`s of the answers, and handles them itself; and beside the same loop where it hands them to another thread, as
//! an SDK must if the app may be slow. All run in this process, in turns, against one simulator over TLS. And how soon the
//! next request comes once the platform has said that the network is back.
//!
//! Apps in other languages join in as processes of their own: `scripts/bench delivery` names the programs, by an argument each,
//! `name=command`. Such a program learns of the contact center from the environment (`CONTACT_CENTER_DELIVERY`: base URL, space,
//! file of the certificate to trust), and tells on standard output its chat (`chat id`) and each message with the time of its
//! call by the machine's monotonic clock (`arrival text nanoseconds`).
//!
//! `cargo bench -p contact-center-core --bench delivery [-- swift=… kotlin=…]`

#![allow(clippy::unwrap_used)]

use std::{
    env,
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use contact_center_core::*;
use contact_center_simulator::{Chat, Fault, Route, Simulator, SimulatorOptions};
use reqwest::{Certificate, header};
use serde_json::Value;

const EVENTS: usize = 2000;
/// So few that the SDK does not take a round for a proxy that repeats answers, and slow down.
const ROUND: usize = 15;
/// Between two rounds; a poll that is held for so long is no quick one.
const REST: Duration = Duration::from_millis(150);
const PACE: Duration = Duration::from_millis(1);
const RETURNS: usize = 50;
/// So many events warm up first: a virtual machine has to compile what it runs.
const WARM_UP: usize = 1000;
const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    // For the rivals: the SDK brings its own along.
    rustls::crypto::ring::default_provider().install_default().expect("nobody has installed another");
    let simulator = Simulator::start(SimulatorOptions::default());
    let mut sides = vec![ours(&simulator), bare(&simulator, false), bare(&simulator, true)];
    for program in env::args().skip(1).filter(|argument| argument.contains('=')) {
        let (name, command) = program.split_once('=').unwrap();
        sides.push(foreign(&simulator, name, command));
    }
    println!("{EVENTS} events each, from the simulator's agent to the delegate's call: p50 / p99 in microseconds");
    let names: String = sides.iter().map(|side| format!(" {:>16}", side.name)).collect();
    println!("{:34}{names}", "");
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
    name: String,
    agent: Chat,
    arrivals: mpsc::Receiver<(usize, Instant)>,
    latencies: Vec<Duration>,
    /// Lives as long as it does.
    _client: Client,
}

#[allow(dead_code)]
enum Client {
    Ours(Arc<ContactCenterCommunicator>),
    Bare,
    Foreign(Program, tempfile::NamedTempFile),
}

/// A child process, which does not outlive us.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
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

fn compare(name: &str, sides: &mut [Side], round: usize, run: fn(&mut Side, usize)) {
    let (warm_up, rounds) = (WARM_UP.div_ceil(round), EVENTS.div_ceil(round));
    for number in 0..warm_up + rounds {
        thread::sleep(REST);
        if number == warm_up {
            sides.iter_mut().for_each(|side| side.latencies.clear());
        }
        // The order changes from round to round.
        let first = number % sides.len();
        (first..first + sides.len()).for_each(|turn| run(&mut sides[turn % sides.len()], round));
    }
    let figures: Vec<_> = sides.iter_mut().map(Side::percentiles).collect();
    let cells: String = figures.iter().map(|[p50, p99]| format!(" {p50:7.0} /{p99:7.0}")).collect();
    println!("{name:34}{cells}");
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

    fn own_message_added(&self, _: String, _: ContactCenterEvent) {}

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
    Side { name: "ours".into(), agent, arrivals, latencies: Vec::new(), _client: Client::Ours(communicator) }
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
            let client = reqwest::Client::builder()
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
    let name = if on_two_threads { "bare, 2 threads" } else { "bare" };
    Side { name: name.into(), agent, arrivals: arrived, latencies: Vec::new(), _client: Client::Bare }
}

/// An app in another language, in a process of its own.
fn foreign(simulator: &Simulator, name: &str, command: &str) -> Side {
    let mut authority = tempfile::NamedTempFile::new().unwrap();
    authority.write_all(simulator.ca_pem().as_bytes()).unwrap();
    let mut child = Command::new("sh")
        .args(["-c", &format!("exec {command}")])
        .env("CONTACT_CENTER_DELIVERY", format!("{} {}", simulator.base_url(), authority.path().display()))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let chat_id = lines.find_map(|line| line.strip_prefix("chat ").map(str::to_owned)).expect("its chat");
    let (arrivals, arrived) = mpsc::channel();
    thread::spawn(move || {
        let (here, there) = (Instant::now(), monotonic_nanoseconds());
        for line in lines {
            let Some((number, at)) = line.strip_prefix("arrival ").and_then(|rest| rest.split_once(' ')) else {
                continue;
            };
            let ago = there - at.trim().parse::<i64>().unwrap();
            let at = if ago > 0 {
                here - Duration::from_nanos(ago as u64)
            } else {
                here + Duration::from_nanos(-ago as u64)
            };
            let _ = arrivals.send((number.parse().unwrap(), at));
        }
    });
    let client = Client::Foreign(Program(child), authority);
    let agent = simulator.chat(&chat_id).unwrap();
    Side { name: name.into(), agent, arrivals: arrived, latencies: Vec::new(), _client: client }
}

/// The clock that other languages read, too; `Instant` is the same one, but does not say what it shows.
fn monotonic_nanoseconds() -> i64 {
    let time = nix::time::clock_gettime(nix::time::ClockId::CLOCK_MONOTONIC).unwrap();
    time.tv_sec() * 1_000_000_000 + time.tv_nsec()
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
