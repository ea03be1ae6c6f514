//! Files up and down.

use std::fs;

use serde_json::json;

use super::Scene;

pub(super) fn move_files(scene: &mut Scene) {
    let path = scene.folder.path().join("photo.png");
    fs::write(&path, "a photo").unwrap();
    let uploaded = scene.client.ok("upload_file", json!({ "path": path }));
    let file_id = uploaded["file_id"].as_str().unwrap();
    assert_eq!(uploaded, json!({ "file_id": file_id, "file_name": "photo.png", "file_type": "image" }));
    assert_eq!(scene.simulator.file(file_id).unwrap().bytes, b"a photo");
    let sent = scene.shown("send_chat_file", uploaded.clone());
    for field in ["file_id", "file_name", "file_type"] {
        assert_eq!(sent[field], uploaded[field]);
    }
    let unknown =
        scene.ok("send_chat_file", json!({ "file_id": "none", "file_name": "a.txt", "file_type": "attachment" }));
    let failed = scene.client.wait_for("a failure", |line| line["message_id"] == unknown && line["status"] == "failed");
    assert_eq!(
        (&failed["error"]["kind"], &failed["error"]["code"]),
        (&json!("ChatSessionFileNotFound"), &json!("5502"))
    );

    let theirs = scene.agent.send_file("report.pdf", "application/pdf", b"a report");
    let file_id = theirs["file_id"].as_str().unwrap();
    assert_eq!(
        scene.event("chat_session_file", "file_id", file_id),
        json!({
            "event": "chat_session_file", "message_id": theirs["msg_id"], "party_id": theirs["party_id"],
            "file_id": file_id, "file_name": "report.pdf", "file_type": "attachment",
        })
    );
    let directory = scene.folder.path().to_str().unwrap().to_owned();
    let downloaded =
        |name: &str| json!({ "path": format!("{directory}/{name}"), "size": 8, "content_type": "application/pdf" });
    let args = json!({ "file_id": file_id, "directory": directory, "file_name": "report.pdf" });
    assert_eq!(scene.ok("download_file", args), downloaded("report.pdf"));
    assert_eq!(fs::read(format!("{directory}/report.pdf")).unwrap(), b"a report");

    let file_url = format!("{}/clientweb/file/{file_id}", scene.simulator.base_url());
    scene.agent.send_event(json!({
        "event": "chat_session_file_url", "msg_id": "90", "party_id": "P", "file_url": file_url, "file_name": "b.pdf",
        "file_type": "attachment", "timestamp": "1614718748",
    }));
    assert_eq!(
        scene.event("chat_session_file_url", "file_url", &file_url),
        json!({
            "event": "chat_session_file_url", "message_id": "90", "party_id": "P", "file_url": file_url,
            "file_name": "b.pdf", "file_type": "attachment",
        })
    );
    let args = json!({ "file_url": file_url, "directory": directory, "file_name": "report.pdf" });
    assert_eq!(scene.client.ok("download_file_url", args), downloaded("report (2).pdf"));
    assert_eq!(fs::read(format!("{directory}/report (2).pdf")).unwrap(), b"a report");
}
