//! A contact centre in a box.
//!
//! A real HTTPS server on loopback that speaks the Bright Pattern Mobile/Web Messaging API, version 2, so that a
//! client can be tested over real TLS and TCP without a tenant, an agent or a network.
//!
//! # How it starts
//!
//! [`Simulator::start`] makes a certificate authority for this one run, binds the ports, and serves from a thread of its
//! own. It blocks only until the ports are bound, so it can be called from plain tests, from async tests and from tests
//! that run several runtimes. Dropping the [`Simulator`] closes every connection and joins that thread.
//!
//! # Who plays the agent
//!
//! With [`AgentMode::Manual`] nobody does: the test does, through [`Chat`], and nothing happens that it did not ask for.
//! With [`AgentMode::Scripted`] an agent joins, greets, acknowledges and answers by itself, and ends the chat of a customer
//! who has been silent for too long.
//!
//! # What is delivered, and what gets lost
//!
//! The poll has no cursor and no acknowledgement. Events wait in a queue per session until a poll takes them; an answer
//! that has been handed to the connection counts as delivered, whatever becomes of it. A client that hangs up while its
//! poll is still held loses nothing. The history of the session keeps everything.
//!
//! # What goes wrong, and when
//!
//! A [`Fault`] is queued for a [`Route`] and strikes as many requests as it was told to. Faults that replace an answer
//! ([`Fault::Status`], [`Fault::Refuse`]) are chosen when a request arrives; faults that spoil one (all others) when its
//! answer is ready. So a fault that is queued while a poll is held can strike the answer of that very poll.
//!
//! # What can be seen afterwards
//!
//! Every request, to the byte ([`Simulator::requests`]), and every event that clients sent ([`Chat::client_events`]).
//! The methods named `wait_…` block the calling thread: in an async test give the client's tasks another thread to run on.
//!
//! Tests in other languages steer the same things over HTTP, below `/simulator/`, on the API's own port and on a plain one
//! ([`Simulator::control_url`]).

mod agent;
mod api;
mod broken_body;
mod centre;
mod certificates;
mod chat;
mod control;
mod event;
mod fault;
mod front_desk;
mod options;
mod record;
mod refusal;
mod route;
mod scenario;
mod script;
mod server;
mod session;
mod simulator;
mod text;

pub use agent::AgentAction;
pub use certificates::Certificates;
pub use chat::Chat;
pub use fault::Fault;
pub use options::{AgentMode, BooleanForm, ErrorCodeForm, EstimatedWaitForm, SendReply, SimulatorOptions};
pub use record::RecordedRequest;
pub use route::Route;
pub use simulator::Simulator;
