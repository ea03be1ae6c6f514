//! Replay of traces.
//!
//! A trace, played once more: machines of this version are given what those of the trace were given, and what they make of it
//! is compared with what is written there.

use std::{
    collections::{BTreeMap, HashMap},
    time::{Duration, Instant},
};

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::{
    FORMAT,
    line::{Head, Line, Opening, Start, duration_of},
};
use crate::{
    containment::contained,
    session::{
        Key,
        engine::Engine,
        key::Fingerprint,
        machine::{Effect, Input},
    },
};

/// A trace that cannot be played.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BrokenTrace {
    /// The text is something else.
    #[error("this is no trace: its first line does not begin one")]
    NotATrace,
    /// Another version of the SDK wrote it, in a form that this one does not know.
    #[error("the trace has the format {found}, and this version of the SDK reads {FORMAT}")]
    OtherFormat {
        /// The number of the format.
        found: u64,
    },
    /// A line of it makes no sense.
    #[error("line {line}: {reason}")]
    Line {
        /// Which, from 1 on.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

/// What became of a trace.
#[derive(Debug)]
pub struct Replay {
    /// The version of the SDK that recorded it.
    pub sdk: String,
    /// The system that it ran on.
    pub os: String,
    /// When it began, in milliseconds since 1970.
    pub began_ms: u64,
    /// Line by line.
    pub steps: Vec<ReplayedStep>,
}

/// One line of a trace, played.
#[derive(Debug)]
pub struct ReplayedStep {
    /// Its number, from 1 on.
    pub line: usize,
    /// The number of its chat in the trace.
    pub chat: Option<u64>,
    /// When it was, since the beginning of the recording.
    pub at: Option<Duration>,
    /// What it is: `opens`, `joins`, `input` or `dropped`.
    pub name: &'static str,
    /// What it holds, as JSON.
    pub content: String,
    /// What it led to when it was recorded, as JSON; none where that was a panic, or where nothing follows from such a line.
    pub recorded: Option<String>,
    /// What it leads to now.
    pub verdict: Verdict,
}

/// Whether a step leads to the same now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is no step of a machine.
    None,
    /// The same, byte for byte.
    Same,
    /// Something else.
    Differs {
        /// As JSON; none where it is a panic.
        replayed: Option<String>,
    },
    /// Not comparable: the beginning of the chat is not in the trace, or something between it and this step is missing.
    NotCompared,
}

impl Replay {
    /// How many steps lead to something else.
    pub fn differences(&self) -> usize {
        self.steps.iter().filter(|step| matches!(step.verdict, Verdict::Differs { .. })).count()
    }

    /// How many steps could not be compared.
    pub fn not_compared(&self) -> usize {
        self.steps.iter().filter(|step| step.verdict == Verdict::NotCompared).count()
    }
}

/// Plays the trace that `text` is.
///
/// # Errors
/// Where it is none, has another format, or a line of it makes no sense.
pub fn replay(text: &str) -> Result<Replay, BrokenTrace> {
    let mut lines = text.lines();
    let head: Head<'_> = serde_json::from_str(lines.next().unwrap_or_default()).map_err(|_| BrokenTrace::NotATrace)?;
    if head.contact_center_trace != FORMAT {
        return Err(BrokenTrace::OtherFormat { found: head.contact_center_trace });
    }
    let lines = (2..).zip(lines).filter(|(_, line)| !line.trim().is_empty());
    let mut lines = lines.map(|(number, line)| Read::line(number, line)).collect::<Result<Vec<_>, _>>()?;
    rename_keys(&mut lines);
    let mut player = Player { epoch: Instant::now(), chats: HashMap::new() };
    let steps = lines.into_iter().map(|line| player.play(line)).collect::<Result<_, _>>()?;
    Ok(Replay { sdk: head.sdk.into_owned(), os: head.os.into_owned(), began_ms: head.began_ms, steps })
}

/// A line that was read.
struct Read {
    number: usize,
    chat: u64,
    at: Duration,
    what: What,
    content: String,
    recorded: Option<String>,
}

enum What {
    Opens(Box<Opening>),
    Joins,
    Start(Start),
    Input(Input, BTreeMap<usize, Vec<Key>>),
    Dropped,
}

impl Read {
    fn line(number: usize, text: &str) -> Result<Self, BrokenTrace> {
        let broken = |reason: &str| BrokenTrace::Line { line: number, reason: reason.to_owned() };
        let line: Line<'_> = serde_json::from_str(text).map_err(|error| broken(&error.to_string()))?;
        let (what, content) = match (line.opens, line.joins, line.input, line.dropped) {
            (Some(opens), None, None, None) => (What::Opens(Box::new(opening(number, opens)?)), opens),
            (None, Some(joins), None, None) => (What::Joins, joins),
            (None, None, None, Some(dropped)) => (What::Dropped, dropped),
            (None, None, Some(input), None) if input.get().starts_with("{\"start\":") => {
                let mut start: BTreeMap<String, Start> = parse(number, input)?;
                (What::Start(start.remove("start").ok_or_else(|| broken("no start"))?), input)
            }
            (None, None, Some(input), None) => (What::Input(parse(number, input)?, line.known), input),
            _ => return Err(broken("it must be one of opens, joins, input and dropped")),
        };
        let (chat, at) = match what {
            What::Dropped => (0, Duration::ZERO),
            _ => (
                line.chat.ok_or_else(|| broken("it names no chat"))?,
                line.at_ms.and_then(duration_of).ok_or_else(|| broken("it has no time that a recording may have"))?,
            ),
        };
        let recorded = line.effects.map(|effects| effects.get().to_owned());
        Ok(Self { number, chat, at, what, content: content.get().to_owned(), recorded })
    }
}

fn parse<T: DeserializeOwned>(line: usize, raw: &RawValue) -> Result<T, BrokenTrace> {
    serde_json::from_str(raw.get()).map_err(|error| BrokenTrace::Line { line, reason: error.to_string() })
}

/// Times that no app can have set would leave what a clock can hold.
fn opening(line: usize, raw: &RawValue) -> Result<Opening, BrokenTrace> {
    let opening: Opening = parse(line, raw)?;
    let manners = &opening.manners;
    let is_sane = |time: &Duration| duration_of(time.as_secs_f64() * 1000.0).is_some();
    if [manners.backoff_initial, manners.backoff_max, manners.lifetime].iter().all(is_sane) {
        Ok(opening)
    } else {
        Err(BrokenTrace::Line { line, reason: "its settings cannot be those of an app".to_owned() })
    }
}

/// What the store knew when a chat opened is named after the events that turn out to be it: redacted, those have other keys.
fn rename_keys(lines: &mut [Read]) {
    let mut names: HashMap<(u64, Key), Key> = HashMap::new();
    for line in lines.iter() {
        if let What::Input(
            Input::Polled(Ok(events)) | Input::HistoryRead(Ok(events)) | Input::SendFinished(Ok(events)),
            known,
        ) = &line.what
        {
            if known.is_empty() {
                continue;
            }
            let Some(chat_id) = chat_of(lines, line.chat) else { continue };
            for (at, recorded) in known {
                if let Some(event) = events.get(*at) {
                    let redacted = Fingerprint::of(&chat_id, event).keys();
                    names.extend(recorded.iter().map(|key| (line.chat, *key)).zip(redacted));
                }
            }
        }
    }
    for line in lines {
        if let What::Opens(opening) = &mut line.what {
            for key in &mut opening.restored.delivered {
                *key = names.get(&(line.chat, *key)).copied().unwrap_or(*key);
            }
        }
    }
}

fn chat_of(lines: &[Read], chat: u64) -> Option<String> {
    lines.iter().filter(|line| line.chat == chat).find_map(|line| match &line.what {
        What::Opens(opening) => Some(opening.chat_id.to_ascii_lowercase()),
        _ => None,
    })
}

struct Player {
    epoch: Instant,
    /// Engines of which everything is known so far, and the time of their last step.
    chats: HashMap<u64, (Engine, Duration)>,
}

impl Player {
    fn play(&mut self, line: Read) -> Result<ReplayedStep, BrokenTrace> {
        let Read { number, chat, at, what, content, recorded } = line;
        let (name, verdict) = match what {
            What::Opens(opening) => {
                let Opening { chat_id, resumed, restored, manners, seed, .. } = *opening;
                let engine = Engine::new(self.epoch + at, &chat_id, resumed, restored, manners, seed);
                self.chats.insert(chat, (engine, at));
                ("opens", Verdict::None)
            }
            What::Joins => ("joins", Verdict::None),
            What::Dropped => {
                self.chats.clear();
                ("dropped", Verdict::None)
            }
            What::Start(start) => {
                let step = |engine: &mut Engine, now| engine.start(now, start.online, start.foreground);
                ("input", self.step(number, chat, at, recorded.as_deref(), step)?)
            }
            What::Input(input, _) => {
                let step = |engine: &mut Engine, now| engine.handle(now, input);
                ("input", self.step(number, chat, at, recorded.as_deref(), step)?)
            }
        };
        let is_of_a_chat = name != "dropped";
        let (chat, at) = (is_of_a_chat.then_some(chat), is_of_a_chat.then_some(at));
        Ok(ReplayedStep { line: number, chat, at, name, content, recorded, verdict })
    }

    fn step(
        &mut self,
        line: usize,
        chat: u64,
        at: Duration,
        recorded: Option<&str>,
        step: impl FnOnce(&mut Engine, Instant) -> Vec<Effect>,
    ) -> Result<Verdict, BrokenTrace> {
        let Some((engine, last)) = self.chats.get_mut(&chat) else { return Ok(Verdict::NotCompared) };
        if at < *last {
            return Err(BrokenTrace::Line { line, reason: "it was before the step that comes before it".to_owned() });
        }
        *last = at;
        let now = self.epoch + at;
        let replayed =
            contained(|| step(engine, now)).map(|effects| serde_json::to_string(&effects).expect("effects serialise"));
        if replayed.is_none() {
            self.chats.remove(&chat);
        }
        Ok(if replayed.as_deref() == recorded { Verdict::Same } else { Verdict::Differs { replayed } })
    }
}
