//! Files up and down. An upload belongs to no chat; a download needs a chat, or the link that goes without authorization.

use std::sync::Arc;

use axum::{
    Extension, Json,
    extract::{
        Multipart, Path, State,
        multipart::{Field, MultipartRejection},
    },
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::Caller;
use crate::{RecordedUpload, UploadReply, centre::Centre, files::StoredFile, refusal::Refusal};

/// The largest file that is taken.
const MAX_FILE: usize = 25 * 1024 * 1024;

/// `POST files`: one file in a part of any name.
pub(super) async fn upload(
    State(centre): State<Arc<Centre>>,
    _caller: Caller,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Refusal> {
    let form = form.map_err(|_| Refusal::bad_json("The body is not multipart/form-data"))?;
    let (upload, bytes) = read(form).await?;
    let answer = keep(&centre, &upload, bytes);
    Ok((Extension(upload), answer).into_response())
}

/// The one file in a form. Parts without a file name are no files.
async fn read(mut form: Multipart) -> Result<(RecordedUpload, Vec<u8>), Refusal> {
    let broken = |_| Refusal::bad_json("The multipart body is broken");
    let mut file = None;
    while let Some(part) = form.next_field().await.map_err(broken)? {
        let upload = described(&part);
        let bytes = part.bytes().await.map_err(broken)?;
        let Some(upload) = upload else { continue };
        if file.replace((RecordedUpload { length: bytes.len(), ..upload }, bytes.to_vec())).is_some() {
            return Err(Refusal::bad_json("There is more than one file"));
        }
    }
    file.ok_or(Refusal::EmptyFile)
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
fn keep(centre: &Centre, upload: &RecordedUpload, bytes: Vec<u8>) -> Response {
    match bytes.len() {
        0 => return Refusal::EmptyFile.into_response(),
        length if length > MAX_FILE => return Refusal::FileTooLarge.into_response(),
        _ => {}
    }
    let name = upload.file_name.clone();
    let content_type = match upload.content_type.as_str() {
        "" => "application/octet-stream".to_owned(),
        declared => declared.to_owned(),
    };
    let file_id = centre.change(|world| world.files.add(StoredFile { name: name.clone(), content_type, bytes }));
    Json(match centre.options().upload_reply {
        UploadReply::IdAndName => json!({"file_id": file_id, "file_name": name}),
        UploadReply::IdOnly => json!({"file_id": file_id}),
    })
    .into_response()
}

/// `GET chats/{id}/files/{id}`
pub(super) async fn download(
    State(centre): State<Arc<Centre>>,
    caller: Caller,
    Path((chat_id, file_id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    centre.look(|world| world.live(&caller, &chat_id).map(|_| ()))?;
    serve(&centre, &file_id)
}

/// `GET /clientweb/file/{id}`: no tenant, no authorization; the id is the permission.
pub(super) async fn download_by_link(
    State(centre): State<Arc<Centre>>,
    Path(file_id): Path<String>,
) -> Result<Response, Refusal> {
    serve(&centre, &file_id)
}

fn serve(centre: &Centre, file_id: &str) -> Result<Response, Refusal> {
    let file = centre.look(|world| world.files.get(file_id).cloned()).ok_or(Refusal::NoFile)?;
    Ok(([(CONTENT_TYPE, file.content_type)], file.bytes).into_response())
}
