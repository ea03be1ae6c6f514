//! Sends requests on the thread of the connections, and observes whether one went out on a connection that had served another
//! one before: a server may close a kept connection just as the next request goes out, which says nothing of the server.

use std::{
    cell::Cell,
    io,
    task::{Context, Poll},
};

use reqwest::{RequestBuilder, Response};
use tokio::{runtime::Handle, task::JoinSet, task_local};
use tower_layer::Layer;
use tower_service::Service;

use super::{
    Failure,
    failure::{cause, io_kind},
};
use crate::model::ContactCenterError;

task_local! {
    /// Set where a connection had to be made for the request that the current task sends.
    static CONNECTED: Cell<bool>;
}

/// The beginning of an answer, or why there is none; and whether the request was given a connection that was there already.
pub(super) type Sent = (reqwest::Result<Response>, bool);

/// Sends a request on `connections`: its connection, if it needs one, lives there. Dropped, it gives the request up.
pub(super) async fn send(connections: &Handle, request: RequestBuilder) -> Result<Sent, Failure> {
    let observed = async move {
        let outcome = request.send().await;
        (outcome, !CONNECTED.with(Cell::get))
    };
    // A set of one: unlike a task alone, a set stops its tasks when it is dropped.
    let mut task = JoinSet::new();
    task.spawn_on(CONNECTED.scope(Cell::new(false), observed), connections);
    match task.join_next().await {
        Some(Ok(sent)) => Ok(sent),
        Some(Err(ended)) if ended.is_panic() => {
            Err(ContactCenterError::Internal { reason: "a request panicked".to_owned() }.into())
        }
        _ => Err(ContactCenterError::ShutDown {}.into()),
    }
}

/// Whether a connection died without an answer: closed, or reset.
pub(super) fn died_unanswered(error: &reqwest::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    let is_closed = cause::<hyper::Error>(error).is_some_and(hyper::Error::is_incomplete_message);
    let kind = io_kind(error);
    error.is_request()
        && !error.is_connect()
        && !error.is_timeout()
        && (is_closed || matches!(kind, Some(BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof)))
}

/// Notes each connection that is made. The client connects within the task of the request that needs a connection.
#[derive(Clone)]
pub(super) struct NoteConnections;

impl<S> Layer<S> for NoteConnections {
    type Service = Noting<S>;

    fn layer(&self, connector: S) -> Noting<S> {
        Noting(connector)
    }
}

#[derive(Clone)]
pub(super) struct Noting<S>(S);

impl<S: Service<R>, R> Service<R> for Noting<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, to: R) -> S::Future {
        // Outside of a request there is nothing to note.
        let _ = CONNECTED.try_with(|connected| connected.set(true));
        self.0.call(to)
    }
}
