//! Redirects: followed a few times, within the API origin. Other origins get no request with credentials.

use reqwest::{Method, Response, StatusCode, Url, header};

use super::Failure;
use crate::model::ContactCenterError;

/// So many redirects one after the other are followed.
pub(super) const MOST: usize = 3;

/// The URL to which a request of the API has to be sent again, unless this is its answer.
///
/// A request that changes something is only repeated where the server says that it is to be repeated as it is; and one that is
/// read from a file as it goes out, never.
pub(super) fn within_api(response: &Response, method: &Method, is_repeatable: bool) -> Result<Option<Url>, Failure> {
    let Some(next) = target(response) else { return Ok(None) };
    if next.origin() != response.url().origin() {
        return Err(refused(response, "a redirect to another host or port, or to something else than https"));
    }
    let keeps_method = matches!(response.status(), StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT);
    if !is_repeatable || !(keeps_method || *method == Method::GET) {
        return Err(refused(response, "a redirect of a request that cannot be repeated"));
    }
    Ok(Some(next))
}

/// Where a response sends its reader, if it does. A password in it, which would go out as an authorization, is left out.
pub(super) fn target(response: &Response) -> Option<Url> {
    let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = response.headers().get(header::LOCATION).filter(|_| is_redirect)?;
    let mut next = response.url().join(location.to_str().ok()?).ok()?;
    next.set_username("").and_then(|()| next.set_password(None)).ok()?;
    Some(next)
}

/// A redirect that is not followed. Where it leads is not quoted.
pub(super) fn refused(response: &Response, reason: &str) -> Failure {
    let status = response.status().as_u16().into();
    ContactCenterError::UnexpectedResponse { reason: reason.to_owned(), status }.into()
}

/// More redirects than are followed.
pub(super) fn too_many() -> Failure {
    ContactCenterError::Transport { reason: "one redirect follows the other".to_owned() }.into()
}
