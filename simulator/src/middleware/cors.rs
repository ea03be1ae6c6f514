//! Cross-origin requests from web pages. Only paths below `/clientweb/` take them: the control API has its own port.
//!
//! The headers stand on every answer, those of errors and faults too, because a page cannot read an answer without them.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
            ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
            ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
        },
    },
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{request_log::RecordedAnswer, shared_state::SharedState};

const REQUEST_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-request-private-network");
const ALLOW_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-allow-private-network");
const TRUE: HeaderValue = HeaderValue::from_static("true");

/// Answers preflights, and adds the headers of cross-origin answers to everything else.
pub(crate) async fn handle(State(shared): State<Arc<SharedState>>, request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/clientweb/") {
        return next.run(request).await;
    }
    let origin = request.headers().get(ORIGIN).cloned();
    let is_allowed =
        |origin: &HeaderValue| origin.to_str().is_ok_and(|origin| shared.options().allowed_origins.allow(origin));
    let allowed = origin.as_ref().filter(|origin| is_allowed(origin)).cloned();
    let is_preflight =
        request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if origin.is_some() && is_preflight {
        let response = preflight(request.headers(), allowed.is_some());
        record(&shared, request, response.status());
        response
    } else {
        next.run(request).await
    };
    // Answers differ by origin, those without an origin too.
    response.headers_mut().append(VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = allowed {
        let headers = response.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
        headers.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("Retry-After, Content-Disposition, Content-Length"),
        );
    }
    response
}

/// The answer to a preflight: whatever an allowed page asks for, and 403 for any other.
fn preflight(headers: &HeaderMap, is_allowed: bool) -> Response {
    if !is_allowed {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    let answer = response.headers_mut();
    answer.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, OPTIONS"));
    answer.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    if let Some(asked) = headers.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        answer.insert(ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
    }
    if headers.contains_key(REQUEST_PRIVATE_NETWORK) {
        answer.insert(ALLOW_PRIVATE_NETWORK, TRUE);
    }
    response
}

/// Records a preflight, which no other middleware sees. Faults leave it alone, so that they affect what they aim at.
fn record(shared: &SharedState, request: Request, status: StatusCode) {
    let (parts, _) = request.into_parts();
    let at = shared.elapsed();
    shared.change(|state| {
        let sequence = state.requests.note(at, &parts, &[]);
        let answer = RecordedAnswer { status: status.as_u16(), text: String::new(), upload: None };
        state.requests.note_answer(sequence, at, answer);
    });
}
