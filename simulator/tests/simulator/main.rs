//! The simulator, seen by a raw HTTP client. Whoever reads the names of the tests has read what it promises.

mod authorization;
mod cases_and_notifications;
mod client;
mod control;
mod faults;

mod lifetime;
mod polling;
mod program;
mod recording;
mod scripted_agent;
mod sessions;
mod variants;
