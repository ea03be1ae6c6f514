//! Answers that never arrive whole. When a body fails, the server can only drop the connection, without a closing word of
//! TLS: on the other side that is a connection that died.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    http::{Response, header::CONTENT_LENGTH},
};
use http_body::Frame;
use tokio::time::{Sleep, sleep};

/// Time in which the part that shall arrive is flushed before the connection goes down.
const FLUSH: Duration = Duration::from_millis(20);

/// An answer of which no byte is sent: its body fails before its head has been flushed.
pub(crate) fn hang_up() -> Response<Body> {
    Response::new(Body::new(BrokenBody { part: None, flushed: None }))
}

/// The answer with its full length declared, but no more than so many bytes of body, and never all of them.
pub(crate) async fn cut(response: Response<Body>, after_bytes: usize) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let Ok(whole) = axum::body::to_bytes(body, usize::MAX).await else { return hang_up() };
    if whole.is_empty() {
        return hang_up();
    }
    parts.headers.insert(CONTENT_LENGTH, whole.len().into());
    let part = whole.slice(..after_bytes.min(whole.len() - 1));
    let flushed = Some(Box::pin(sleep(FLUSH)));
    Response::from_parts(parts, Body::new(BrokenBody { part: Some(part), flushed }))
}

/// A body that sends a part, waits until that is on its way, and fails.
struct BrokenBody {
    /// What is sent first; empty when it has been sent.
    part: Option<Bytes>,
    /// What is waited for before failing; nothing when nothing shall be sent.
    flushed: Option<Pin<Box<Sleep>>>,
}

impl HttpBody for BrokenBody {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        if let Some(part) = self.part.take().filter(|part| !part.is_empty()) {
            return Poll::Ready(Some(Ok(Frame::data(part))));
        }
        if let Some(flushed) = &mut self.flushed
            && flushed.as_mut().poll(context).is_pending()
        {
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(Cut)))
    }
}

/// Why such a body fails.
#[derive(Debug)]
struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("cut off by a fault that was asked for")
    }
}

impl std::error::Error for Cut {}
