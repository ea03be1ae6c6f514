//! A simulator of a contact center.
//!
//! A real HTTPS server on loopback that speaks the Bright Pattern Mobile/Web Messaging API, version 2. Tests and web
//! clients use it over real TLS and TCP without a tenant, an agent or a network.
//!
//! # Start and end
//!
//! [`Simulator::start`] makes a certificate authority for this run, binds the ports, and serves from a thread of its own.
//! It blocks only until the ports are bound, so it can be called from plain and async tests. Dropping the [`Simulator`]
//! closes every connection and joins that thread.
//!
//! # The agent
//!
//! With [`AgentMode::Manual`] nothing happens that the test does not ask for through [`Chat`]. With
//! [`AgentMode::Scripted`] an agent joins, greets, acknowledges and answers by itself, and ends the chat of a silent
//! customer. It shows what the customer names ([`scripted_words`], or the program's `--help`) and quotes every other
//! message back. In both modes the server asks for a rating after a disconnect, and continues when a form times out.
//!
//! # Checks
//!
//! A client that writes wrongly fails here. Events must have the fields that the protocol gives them, a form must be
//! answered under its own id and name, a file must have been uploaded before it is sent. A refused request changes
//! nothing, and the answer names the field.
//!
//! # Delivery and loss
//!
//! The poll has no cursor and no acknowledgement. Events wait in a queue per session until a poll takes them; an answer
//! that was handed to the connection counts as delivered. A client that hangs up while its poll is held loses nothing.
//! The history of the session keeps everything.
//!
//! # Faults
//!
//! A [`Fault`] is queued for a [`Route`] and affects as many requests as it was told to. Faults that replace an answer
//! ([`Fault::Status`], [`Fault::Refuse`]) are chosen when a request arrives, faults that spoil one (all others) when its
//! answer is ready. So a fault that is queued while a poll is held can affect the answer of that very poll.
//! Faults of the server itself are options of its start: [`Certificates::of`] and [`TlsVersion`].
//!
//! # Observation
//!
//! The simulator records every request to the byte ([`Simulator::requests`]), of an upload its description; the files of
//! both sides ([`Simulator::file`]); every event that clients sent ([`Chat::client_events`]); what they requested a chat
//! with ([`Chat::requested`]); and the outcome of each form ([`Chat::wait_for_form_answer`]). The data of secure forms is
//! in the client's events, and not in the history. Methods named `wait_…` block the calling thread: in an async test, give
//! the client's tasks another thread.
//!
//! # Control port
//!
//! [`Simulator::control_url`] is the address of the agent console, and of the control API below `/simulator/`, through
//! which tests in other languages use the same handles. Requests from web pages of other origins are refused there.
//!
//! # Layers
//!
//! Sessions, files, forms and faults are plain data (`state`) behind one lock (`shared_state`). The `agent` acts on them;
//! the `api` behind its `middleware`, the `control` API and the `console` serve them. No module depends on a later one.

mod agent;
mod agent_handle;
mod api;
mod api_error;
mod authority_file;
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
mod message_numbers;
mod middleware;
mod options;
mod request_log;
mod route;
mod serde_millis;
mod server;
mod session;
mod session_store;
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
