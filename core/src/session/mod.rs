//! One chat: the machine that decides, and the driver that does.

mod backoff;
mod chat;
mod driver;
mod machine;
#[cfg(test)]
mod machine_tests;
mod sent;

pub(crate) use chat::Chat;
pub(crate) use machine::Delivery;
