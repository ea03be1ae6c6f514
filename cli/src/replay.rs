//! `contact-center replay`: what an app's chats did, a line a step, and whether they would do it again.

use std::{fs, path::PathBuf};

use clap::Args;
use contact_center_core::replay::{BrokenTrace, ReplayedStep, Verdict, replay};
use serde_json::{Value, json};

use crate::{replay_page, show::print_line, step_in_words};

/// Everything happened again.
const SAME: i32 = 0;
/// Something would be otherwise now.
const DIFFERENT: i32 = 1;
/// The file cannot be read, or is no trace that this version knows.
const BROKEN: i32 = 2;

/// The status is 0 where everything happens again, 1 where something does not, and 2 where the file is no trace that can be
/// played.
#[derive(Args)]
pub(crate) struct Replay {
    /// The recording: what `stop_recording` returned.
    file: PathBuf,
    /// Prints a line of JSON for each step.
    #[arg(long)]
    json: bool,
    /// Prints one self-contained HTML page with a timeline. Of a damaged trace it shows what could be read.
    #[arg(long, conflicts_with = "json")]
    html: bool,
}

impl Replay {
    pub(crate) fn run(&self) -> i32 {
        let text = match fs::read_to_string(&self.file) {
            Ok(text) => text,
            Err(error) => return broken(&format!("{}: {error}", self.file.display())),
        };
        if self.html {
            return as_page(&text);
        }
        let replay = match replay(&text) {
            Ok(replay) => replay,
            Err(error) => return broken(&error.to_string()),
        };
        if !self.json {
            let (sdk, os, began) = (&replay.sdk, &replay.os, replay.began_ms);
            print_line(format_args!("recorded by {} on {}, from {began} ms since 1970 on", plain(sdk), plain(os)));
        }
        for step in &replay.steps {
            if self.json { print_line(as_json(step)) } else { in_words(step) }
        }
        let (differences, not_compared) = (replay.differences(), replay.not_compared());
        if !self.json {
            let steps = replay.steps.iter().filter(|step| step.verdict != Verdict::None).count();
            print_line(format_args!(
                "{steps} steps: {differences} differ, {not_compared} could not be compared, {} are the same",
                steps - differences - not_compared
            ));
        }
        if differences == 0 { SAME } else { DIFFERENT }
    }
}

fn as_page(text: &str) -> i32 {
    let (replay, damage) = match replay(text) {
        Ok(replay) => (replay, None),
        Err(error @ BrokenTrace::Line { line, .. }) => {
            // The lines before the damaged one; a trace that is damaged there, too, is shown as none.
            let sound: String = text.lines().take(line - 1).flat_map(|line| [line, "\n"]).collect();
            match replay(&sound) {
                Ok(replay) => (replay, Some(error.to_string())),
                Err(error) => return broken(&error.to_string()),
            }
        }
        Err(error) => return broken(&error.to_string()),
    };
    let steps = replay.steps.iter().filter(|step| step.verdict != Verdict::None).count();
    let head = json!({
        "sdk": replay.sdk, "os": replay.os, "began_ms": replay.began_ms, "steps": steps,
        "differences": replay.differences(), "not_compared": replay.not_compared(),
    });
    let is_broken = damage.is_some();
    print_line(replay_page::page(&head, replay.steps.iter().map(as_json).collect(), damage));
    match (is_broken, replay.differences()) {
        (true, _) => BROKEN,
        (false, 0) => SAME,
        (false, _) => DIFFERENT,
    }
}

fn broken(reason: &str) -> i32 {
    eprintln!("contact-center: {reason}");
    BROKEN
}

fn in_words(step: &ReplayedStep) {
    let time = step.at.map_or_else(String::new, |at| format!("{:.3}", at.as_secs_f64()));
    let chat = step.chat.map_or_else(String::new, |chat| format!("chat {chat}"));
    let what = step_in_words::what(step.name, &parsed(&step.content));
    let effects =
        |json: Option<&str>| json.map_or_else(|| "panics".to_owned(), |json| step_in_words::effects(&parsed(json)));
    let line = |mark: char, effects: &str| {
        print_line(plain(&format!("{mark}{time:>12} {chat:<7} {what}{effects}")));
    };
    let recorded = || format!(" → {}", effects(step.recorded.as_deref()));
    match &step.verdict {
        Verdict::None => line(' ', ""),
        Verdict::Same => line(' ', &recorded()),
        Verdict::NotCompared => line('?', &recorded()),
        Verdict::Differs { replayed } => {
            line('-', &recorded());
            line('+', &format!(" → {}", effects(replayed.as_deref())));
        }
    }
}

fn as_json(step: &ReplayedStep) -> Value {
    let (verdict, replayed) = match &step.verdict {
        Verdict::None => ("none", None),
        Verdict::Same => ("same", step.recorded.as_deref()),
        Verdict::NotCompared => ("not_compared", None),
        Verdict::Differs { replayed } => ("differs", replayed.as_deref()),
    };
    json!({
        "line": step.line, "chat": step.chat, "at_ms": step.at.map(|at| at.as_secs_f64() * 1000.0), "verdict": verdict,
        step.name: parsed(&step.content), "recorded": step.recorded.as_deref().map(parsed), "replayed": replayed.map(parsed),
    })
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or_default()
}

/// A trace comes from outside: nothing in it steers the terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
