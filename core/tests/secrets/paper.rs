//! Collects all logs, errors and panics.

use std::{
    fmt::Debug,
    sync::{Arc, Mutex},
};

use contact_center_core::*;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

#[derive(Clone, Default)]
pub(crate) struct Paper(Arc<Mutex<Vec<String>>>);

impl Paper {
    pub(crate) fn write(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// What a value prints of itself.
    pub(crate) fn show(&self, value: &impl Debug) {
        self.write(format!("debug {value:?} {value:#?}"));
    }

    pub(crate) fn error<T>(&self, outcome: Result<T, ContactCenterError>) {
        let error = outcome.map(drop).unwrap_err();
        self.write(format!("error {error} {error:?} {error:#?}"));
    }
}

impl ContactCenterLogging for Paper {
    fn log(&self, level: ContactCenterLogLevel, category: String, message: String) {
        self.write(format!("sink {level:?} {category} {message}"));
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {field}={value:?}"));
    }
}

/// Keeps every line at every level, of whatever crate.
impl Subscriber for Paper {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        let mut line = Line(format!("span {}", attributes.metadata().target()));
        attributes.record(&mut line);
        self.write(line.0);
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(format!("tracing {}", event.metadata().target()));
        event.record(&mut line);
        self.write(line.0);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}
