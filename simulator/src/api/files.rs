//! Files up and down. An upload belongs to no chat; a download needs a chat, or the link that goes without authorization.

use std::sync::Arc;

use axum::{
    Extension, Json,
    extract::{
        Multipart, Path, State,
        multipart::{Field, MultipartRejection},
    },
    http::header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::authorization::Viewer;
use crate::{
    RecordedUpload, UploadReply,
    api_error::ApiError,
    caller::Caller,
    files::{MAX_FILE, StoredFile},
    shared_state::SharedState,
};

/// `POST files`: one file in a part of any name.
pub(super) async fn upload(
    State(shared): State<Arc<SharedState>>,
    _caller: Caller,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, ApiError> {
    let form = form.map_err(|_| ApiError::bad_json("The body is not multipart/form-data"))?;
    let (upload, bytes) = read(form).await?;
    let answer = keep(&shared, &upload, bytes);
    Ok((Extension(upload), answer).into_response())
}

/// The one file in a form. Parts without a file name are no files.
async fn read(mut form: Multipart) -> Result<(RecordedUpload, Vec<u8>), ApiError> {
    let broken = |_| ApiError::bad_json("The multipart body is broken");
    let mut file = None;
    while let Some(part) = form.next_field().await.map_err(broken)? {
        let upload = described(&part);
        let bytes = part.bytes().await.map_err(broken)?;
        let Some(upload) = upload else { continue };
        if file.replace((RecordedUpload { length: bytes.len(), ..upload }, bytes.to_vec())).is_some() {
            return Err(ApiError::bad_json("There is more than one file"));
        }
    }
    file.ok_or(ApiError::EmptyFile)
}

fn described(part: &Field<'_>) -> Option<RecordedUpload> {
    Some(RecordedUpload {
        part_name: part.name().unwrap_or_default().to_owned(),
        file_name: part.file_name()?.to_owned(),
        content_type: part.content_type().unwrap_or_default().to_owned(),
        length: 0,
    })
}

/// Keeps the file and answers with its id.
fn keep(shared: &SharedState, upload: &RecordedUpload, bytes: Vec<u8>) -> Response {
    match bytes.len() {
        0 => return ApiError::EmptyFile.into_response(),
        length if length > MAX_FILE => return ApiError::FileTooLarge.into_response(),
        _ => {}
    }
    let name = upload.file_name.clone();
    let content_type = match upload.content_type.as_str() {
        "" => "application/octet-stream".to_owned(),
        declared => declared.to_owned(),
    };
    let file_id = shared.change(|state| state.files.add(StoredFile { name: name.clone(), content_type, bytes }));
    Json(match shared.options().upload_reply {
        UploadReply::IdAndName => json!({"file_id": file_id, "file_name": name}),
        UploadReply::IdOnly => json!({"file_id": file_id}),
    })
    .into_response()
}

/// `GET chats/{id}/files/{id}`
pub(super) async fn download(
    State(shared): State<Arc<SharedState>>,
    viewer: Viewer,
    Path((chat_id, file_id)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    shared.look(|state| state.viewed(viewer.caller.as_ref(), &chat_id).map(|_| ()))?;
    serve(&shared, &file_id)
}

/// `GET /clientweb/file/{id}`: no tenant, no authorization; the id is the permission.
pub(super) async fn download_by_link(
    State(shared): State<Arc<SharedState>>,
    Path(file_id): Path<String>,
) -> Result<Response, ApiError> {
    serve(&shared, &file_id)
}

fn serve(shared: &SharedState, file_id: &str) -> Result<Response, ApiError> {
    let file = shared.look(|state| state.files.get(file_id).cloned()).ok_or(ApiError::NoFile)?;
    let disposition = disposition(&file);
    Ok(([(CONTENT_TYPE, file.content_type), (CONTENT_DISPOSITION, disposition)], file.bytes).into_response())
}

/// How a browser shows a file, and under which name it saves it: in ASCII, and in full.
fn disposition(file: &StoredFile) -> String {
    let kind = if file.file_type() == "image" { "inline" } else { "attachment" };
    let is_plain = |character: char| matches!(character, ' '..='~') && !matches!(character, '"' | '\\' | '%');
    let plain: String = file.name.chars().map(|character| if is_plain(character) { character } else { '_' }).collect();
    let mut full = String::new();
    for byte in file.name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            full.push(byte.into());
        } else {
            full.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{full}")
}
