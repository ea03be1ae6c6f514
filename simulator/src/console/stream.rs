//! Server-sent events: the chats, the faults and the revision of the request log, each whenever it has changed.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use serde_json::{Value, json};
use tokio::{
    sync::mpsc,
    time::{sleep, timeout},
};

use super::summary;
use crate::shared_state::SharedState;

/// Changes within this time are sent together.
const GATHER: Duration = Duration::from_millis(40);

/// Time after which a quiet stream carries a comment, so that a dead connection is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The body of a new stream. Its task ends with the connection.
pub(super) fn open(shared: Arc<SharedState>) -> Body {
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(run(shared, sender));
    Body::new(EventStream(receiver))
}

/// Sends until the receiver is gone.
async fn run(shared: Arc<SharedState>, sender: mpsc::Sender<Bytes>) {
    let mut changes = shared.changes();
    let mut sent: [Value; 3] = Default::default();
    let mut text = "retry: 1000\n\n".to_owned();
    loop {
        for ((name, value), before) in snapshot(&shared).into_iter().zip(&mut sent) {
            if value != *before {
                text.push_str(&format!("event: {name}\ndata: {value}\n\n"));
                *before = value;
            }
        }
        if !text.is_empty() && sender.send(std::mem::take(&mut text).into()).await.is_err() {
            return;
        }
        let changed = tokio::select! {
            () = sender.closed() => return,
            changed = timeout(HEARTBEAT, changes.changed()) => changed,
        };
        match changed {
            Ok(Ok(())) => sleep(GATHER).await,
            Ok(Err(_)) => return,
            Err(_) => text.push_str(": nothing new\n\n"),
        }
        changes.mark_unchanged();
    }
}

/// Names and contents of the events, as of now.
fn snapshot(shared: &SharedState) -> [(&'static str, Value); 3] {
    shared.look(|state| {
        let chats: Vec<_> = state.sessions.iter().map(summary::of).collect();
        [
            ("chats", json!({"base_url": shared.base_url(), "chats": chats})),
            ("faults", json!({"faults": state.faults.shown()})),
            ("requests", json!({"revision": state.requests.revision()})),
        ]
    })
}

/// A body of whatever is sent to it.
struct EventStream(mpsc::Receiver<Bytes>);

impl HttpBody for EventStream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}
