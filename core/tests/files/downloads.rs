//! What comes in, where it goes, and what cannot take it.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    sync::{Mutex, mpsc},
};

use super::{CHAT, Scene, content, names_in, refusal, server::PATIENCE};

#[tokio::test(flavor = "multi_thread")]
async fn a_file_arrives_whole_under_its_name_and_for_this_user_alone() {
    let bytes = content(1_000_000);
    let sent = bytes.clone();
    let scene = Scene::new(move |exchange| exchange.answer(200, "application/pdf", &sent));
    let file = scene.download("Bericht.pdf").await.unwrap();
    assert_eq!(file.path, format!("{}/Bericht.pdf", scene.downloads()));
    assert_eq!((file.size, file.content_type.as_deref()), (1_000_000, Some("application/pdf")));
    assert!(fs::read(&file.path).unwrap() == bytes, "the content is another");
    assert_eq!(fs::metadata(&file.path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(scene.downloaded(), ["Bericht.pdf"]);

    let [head] = &scene.server.heads()[..] else { panic!("one request") };
    assert_eq!(head.path(), format!("/clientweb/api/v2/chats/{CHAT}/files/f-1"));
    assert!(head.header("authorization").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_is_taken_gets_a_number_and_what_is_there_stays() {
    let scene = Scene::new(|exchange| exchange.answer(200, "text/plain", "new"));
    let before = scene.path("outside.txt");
    fs::write(&before, "old").unwrap();
    fs::write(format!("{}/a.txt", scene.downloads()), "old").unwrap();
    symlink(&before, format!("{}/a (2).txt", scene.downloads())).unwrap();
    let names = [scene.download("a.txt").await.unwrap().path, scene.download("a.txt").await.unwrap().path];
    let in_folder = |name: &str| format!("{}/{name}", scene.downloads());
    assert_eq!(names, [in_folder("a (3).txt"), in_folder("a (4).txt")]);
    assert_eq!(fs::read(in_folder("a.txt")).unwrap(), b"old");
    assert_eq!(fs::read(&before).unwrap(), b"old");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_name_stays_in_its_folder() {
    let scene = Scene::new(|exchange| exchange.answer(200, "text/plain", "x"));
    for name in ["../../evil.sh", "/etc/evil", "..\\evil", "..", "", ".bashrc", "a\0b", "\r\n", &"ä/".repeat(500)] {
        scene.download(name).await.unwrap();
    }
    let expected = ["ab", "bashrc", "evil", "evil (2)", "evil.sh", "file", "file (2)", "file (3)", "ä"];
    assert_eq!(scene.downloaded(), expected);
    assert_eq!(names_in(scene.folder.path()), ["downloads"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_take_it_is_refused_by_name_before_anything_is_sent() {
    let scene = Scene::new(|exchange| exchange.answer(200, "text/plain", "x"));
    let file = scene.file("file.txt", "x");
    for (directory, reason) in [
        (String::new(), "is empty"),
        (scene.path("missing"), "does not exist"),
        (file.clone(), "is not a folder"),
        (format!("{file}/below"), "is not a folder"),
        // No user may make a file there, not even root.
        ("/proc/self".to_owned(), "cannot be written to"),
    ] {
        let (id, name) = ("f-1".to_owned(), "a.txt".to_owned());
        let outcome = scene.sdk.download_file(CHAT.into(), id, directory.clone(), name, None).await;
        assert_eq!(refusal(outcome), ("directory".to_owned(), reason.to_owned()), "{directory}");
    }
    assert_eq!(scene.server.heads().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_could_break_out_of_its_path_is_refused_by_name() {
    let scene = Scene::new(|exchange| exchange.answer(200, "text/plain", "x"));
    let get = |chat: &str, file: &str| {
        scene.sdk.download_file(chat.into(), file.into(), scene.downloads(), "a.txt".into(), None)
    };
    for bad in ["", "a/b", "..", "a\\b", "a\"b"] {
        assert_eq!(refusal(get(CHAT, bad).await).0, "file_id");
        assert_eq!(refusal(get(bad, "f-1").await).0, "chat_id");
        assert_eq!(refusal(scene.sdk.get_party_photo(CHAT.into(), bad.into()).await).0, "party_id");
    }
    assert_eq!(scene.server.heads().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_has_the_name_of_the_file_before_it_is_whole() {
    let (half, is_half) = mpsc::channel();
    let (go_on, goes_on) = mpsc::channel::<()>();
    let goes_on = Mutex::new(goes_on);
    let scene = Scene::new(move |exchange| {
        exchange.begin(200, "Content-Length: 200000\r\n");
        exchange.write(&[b'x'; 100_000]);
        half.send(()).unwrap();
        goes_on.lock().unwrap().recv().unwrap();
        exchange.write(&[b'x'; 100_000]);
    });
    // The SDK has a thread of its own, so this one may block.
    let (file, ()) = tokio::join!(scene.download("a.txt"), async {
        is_half.recv_timeout(PATIENCE).unwrap();
        let names = scene.downloaded();
        assert!(names.len() == 1 && names[0].starts_with(".contact-center-"), "{names:?}");
        go_on.send(()).unwrap();
    });
    assert_eq!(file.unwrap().size, 200_000);
    assert_eq!(scene.downloaded(), ["a.txt"]);
}
