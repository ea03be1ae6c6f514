//! Every way in which the API says no, with the code that the documentation gives to it.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{ErrorCodeForm, SimulatorOptions};

/// A request that is turned down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    BadTenant,
    NoAuthorization,
    AuthorizationFormat,
    AuthorizationScheme,
    NoAppId,
    NoClientId,
    UnknownAppId,
    /// The reason is for the person who reads the answer.
    BadJson(&'static str),
    /// The chat is unknown, finished, or somebody else's.
    ChatGone,
    NoActiveChat,
    ConcurrentPoll,
    NoCase,
    TooManyParameters,
}

impl Refusal {
    fn status(self, options: &SimulatorOptions) -> StatusCode {
        match self {
            Self::BadTenant | Self::BadJson(_) => StatusCode::BAD_REQUEST,
            Self::NoAuthorization
            | Self::AuthorizationFormat
            | Self::AuthorizationScheme
            | Self::NoAppId
            | Self::NoClientId
            | Self::UnknownAppId => StatusCode::FORBIDDEN,
            Self::ChatGone | Self::NoActiveChat => StatusCode::NOT_FOUND,
            Self::ConcurrentPoll => {
                StatusCode::from_u16(options.concurrent_poll_status).unwrap_or(StatusCode::TOO_MANY_REQUESTS)
            }
            Self::NoCase | Self::TooManyParameters => StatusCode::NOT_ACCEPTABLE,
        }
    }

    fn code(self) -> u16 {
        match self {
            Self::BadTenant => 1000,
            Self::NoAuthorization => 2000,
            Self::AuthorizationFormat => 2001,
            Self::AuthorizationScheme => 2002,
            Self::NoAppId => 2003,
            Self::NoClientId => 2004,
            Self::UnknownAppId => 3000,
            Self::BadJson(_) => 5003,
            Self::ChatGone | Self::NoActiveChat => 5005,
            Self::ConcurrentPoll => 5509,
            Self::NoCase => 5601,
            Self::TooManyParameters => 5603,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::BadTenant => "Bad tenant URL",
            Self::NoAuthorization => "No Authorization header",
            Self::AuthorizationFormat => "Authorization header has a wrong format",
            Self::AuthorizationScheme => "Authorization header has a bad scheme",
            Self::NoAppId => "Authorization header has no appId",
            Self::NoClientId => "Authorization header has no clientId",
            Self::UnknownAppId => "Unknown appId",
            Self::BadJson(reason) => reason,
            Self::ChatGone => "Chat session not found",
            Self::NoActiveChat => "No active chat session",
            Self::ConcurrentPoll => "Too many poll requests",
            Self::NoCase => "Case not specified",
            Self::TooManyParameters => "Too many parameters",
        }
    }

    /// The answer in the form that the options ask for.
    pub(crate) fn answer(self, options: &SimulatorOptions) -> Response {
        let code = match options.error_code {
            ErrorCodeForm::Text => json!(self.code().to_string()),
            ErrorCodeForm::Number => json!(self.code()),
        };
        let body = json!({"error_code": code, "error_message": self.text()});
        (self.status(options), Json(body)).into_response()
    }
}

/// Handlers know nothing of the options: a refusal leaves them as a note, which the front desk writes out.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
