//! Where every request to the API comes in and every answer goes out: it is written down here, refusals get their form
//! here, and faults strike here.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{Fault, RecordedUpload, Route, broken_body, centre::Centre, fault::Moment, hostility, refusal::Refusal};

/// The largest body that is read. Uploads may have 25 MB; more than this is a client gone wild.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// Sees a request through. An upload is written down when it begins, so that one that breaks off can be seen too; every
/// other request when it has been read.
pub(crate) async fn attend(State(centre): State<Arc<Centre>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let route = Route::of(&parts.method, parts.uri.path());
    let note = |body: &[u8]| centre.change(|world| world.requests.note(centre.elapsed(), &parts, body));
    let begun = (route == Some(Route::Upload)).then(|| note(&[]));
    let Ok(body) = to_bytes(body, MAX_BODY).await else { return broken_body::hang_up() };
    let sequence = begun.unwrap_or_else(|| note(&body));

    let mut upload = None;
    let response = match take_fault(&centre, route, Moment::Arrival) {
        Some(Fault::Refuse) => None,
        Some(Fault::Status { status, body, content_type, headers }) => {
            Some(stand_in(status, body, content_type, headers))
        }
        _ => {
            let mut answer = next.run(Request::from_parts(parts, Body::from(body))).await;
            upload = answer.extensions_mut().remove::<RecordedUpload>();
            let refusal = answer.extensions_mut().remove::<Refusal>();
            let answer = refusal.map_or(answer, |refusal| refusal.answer(&centre.options()));
            spoil(answer, take_fault(&centre, route, Moment::Answer)).await
        }
    };
    // A connection that dies before the first byte has no status to be noted.
    let Some(response) = response else { return broken_body::hang_up() };
    centre.change(|world| world.requests.note_answer(sequence, response.status().as_u16(), upload));
    response
}

fn take_fault(centre: &Centre, route: Option<Route>, moment: Moment) -> Option<Fault> {
    centre.change(|world| world.faults.take(route, moment))
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
        Some(Fault::CutBody { after_bytes }) => broken_body::cut(answer, after_bytes).await,
        Some(Fault::EmptyBody) => StatusCode::OK.into_response(),
        Some(Fault::Stall { duration }) => {
            tokio::time::sleep(duration).await;
            answer
        }
        Some(Fault::Hostile { how }) => hostility::answer(answer, how).await,
        _ => answer,
    })
}
