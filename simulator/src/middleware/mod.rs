//! What every request to the API passes: it is recorded, errors get their configured form, and faults strike.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    body::{Body, HttpBody, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    Fault, RecordedUpload, Route, api_error::ApiError, fault::Moment, request_log::RecordedAnswer,
    shared_state::SharedState,
};

pub(crate) mod cors;
mod gzip_bomb;
mod malicious_response;
mod truncated_body;

/// The largest body that is read. Uploads may have 25 MB; more than this is a client gone wild.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// How much of an answer is recorded.
const MAX_RECORDED_TEXT: usize = 16 * 1024;

/// Sees a request through. An upload is written down when it begins, so that one that breaks off can be seen too; every
/// other request when it has been read.
pub(crate) async fn handle(State(shared): State<Arc<SharedState>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let route = Route::of(&parts.method, parts.uri.path());
    let note = |body: &[u8]| shared.change(|state| state.requests.note(shared.elapsed(), &parts, body));
    let begun = (route == Some(Route::Upload)).then(|| note(&[]));
    let Ok(body) = to_bytes(body, MAX_BODY).await else { return truncated_body::hang_up() };
    let sequence = begun.unwrap_or_else(|| note(&body));

    let mut upload = None;
    let response = match take_fault(&shared, route, Moment::Arrival) {
        Some(Fault::Refuse) => None,
        Some(Fault::Status { status, body, content_type, headers }) => {
            Some(stand_in(status, body, content_type, headers))
        }
        _ => {
            let mut answer = next.run(Request::from_parts(parts, Body::from(body))).await;
            upload = answer.extensions_mut().remove::<RecordedUpload>();
            let error = answer.extensions_mut().remove::<ApiError>();
            let answer = error.map_or(answer, |error| error.answer(&shared.options()));
            spoil(answer, take_fault(&shared, route, Moment::Answer)).await
        }
    };
    // A connection that dies before the first byte has no status to be noted.
    let Some(response) = response else { return truncated_body::hang_up() };
    let (response, text) = with_text(response).await;
    let answer = RecordedAnswer { status: response.status().as_u16(), text, upload };
    shared.change(|state| state.requests.note_answer(sequence, shared.elapsed(), answer));
    response
}

/// The answer, and the beginning of its body if that is a short text.
async fn with_text(response: Response) -> (Response, String) {
    let is_text = response.headers().get(CONTENT_TYPE).is_some_and(|content_type| {
        let essence = content_type.to_str().unwrap_or_default();
        essence.starts_with("application/json") || essence.starts_with("text/html")
    });
    // A body without a known size is that of a fault.
    if !is_text || response.body().size_hint().exact().is_none() {
        return (response, String::new());
    }
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&body[..body.len().min(MAX_RECORDED_TEXT)]).into_owned();
    (Response::from_parts(parts, Body::from(body)), text)
}

fn take_fault(shared: &SharedState, route: Option<Route>, moment: Moment) -> Option<Fault> {
    shared.change(|state| state.faults.take(route, moment))
}

/// The answer that a fault puts in place of the real one; headers that HTTP does not allow are left out.
fn stand_in(status: u16, body: String, content_type: Option<String>, headers: BTreeMap<String, String>) -> Response {
    let mut response =
        (StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), body).into_response();
    response.headers_mut().remove(CONTENT_TYPE);
    let content_type = content_type.map(|value| (CONTENT_TYPE.to_string(), value));
    for (name, value) in content_type.into_iter().chain(headers) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// What a fault leaves of an answer; `None` when nothing.
async fn spoil(answer: Response, fault: Option<Fault>) -> Option<Response> {
    Some(match fault {
        Some(Fault::Reset) => return None,
        Some(Fault::CutBody { after_bytes }) => truncated_body::cut(answer, after_bytes).await,
        Some(Fault::EmptyBody) => StatusCode::OK.into_response(),
        Some(Fault::Stall { duration }) => {
            tokio::time::sleep(duration).await;
            answer
        }
        Some(Fault::Hostile { how }) => malicious_response::answer(answer, how).await,
        _ => answer,
    })
}
