//! The memory that hostile answers need, in a process of its own, with the server in another.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::{
    env, fs,
    io::{BufRead, BufReader, Lines, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use common::*;
use contact_center_core::*;
use contact_center_simulator::{Fault, Hostility, Route, Simulator, SimulatorOptions};

/// Set in the process that serves.
const SERVES: &str = "CONTACT_CENTER_TEST_SERVES_HARM";
/// What may be added at the peak, in bytes: the longest answer that is read (8 MiB), and room for it to grow into.
const MOST_GROWTH: u64 = 32 * 1024 * 1024;

#[test]
fn hostile_answers_need_no_more_memory_than_the_longest_that_is_read() {
    if env::var_os(SERVES).is_some() {
        return serve_until_the_end_of_the_input();
    }
    let mut server = OtherProcess::start();
    let (sdk, seen) = communicator(ContactCenterConfiguration {
        extra_root_certificates: vec![server.authority.clone()],
        trust_extra_roots_only: true,
        request_timeout_ms: 5000,
        backoff_initial_ms: 20,
        backoff_max_ms: 100,
        ..ContactCenterConfiguration::new(&server.url, "acme.example.com", "demo-app", "client-1")
    });
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(sdk.request_chat(None, "Ann".into(), Default::default())).unwrap();
    // The first connection, the first events: paid once, whatever comes.
    runtime.block_on(sdk.get_version()).unwrap();
    server.say("hello");
    seen.wait_for_text("hello");

    let place = "https://127.0.0.1:9/elsewhere".to_owned();
    use Hostility::*;
    let before = memory("VmRSS");
    // From here on the peak is counted anew.
    fs::write("/proc/self/clear_refs", "5").unwrap();
    for how in [Redirect(place), EndlessBody, GzipBomb, MillionEvents, HugeHeaders, StrangeIds] {
        for route in [Route::Version, Route::Poll, Route::History] {
            server.harm(route, &how);
        }
        drop(runtime.block_on(sdk.get_version()));
        // What the hostile answers held is lost; what is said after them is not.
        let text = format!("after {how:?}");
        let deadline = Instant::now() + PATIENCE;
        while !seen.events().iter().any(|event| text_of(event) == Some(&text)) {
            assert!(Instant::now() < deadline, "nothing comes any more after {how:?}");
            server.say(&text);
            thread::sleep(Duration::from_millis(100));
        }
        println!("up to {how:?}: {} KiB more at the peak", memory("VmHWM").saturating_sub(before) / 1024);
    }
    let growth = memory("VmHWM").saturating_sub(before);
    assert!(growth <= MOST_GROWTH, "{growth}");
    assert_eq!(seen.closed(), []);
}

/// A line of /proc/self/status, in bytes.
fn memory(what: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

/// Reads what is to happen, a line each: what to say, or which route is to do what.
fn serve_until_the_end_of_the_input() {
    let simulator = Simulator::start(SimulatorOptions::default());
    let authority: Vec<_> = simulator.ca_pem().bytes().map(|byte| format!("{byte:02x}")).collect();
    println!("\nserving {} {}", simulator.base_url(), authority.concat());
    std::io::stdout().flush().unwrap();
    for line in std::io::stdin().lines().map(Result::unwrap) {
        let (what, rest) = line.split_once(' ').unwrap();
        match what {
            "say" => drop(simulator.chats().last().unwrap().say(rest)),
            _ => {
                let route: Route = serde_json::from_value(what.into()).unwrap();
                let how: Hostility = serde_json::from_str(rest).unwrap();
                simulator.fault(route, Fault::Hostile { how });
            }
        }
        println!("\ndone");
        std::io::stdout().flush().unwrap();
    }
}

/// This very test, serving. It ends when its input does.
struct OtherProcess {
    process: Child,
    input: Option<ChildStdin>,
    output: Lines<BufReader<ChildStdout>>,
    url: String,
    authority: Vec<u8>,
}

impl OtherProcess {
    fn start() -> Self {
        let mut process = Command::new(env::current_exe().unwrap())
            .arg("--nocapture")
            .env(SERVES, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = output.by_ref().map(Result::unwrap).find(|line| line.starts_with("serving ")).expect("a server");
        let (url, authority) = line["serving ".len()..].split_once(' ').unwrap();
        let byte = |at| u8::from_str_radix(&authority[at..at + 2], 16).unwrap();
        let authority = (0..authority.len()).step_by(2).map(byte).collect();
        Self { url: url.to_owned(), authority, input: process.stdin.take(), process, output }
    }

    fn say(&mut self, text: &str) {
        self.order(&format!("say {text}"));
    }

    fn harm(&mut self, route: Route, how: &Hostility) {
        let route = match route {
            Route::Version => "version",
            Route::Poll => "poll",
            _ => "history",
        };
        let how = match how {
            Hostility::Redirect(place) => serde_json::json!({ "redirect": place }),
            Hostility::EndlessBody => "endless_body".into(),
            Hostility::SlowDrip => "slow_drip".into(),
            Hostility::GzipBomb => "gzip_bomb".into(),
            Hostility::MillionEvents => "million_events".into(),
            Hostility::HugeHeaders => "huge_headers".into(),
            Hostility::StrangeIds => "strange_ids".into(),
        };
        self.order(&format!("{route} {how}"));
    }

    /// Returns when it has been carried out.
    fn order(&mut self, line: &str) {
        writeln!(self.input.as_ref().unwrap(), "{line}").unwrap();
        self.output.by_ref().map(Result::unwrap).find(|line| line == "done").expect("an answer");
    }
}

impl Drop for OtherProcess {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.process.wait();
    }
}
