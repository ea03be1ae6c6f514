//! The app's side of the SDK: the trait that it implements, and the one ordered dispatcher that calls it.

mod completion;
mod dispatcher;
mod events_delegating;

pub(crate) use completion::Completion;
pub use completion::ContactCenterMessageCompletion;
pub(crate) use dispatcher::Dispatcher;
#[cfg(feature = "internals")]
pub(crate) use dispatcher::call;
pub use events_delegating::ContactCenterEventsDelegating;
