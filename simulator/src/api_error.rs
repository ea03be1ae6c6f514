//! Every way in which the API says no, with the code that the documentation gives to it.

use std::borrow::Cow;

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{ErrorCodeForm, SimulatorOptions};

/// A request that is turned down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ApiError {
    BadTenant,
    NoAuthorization,
    AuthorizationFormat,
    AuthorizationScheme,
    NoAppId,
    NoClientId,
    UnknownAppId,
    /// The reason is for the person who reads the answer.
    BadJson(Cow<'static, str>),
    /// The chat is unknown, finished, or another client's.
    ChatGone,
    NoActiveChat,
    ConcurrentPoll,
    NoCase,
    TooManyParameters,
    /// The file is unknown, or there is no such picture.
    NoFile,
    FileTooLarge,
    EmptyFile,
    /// An idle poll, to servers that see an error in it.
    NoEvents,
}

impl ApiError {
    /// Bad JSON, and why.
    pub(crate) fn bad_json(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::BadJson(reason.into())
    }

    fn status(&self, options: &SimulatorOptions) -> StatusCode {
        match self {
            Self::BadTenant | Self::BadJson(_) | Self::FileTooLarge | Self::EmptyFile | Self::NoEvents => {
                StatusCode::BAD_REQUEST
            }
            Self::NoAuthorization
            | Self::AuthorizationFormat
            | Self::AuthorizationScheme
            | Self::NoAppId
            | Self::NoClientId
            | Self::UnknownAppId => StatusCode::from_u16(options.unauthorized_status).unwrap_or(StatusCode::FORBIDDEN),
            Self::ChatGone | Self::NoActiveChat | Self::NoFile => StatusCode::NOT_FOUND,
            Self::ConcurrentPoll => {
                StatusCode::from_u16(options.concurrent_poll_status).unwrap_or(StatusCode::TOO_MANY_REQUESTS)
            }
            Self::NoCase | Self::TooManyParameters => StatusCode::NOT_ACCEPTABLE,
        }
    }

    fn code(&self) -> u16 {
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
            Self::FileTooLarge => 5501,
            Self::NoFile => 5502,
            Self::NoEvents => 5511,
            Self::EmptyFile => 5558,
            Self::NoCase => 5601,
            Self::TooManyParameters => 5603,
        }
    }

    fn text(&self) -> &str {
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
            Self::FileTooLarge => "File too large",
            Self::NoFile => "File not found",
            Self::NoEvents => "No events",
            Self::EmptyFile => "There is no file, or it is empty",
            Self::NoCase => "Case not specified",
            Self::TooManyParameters => "Too many parameters",
        }
    }

    /// The answer in the form that the options ask for.
    pub(crate) fn answer(&self, options: &SimulatorOptions) -> Response {
        let code = match options.error_code {
            ErrorCodeForm::Text => json!(self.code().to_string()),
            ErrorCodeForm::Number => json!(self.code()),
        };
        let body = json!({"error_code": code, "error_message": self.text()});
        (self.status(options), Json(body)).into_response()
    }
}

/// Handlers know nothing of the options: an error leaves them as a note, which the middleware writes out.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
