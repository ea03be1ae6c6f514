//! The app's side of the SDK: the trait that it implements, and the one ordered dispatcher that calls it.

mod dispatcher;
mod events_delegating;

pub(crate) use dispatcher::Dispatcher;
pub use events_delegating::ContactCenterEventsDelegating;
