//! Names for the kinds of request, so that a fault can be aimed at one of them.

use axum::http::Method;
use serde::{Deserialize, Serialize};

/// The path prefixes under which the API is served.
pub(crate) const API_PREFIXES: [&str; 2] = ["/clientweb/api/v2", "/clientweb/api/v1"];

/// The beginning of links to files, which need no authorization: the id is the capability.
pub(crate) const FILE_LINK_PREFIX: &str = "/clientweb/file/";

/// A kind of request to the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// `GET version`
    Version,
    /// `GET availability`
    Availability,
    /// `GET parameters`
    Parameters,
    /// `POST chats`
    RequestChat,
    /// `GET chats/active`
    ActiveChat,
    /// `GET chats/{id}/events`
    Poll,
    /// `POST chats/{id}/events`
    SendEvents,
    /// `GET chats/{id}/history`
    History,
    /// `GET chats/{id}/casehistory`
    CaseHistory,
    /// `POST chats/{id}/closecase`
    CloseCase,
    /// `POST chats/{id}/notifications`
    Notifications,
    /// `POST files`
    Upload,
    /// `GET chats/{id}/files/{id}`
    Download,
    /// `GET /clientweb/file/{id}`, outside the API
    DownloadByLink,
    /// `GET chats/{id}/profilephotos/{id}`
    ProfilePhoto,
    /// `GET chats/{id}/chaticon`
    ChatIcon,
    /// `GET iceservers`
    IceServers,
    /// `GET configuration`
    Configuration,
    /// Every request there is, those to unknown paths included; only the control API is left alone.
    Any,
}

impl Route {
    /// The kind of a request, if it has a name.
    pub(crate) fn of(method: &Method, path: &str) -> Option<Self> {
        if method == Method::GET && path.starts_with(FILE_LINK_PREFIX) {
            return Some(Self::DownloadByLink);
        }
        let rest = API_PREFIXES.iter().find_map(|prefix| path.strip_prefix(prefix))?;
        let segments: Vec<&str> = rest.strip_prefix('/')?.trim_start_matches('/').split('/').collect();
        Some(match (method.as_str(), segments.as_slice()) {
            ("GET", ["version"]) => Self::Version,
            ("GET", ["availability"]) => Self::Availability,
            ("GET", ["parameters"]) => Self::Parameters,
            ("POST", ["chats"]) => Self::RequestChat,
            ("GET", ["chats", "active"]) => Self::ActiveChat,
            ("GET", ["chats", _, "events"]) => Self::Poll,
            ("POST", ["chats", _, "events"]) => Self::SendEvents,
            ("GET", ["chats", _, "history"]) => Self::History,
            ("GET", ["chats", _, "casehistory"]) => Self::CaseHistory,
            ("POST", ["chats", _, "closecase"]) => Self::CloseCase,
            ("POST", ["chats", _, "notifications"]) => Self::Notifications,
            ("POST", ["files"]) => Self::Upload,
            ("GET", ["chats", _, "files", _]) => Self::Download,
            ("GET", ["chats", _, "profilephotos", _]) => Self::ProfilePhoto,
            ("GET", ["chats", _, "chaticon"]) => Self::ChatIcon,
            ("GET", ["iceservers"]) => Self::IceServers,
            ("GET", ["configuration"]) => Self::Configuration,
            _ => return None,
        })
    }
}
