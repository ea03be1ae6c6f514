//! A contact shared in a box.
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
//! who has been silent for too long. A customer who names a form, a file, a place and so on is shown one
//! ([`scripted_words`], or the program's `--help`); every other message is quoted back.
//!
//! Whoever plays the agent, three things happen by themselves: the survey and the goodbye after a client has
//! disconnected, and a word of the scenario when the time for a form is over.
//!
//! # What is checked
//!
//! A client that writes wrongly fails here. Events of the client must have the fields that the protocol gives them, a form
//! must be answered under its own id and name, a file must have been uploaded before it is sent. What is refused changes
//! nothing, and the answer names the field.
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
//! What is wrong with the server itself is settled when it starts: its certificate ([`Certificates::of`]) and the versions of TLS that it
//! speaks ([`TlsVersion`]).
//!
//! # What can be seen afterwards
//!
//! Every request, to the byte ([`Simulator::requests`]), but of an upload what it was in place of its bytes; the files of
//! both sides ([`Simulator::file`]); every event that clients sent ([`Chat::client_events`]), what they asked for a chat
//! with ([`Chat::requested`]), and what became of each form ([`Chat::wait_for_form_answer`]). The data of secure forms is
//! in the client's events for the test, and not in the history.
//! The methods named `wait_…` block the calling thread: in an async test give the client's tasks another thread to run on.
//!
//! Tests in other languages steer the same things over HTTP, below `/simulator/`, on the API's own port and on a plain one
//! ([`Simulator::control_url`]).

mod agent;
mod agent_handle;
mod api;
mod api_error;
mod caller;
mod certificates;
mod chat;
mod console;
mod control;
mod event;
mod fault;
mod files;
mod forms;
mod hostility;
mod image;
mod middleware;
mod options;
mod request_log;
mod route;
mod serde_millis;
mod server;
mod session;
mod shared_state;
mod simulator;
mod state;
mod tls_version;

pub use agent::{AgentAction, scripted_words};
pub use certificates::{CertificateKind, Certificates};
pub use chat::Chat;
pub use event::MessageExtras;
pub use fault::Fault;
pub use files::StoredFile;
pub use forms::FormOutcome;
pub use hostility::{Hostility, STRANGE_ID};
pub use image::Picture;
pub use options::{
    AgentMode, AllowedOrigins, BooleanForm, ErrorCodeForm, EstimatedWaitForm, IceServersForm, IdlePollReply,
    MessageIds, NumberForm, SendReply, SimulatorOptions, Survey, TimeForm, UploadReply, WebChatVisitors,
};
pub use request_log::{RecordedRequest, RecordedUpload};
pub use route::Route;
pub use simulator::Simulator;
pub use tls_version::TlsVersion;
