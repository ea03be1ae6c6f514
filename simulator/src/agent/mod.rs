//! The agent's side of a chat: the actions of an agent, the scenario around them, and an agent that follows a script.
//!
//! The library handle, the control API and the script all act through [`AgentAction`], so that an event looks the same
//! whichever of them caused it.

mod acting;
mod action;
mod canned_events;
mod perform;
pub(crate) mod scenario;
mod scripted_agent;
mod text;

pub(crate) use acting::act;
pub use action::AgentAction;
pub use canned_events::scripted_words;
pub(crate) use scripted_agent::{ScriptedAgent, resume_scripts};
