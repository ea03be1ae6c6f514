//! Photos of parties and the icon of a chat.

use contact_center_core::*;

use super::{CHAT, Scene};

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_comes_whole_with_its_media_type() {
    let scene = Scene::new(|exchange| exchange.answer(200, "image/png", b"\x89PNG"));
    let picture = ContactCenterImage { data: b"\x89PNG".to_vec(), content_type: Some("image/png".into()) };
    assert_eq!(scene.sdk.get_party_photo(CHAT.into(), "p-1".into()).await, Ok(Some(picture.clone())));
    assert_eq!(scene.sdk.get_chat_icon(CHAT.into()).await, Ok(Some(picture)));
    let paths: Vec<_> = scene.server.heads().iter().map(|head| head.path().to_owned()).collect();
    let chat = format!("/clientweb/api/v2/chats/{CHAT}");
    assert_eq!(paths, [format!("{chat}/profilephotos/p-1"), format!("{chat}/chaticon")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_picture_is_no_error_and_anything_else_than_a_picture_is() {
    for (status, content_type, body, kind) in [
        (404, "text/html", "<html>404</html>", Some("UnexpectedResponse")),
        (404, "text/plain", "", None),
        (404, "application/json", r#"{"error_code":"5502"}"#, None),
        (200, "image/png", "", None),
        (200, "text/html; charset=utf-8", "<html>log in</html>", Some("UnexpectedResponse")),
        (500, "application/json", r#"{"error_code":"5500"}"#, Some("ChatSessionInternalServerError")),
    ] {
        let scene = Scene::new(move |exchange| exchange.answer(status, content_type, body));
        let pictures =
            [scene.sdk.get_party_photo(CHAT.into(), "p-1".into()).await, scene.sdk.get_chat_icon(CHAT.into()).await];
        for picture in pictures {
            assert_eq!(picture.map_err(|error| error.kind()), kind.map_or(Ok(None), |kind| Err(kind.to_owned())));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_does_not_end_is_refused_at_eight_megabytes() {
    let scene = Scene::new(|exchange| {
        exchange.begin(200, "Content-Type: image/png\r\n");
        while exchange.write(&vec![0; 1 << 20]) {}
    });
    assert_eq!(scene.sdk.get_chat_icon(CHAT.into()).await.unwrap_err().kind(), "ResponseTooLarge");
}
