//! Whether a request went out on a connection that had served another one before: a server may close a kept connection just as
//! the next request goes out, which says nothing of the server.

use std::{
    cell::Cell,
    future::Future,
    io,
    task::{Context, Poll},
};

use tokio::task_local;
use tower_layer::Layer;
use tower_service::Service;

use super::failure::{cause, io_kind};

task_local! {
    /// Set where a connection had to be made for the request that the current task sends.
    static CONNECTED: Cell<bool>;
}

/// Sends a request, and says whether it was given a connection that was there already.
pub(super) async fn reuses_connection<T>(request: impl Future<Output = T>) -> (T, bool) {
    let observed = async {
        let outcome = request.await;
        (outcome, !CONNECTED.with(Cell::get))
    };
    CONNECTED.scope(Cell::new(false), observed).await
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
