//! The simulator, seen by a raw HTTP client. The names of the tests say what it promises.

mod agent_actions;
mod authorization;
mod cases_and_notifications;
mod client;
mod client_events;
mod console;
mod control;
mod control_guard;
mod faults;
mod files;
mod form_answers;
mod layers;
mod lifetime;
mod load;
mod pictures_and_configuration;
mod polling;
mod program;
mod recording;
mod repertoire;
mod scripted_agent;
mod sessions;
mod variants;
mod web_clients;
