//! Authorization: the tenant in the query and the two ids in the header of every request.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{
        HeaderMap,
        header::{AUTHORIZATION, COOKIE},
        request::Parts,
    },
};

use crate::{
    WebChatVisitors,
    api_error::ApiError,
    caller::{Caller, Visitor, WEB_CHAT},
    request_log::query_value,
    shared_state::SharedState,
};

/// The cookie that tells web clients apart.
const VISITOR_COOKIE: &str = "simulator_visitor";

/// The one scheme there is.
const SCHEME: &str = "MOBILE-API-140-327-PLAIN";

impl FromRequestParts<Arc<SharedState>> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<SharedState>) -> Result<Self, ApiError> {
        let options = shared.options();
        let tenant = query_value(&parts.uri, "tenantUrl").ok_or(ApiError::BadTenant)?;
        let tenant = tenant_domain(&tenant);
        let known = options.tenant.as_deref().is_none_or(|known| tenant_domain(known).eq_ignore_ascii_case(tenant));
        if tenant.is_empty() || !known {
            return Err(ApiError::BadTenant);
        }
        let ids = Ids::read(&parts.headers)?;
        let app_id = ids.app_id.ok_or(ApiError::NoAppId)?;
        let client_id = ids.client_id.ok_or(ApiError::NoClientId)?;
        if options.app_id.as_deref().is_some_and(|known| known != app_id) {
            return Err(ApiError::UnknownAppId);
        }
        let is_by_cookie = client_id == WEB_CHAT && options.web_chat_visitors == WebChatVisitors::ByCookie;
        let visitor = if is_by_cookie { Visitor::Cookie(visitor(&parts.headers)) } else { Visitor::Any };
        Ok(Self { client_id, visitor })
    }
}

/// A request for something whose id is the capability.
pub(super) struct Viewer {
    /// The caller, if the request names one.
    pub(super) caller: Option<Caller>,
}

impl FromRequestParts<Arc<SharedState>> for Viewer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<SharedState>) -> Result<Self, ApiError> {
        if !parts.headers.contains_key(AUTHORIZATION) && !shared.options().downloads_need_authorization {
            return Ok(Self { caller: None });
        }
        Caller::from_request_parts(parts, shared).await.map(|caller| Self { caller: Some(caller) })
    }
}

/// The visitor that a cookie names.
fn visitor(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, value)| *name == VISITOR_COOKIE && !value.is_empty()).map(|(_, value)| value.to_owned())
}

/// The cookie of a visitor. The page and the API are different sites to a browser, which may keep cookies by page only.
pub(super) fn visitor_cookie(visitor: &str, cleartext: bool) -> String {
    let site = if cleartext { "SameSite=Lax" } else { "SameSite=None; Secure; Partitioned" };
    format!("{VISITOR_COOKIE}={visitor}; Path=/clientweb; HttpOnly; {site}")
}

/// Tenants are named by their domain or by a URL of nothing but that.
fn tenant_domain(tenant: &str) -> &str {
    let domain = tenant.strip_prefix("https://").or_else(|| tenant.strip_prefix("http://")).unwrap_or(tenant);
    domain.strip_suffix('/').unwrap_or(domain)
}

/// The ids in the header; an empty one is none.
#[derive(Debug, Default, PartialEq, Eq)]
struct Ids {
    app_id: Option<String>,
    client_id: Option<String>,
}

impl Ids {
    fn read(headers: &HeaderMap) -> Result<Self, ApiError> {
        let mut values = headers.get_all(AUTHORIZATION).iter();
        let value = values.next().ok_or(ApiError::NoAuthorization)?;
        if values.next().is_some() {
            return Err(ApiError::AuthorizationFormat);
        }
        Self::parse(value.to_str().map_err(|_| ApiError::AuthorizationFormat)?)
    }

    /// `SCHEME appId="…", clientId="…"`, with the quotes or without.
    fn parse(header: &str) -> Result<Self, ApiError> {
        let (scheme, parameters) = header.trim().split_once(' ').ok_or(ApiError::AuthorizationFormat)?;
        if !scheme.eq_ignore_ascii_case(SCHEME) {
            return Err(ApiError::AuthorizationScheme);
        }
        let mut ids = Self::default();
        for parameter in parameters.split(',') {
            let (name, value) = parameter.trim().split_once('=').ok_or(ApiError::AuthorizationFormat)?;
            let value = unquoted(value.trim()).ok_or(ApiError::AuthorizationFormat)?;
            let place = match name.trim() {
                "appId" => &mut ids.app_id,
                "clientId" => &mut ids.client_id,
                _ => continue,
            };
            if place.is_some() {
                return Err(ApiError::AuthorizationFormat);
            }
            *place = Some(value.to_owned()).filter(|value| !value.is_empty());
        }
        Ok(ids)
    }
}

/// The value without its quotes; `None` if quotes stand anywhere else than around it.
fn unquoted(value: &str) -> Option<&str> {
    let inner = match value.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"')?,
        None => value,
    };
    (!inner.contains('"')).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::{ApiError, Ids, tenant_domain};

    fn ids(app_id: &str, client_id: &str) -> Result<Ids, ApiError> {
        Ok(Ids { app_id: Some(app_id.to_owned()), client_id: Some(client_id.to_owned()) })
    }

    #[test]
    fn ids_are_read_with_quotes_and_without() {
        let expected = ids("demo", "c-1");
        assert_eq!(Ids::parse(r#"MOBILE-API-140-327-PLAIN appId="demo", clientId="c-1""#), expected);
        assert_eq!(Ids::parse("MOBILE-API-140-327-PLAIN appId=demo,clientId=c-1"), expected);
    }

    #[test]
    fn headers_of_a_wrong_form_are_told_from_those_of_a_wrong_scheme() {
        for header in
            ["MOBILE-API-140-327-PLAIN", "MOBILE-API-140-327-PLAIN demo", r#"MOBILE-API-140-327-PLAIN appId="demo"#]
        {
            assert_eq!(Ids::parse(header), Err(ApiError::AuthorizationFormat), "{header}");
        }
        assert_eq!(Ids::parse("Bearer abc"), Err(ApiError::AuthorizationScheme));
    }

    #[test]
    fn a_tenant_may_be_named_by_url() {
        assert_eq!(tenant_domain("https://acme.example.com/"), "acme.example.com");
        assert_eq!(tenant_domain("acme.example.com"), "acme.example.com");
    }
}
