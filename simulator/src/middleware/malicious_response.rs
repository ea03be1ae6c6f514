//! The answers of a malicious server, or of one that replaces the real one. The request still has its effect.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody, to_bytes},
    http::{
        HeaderName, HeaderValue, Response, StatusCode,
        header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, LOCATION},
    },
    response::IntoResponse,
};
use http_body::Frame;
use serde_json::Value;
use tokio::time::{Sleep, sleep};

use super::gzip_bomb;
use crate::{Hostility, hostility::STRANGE_ID};

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=UTF-8");

/// What becomes of an answer.
pub(crate) async fn answer(answer: Response<Body>, how: Hostility) -> Response<Body> {
    match how {
        Hostility::Redirect(to) => {
            let to = HeaderValue::try_from(to).unwrap_or(HeaderValue::from_static("/"));
            (StatusCode::FOUND, [(LOCATION, to)]).into_response()
        }
        Hostility::EndlessBody => json(Body::new(Endless { has_begun: false })),
        Hostility::SlowDrip => {
            let (mut parts, body) = answer.into_parts();
            let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
            parts.headers.insert(CONTENT_LENGTH, whole.len().into());
            Response::from_parts(parts, Body::new(Drip { rest: whole, pause: Box::pin(sleep(Duration::ZERO)) }))
        }
        Hostility::GzipBomb => {
            let mut bomb = json(Body::from(gzip_bomb::bomb()));
            bomb.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            bomb
        }
        Hostility::MillionEvents => json(Body::from(format!(r#"{{"events":[{}{{}}]}}"#, "{},".repeat(999_999)))),
        Hostility::HugeHeaders => {
            let mut answer = answer;
            for n in 0..16 {
                let name = HeaderName::try_from(format!("x-filler-{n}")).expect("a name");
                answer.headers_mut().insert(name, HeaderValue::try_from("x".repeat(1 << 16)).expect("a value"));
            }
            answer
        }
        Hostility::StrangeIds => {
            let (_, body) = answer.into_parts();
            let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
            let mut value = serde_json::from_slice(&whole).unwrap_or_default();
            make_strange(&mut value);
            json(Body::from(value.to_string()))
        }
    }
}

fn json(body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    response.headers_mut().insert(CONTENT_TYPE, JSON);
    response
}

fn make_strange(value: &mut Value) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(make_strange),
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(id) if name.ends_with("_id") => STRANGE_ID.clone_into(id),
                    value => make_strange(value),
                }
            }
        }
        _ => {}
    }
}

/// The beginning of a message, and then more of it.
struct Endless {
    has_begun: bool,
}

impl HttpBody for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        const MORE: &[u8] = &[b'x'; 1 << 16];
        let begins = !std::mem::replace(&mut self.has_begun, true);
        let piece = if begins { br#"{"events":[{"event":"chat_session_message","msg":""# } else { MORE };
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(piece)))))
    }
}

/// What is left of an answer, and the time until its next byte.
struct Drip {
    rest: Bytes,
    pause: Pin<Box<Sleep>>,
}

impl HttpBody for Drip {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        if self.pause.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        self.pause = Box::pin(sleep(Duration::from_millis(100)));
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(1)))))
    }
}
