//! Where every request to the API comes in and every answer goes out: it is written down here, refusals get their form
//! here, and faults strike here.

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{Fault, Route, broken_body, centre::Centre, fault::Moment, refusal::Refusal};

/// The largest body that is read. Uploads may have 25 MB; more than this is a client gone wild.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// Sees a request through.
pub(crate) async fn attend(State(centre): State<Arc<Centre>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY).await else { return broken_body::hang_up() };
    let route = Route::of(&parts.method, parts.uri.path());
    let sequence = centre.change(|world| world.requests.note(centre.elapsed(), &parts, &body));

    let response = match take_fault(&centre, route, Moment::Arrival) {
        Some(Fault::Refuse) => return broken_body::hang_up(),
        Some(Fault::Status { status, body, content_type, headers }) => {
            let mut response = (StatusCode::from_u16(status).unwrap_or_default(), body).into_response();
            response.headers_mut().remove(CONTENT_TYPE);
            let content_type = content_type.map(|value| (CONTENT_TYPE.to_string(), value));
            for (name, value) in content_type.into_iter().chain(headers) {
                if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                    response.headers_mut().insert(name, value);
                }
            }
            response
        }
        _ => {
            let response = next.run(Request::from_parts(parts, Body::from(body))).await;
            let refusal = response.extensions().get::<Refusal>().copied();
            let response = refusal.map_or(response, |refusal| refusal.answer(&centre.options));
            match take_fault(&centre, route, Moment::Answer) {
                Some(Fault::Reset) => return broken_body::hang_up(),
                Some(Fault::CutBody { after_bytes }) => broken_body::cut(response, after_bytes).await,
                Some(Fault::EmptyBody) => StatusCode::OK.into_response(),
                Some(Fault::Stall { duration }) => {
                    tokio::time::sleep(duration).await;
                    response
                }
                _ => response,
            }
        }
    };
    centre.change(|world| world.requests.note_status(sequence, response.status().as_u16()));
    response
}

fn take_fault(centre: &Centre, route: Option<Route>, moment: Moment) -> Option<Fault> {
    centre.change(|world| world.faults.take(route, moment))
}
