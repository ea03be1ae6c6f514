//! The agent console: a page in plain HTML, CSS and JavaScript modules that acts through the control API, and a stream of
//! server-sent events that tells it of every change. The guard of the control port protects both.

use std::sync::Arc;

use axum::{
    Router,
    extract::State,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::shared_state::SharedState;

mod stream;
mod summary;

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// Path, content type and text of each file of the page.
const ASSETS: &[(&str, &str, &str)] = &[
    ("/", HTML, include_str!("assets/index.html")),
    ("/console/icon.svg", SVG, include_str!("assets/icon.svg")),
    ("/console/style.css", CSS, include_str!("assets/style.css")),
    ("/console/chat.css", CSS, include_str!("assets/chat.css")),
    ("/console/panel.css", CSS, include_str!("assets/panel.css")),
    ("/console/main.js", SCRIPT, include_str!("assets/main.js")),
    ("/console/api.js", SCRIPT, include_str!("assets/api.js")),
    ("/console/dom.js", SCRIPT, include_str!("assets/dom.js")),
    ("/console/store.js", SCRIPT, include_str!("assets/store.js")),
    ("/console/menu.js", SCRIPT, include_str!("assets/menu.js")),
    ("/console/dialogs.js", SCRIPT, include_str!("assets/dialogs.js")),
    ("/console/chat-list.js", SCRIPT, include_str!("assets/chat-list.js")),
    ("/console/chat-header.js", SCRIPT, include_str!("assets/chat-header.js")),
    ("/console/actions.js", SCRIPT, include_str!("assets/actions.js")),
    ("/console/timeline.js", SCRIPT, include_str!("assets/timeline.js")),
    ("/console/transcript.js", SCRIPT, include_str!("assets/transcript.js")),
    ("/console/composer.js", SCRIPT, include_str!("assets/composer.js")),
    ("/console/requests.js", SCRIPT, include_str!("assets/requests.js")),
    ("/console/faults.js", SCRIPT, include_str!("assets/faults.js")),
    ("/console/details.js", SCRIPT, include_str!("assets/details.js")),
];

/// The page at `/`, its files and its stream below `/console/`.
pub(crate) fn router(shared: Arc<SharedState>) -> Router {
    let mut router = Router::new().route("/console/stream", get(open_stream));
    for (path, content_type, text) in ASSETS {
        router = router.route(path, get(async move || asset(content_type, text)));
    }
    router.with_state(shared)
}

fn asset(content_type: &'static str, text: &'static str) -> Response {
    // The files change with the program alone; a browser asks again so that a new program never meets an old page.
    ([(CONTENT_TYPE, content_type), (CACHE_CONTROL, "no-cache")], text).into_response()
}

async fn open_stream(State(shared): State<Arc<SharedState>>) -> Response {
    let headers = [(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, "no-store")];
    (headers, stream::open(shared)).into_response()
}
