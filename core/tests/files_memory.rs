//! The memory that an upload and a download of 25 MB need, in a process of its own, with the server in another.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "files/server.rs"]
mod server;

use std::{
    env, fs,
    io::{BufRead, BufReader, Lines, Read, Write},
    process::{Child, ChildStdout, Command, Stdio},
    sync::Arc,
};

use contact_center_core::*;
use server::{FileServer, Silent};

const SIZE: usize = 25 * 1024 * 1024;
/// What may be added at the peak of either, in bytes.
const MOST_GROWTH: u64 = 4 * 1024 * 1024;
/// Set in the process that serves.
const SERVES: &str = "CONTACT_CENTER_TEST_SERVES_FILES";

#[test]
fn twenty_five_megabytes_go_up_and_come_down_in_four_more_of_memory() {
    if env::var_os(SERVES).is_some() {
        return serve_until_the_end_of_the_input();
    }
    let other = OtherProcess::start();
    let sdk = ContactCenterCommunicator::new(other.configuration(), Arc::new(Silent)).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (name, size) in [("small.bin", 100), ("large.bin", SIZE as u64)] {
        fs::File::create(path(name)).unwrap().set_len(size).unwrap();
    }
    let upload = |name: &str| runtime.block_on(sdk.upload_file(path(name), None)).unwrap();
    let download = |size: usize| {
        let (chat, name) = ("c-1".to_owned(), "down.bin".to_owned());
        let file = runtime.block_on(sdk.download_file(chat, size.to_string(), path(""), name, None)).unwrap();
        assert_eq!(file.size, size as i64);
    };
    // The first connection, the first threads: paid once, whatever is transferred.
    upload("small.bin");
    download(100);

    let mut growths = Vec::new();
    for (what, transfer) in [("upload", &(|| drop(upload("large.bin"))) as &dyn Fn()), ("download", &|| download(SIZE))]
    {
        let before = memory("VmRSS");
        // From here on the peak is counted anew.
        fs::write("/proc/self/clear_refs", "5").unwrap();
        transfer();
        let growth = memory("VmHWM").saturating_sub(before);
        println!("{what} of 25 MB: {} KiB more at its peak", growth / 1024);
        growths.push(growth);
    }
    assert!(growths.iter().all(|growth| *growth <= MOST_GROWTH), "{growths:?}");
}

/// A line of this process's status, in bytes.
fn memory(line: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let kilobytes = status.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':')).unwrap();
    kilobytes.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

/// Throws away what is uploaded, and answers with as many bytes as the name of the file says.
fn serve_until_the_end_of_the_input() {
    let server = FileServer::start(|exchange| {
        if exchange.head.method == "POST" {
            let promised = exchange.head.content_length();
            let mut received = 0;
            while received < promised {
                received += exchange.read_some().len();
            }
            exchange.begin(200, "Content-Length: 15\r\n");
            exchange.write(br#"{"file_id":"7"}"#);
            return;
        }
        let mut left: usize = exchange.head.path().rsplit('/').next().unwrap().parse().unwrap();
        exchange.begin(200, &format!("Content-Length: {left}\r\n"));
        while left > 0 {
            let piece = left.min(1 << 20);
            exchange.write(&vec![b'x'; piece]);
            left -= piece;
        }
    });
    let certificate: Vec<_> = server.certificate().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("\nserving {} {}", server.url(""), certificate.concat());
    std::io::stdout().flush().unwrap();
    let _ = std::io::stdin().read(&mut [0]);
}

/// This very test, serving. It ends when its input does.
struct OtherProcess {
    process: Child,
    /// Kept open for what the process has to say at its end.
    _output: Lines<BufReader<ChildStdout>>,
    url: String,
    certificate: Vec<u8>,
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
        let (url, certificate) = line["serving ".len()..].split_once(' ').unwrap();
        let byte = |at| u8::from_str_radix(&certificate[at..at + 2], 16).unwrap();
        let certificate = (0..certificate.len()).step_by(2).map(byte).collect();
        Self { url: url.to_owned(), certificate, process, _output: output }
    }

    fn configuration(&self) -> ContactCenterConfiguration {
        ContactCenterConfiguration {
            extra_root_certificates: vec![self.certificate.clone()],
            trust_extra_roots_only: true,
            ..ContactCenterConfiguration::new(&self.url, "acme.example.com", "demo-app", "client-1")
        }
    }
}

impl Drop for OtherProcess {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
