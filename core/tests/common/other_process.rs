//! What a test needs that measures its own memory: its server in another process, which is this very test once more with a flag in its
//! environment, and the peak of what it has needed since a moment.

#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used)]

use std::{
    env, fs,
    io::{self, BufRead, BufReader, Lines, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// This very test, serving. It ends when its input does.
pub struct OtherProcess {
    process: Child,
    input: Option<ChildStdin>,
    /// Kept open for what the process has to say at its end.
    output: Lines<BufReader<ChildStdout>>,
    pub url: String,
    pub certificate: Vec<u8>,
}

impl OtherProcess {
    /// `flag` is set in the environment of the process that serves.
    pub fn start(flag: &str) -> Self {
        let mut process = Command::new(env::current_exe().unwrap())
            .arg("--nocapture")
            .env(flag, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = output.by_ref().map(Result::unwrap).find(|line| line.starts_with("serving ")).expect("a server");
        let (url, certificate) = line["serving ".len()..].split_once(' ').unwrap();
        let byte = |at| u8::from_str_radix(&certificate[at..at + 2], 16).unwrap();
        let certificate = (0..certificate.len()).step_by(2).map(byte).collect();
        Self { url: url.to_owned(), certificate, input: process.stdin.take(), process, output }
    }

    /// Returns when it has been carried out.
    pub fn order(&mut self, line: &str) {
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

/// In the process that serves: where, and with whose certificate. Then orders are carried out until the input ends.
pub fn serve(url: &str, certificate: &[u8], mut carry_out: impl FnMut(&str)) {
    let certificate: Vec<_> = certificate.iter().map(|byte| format!("{byte:02x}")).collect();
    println!("\nserving {url} {}", certificate.concat());
    io::stdout().flush().unwrap();
    for line in io::stdin().lines().map(Result::unwrap) {
        carry_out(&line);
        println!("\ndone");
        io::stdout().flush().unwrap();
    }
}

/// The memory of this process beyond what it had at a moment, in bytes.
pub struct Growth(u64);

impl Growth {
    /// From here on the peak is counted anew.
    pub fn begin() -> Self {
        let before = memory("VmRSS");
        fs::write("/proc/self/clear_refs", "5").unwrap();
        Self(before)
    }

    pub fn at_the_peak(&self) -> u64 {
        memory("VmHWM").saturating_sub(self.0)
    }
}

/// A line of this process's status, in bytes.
fn memory(line: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let kilobytes = status.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':')).unwrap();
    kilobytes.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}
