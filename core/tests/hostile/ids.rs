//! Nothing that a server, a push or a file says can name a path, a header or a host.

use contact_center_simulator::STRANGE_ID;

use super::*;

fn invalid<T: std::fmt::Debug>(outcome: Result<T, ContactCenterError>) -> String {
    match outcome {
        Err(ContactCenterError::InvalidArgument { argument, .. }) => argument,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_whose_id_could_be_a_path_is_not_opened() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    simulator.fault(Route::RequestChat, hostile(Hostility::StrangeIds));
    let error = communicator.request_chat(None, "Ann".into(), Default::default()).await.unwrap_err();
    assert_eq!(error.kind(), "Decoding", "{error}");
    assert!(!format!("{error} {error:?}").contains("Injected"), "{error}");
    simulator.fault(Route::ActiveChat, hostile(Hostility::StrangeIds));
    assert_eq!(communicator.get_active_chat().await.unwrap_err().kind(), "Decoding");
    assert_eq!(seen.calls(), []);
    open_chat(&simulator, &communicator).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_whose_chat_id_could_be_a_path_is_refused() {
    let simulator = simulator();
    let (communicator, _) = communicator(configuration(&simulator));
    let push = |id: &str| communicator.app_did_receive_message([("chatID".to_owned(), id.to_owned())].into());
    for id in [STRANGE_ID, "../../other", "a/b", "a\r\nX-Injected: 1", "", ".."] {
        assert_eq!(invalid(push(id)), "user_info");
    }
    assert_eq!(simulator.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn strange_ids_reach_the_app_and_the_server_as_they_are_and_lead_nowhere_else() {
    let simulator = simulator();
    let settings = ContactCenterConfiguration { confirms_delivery: true, ..configuration(&simulator) };
    let (communicator, seen) = communicator(settings);
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    assert!(agent.wait_until_polled(PATIENCE));
    simulator.fault(Route::Poll, hostile(Hostility::StrangeIds));
    agent.say("who am I?");
    seen.wait_for_text("who am I?");
    // The SDK's own confirmation: in the body alone, as JSON.
    let receipt = agent.wait_for_client_event("chat_session_message_delivered", PATIENCE).expect("the receipt");
    assert_eq!(receipt["ref_msg_id"], STRANGE_ID);

    let (strange, folder) = (|| STRANGE_ID.to_owned(), tempfile::tempdir().unwrap());
    let directory = || folder.path().to_str().unwrap().to_owned();
    let file = communicator.download_file(chat_id.clone(), strange(), directory(), "a".into(), None).await;
    assert_eq!(invalid(file), "file_id");
    assert_eq!(invalid(communicator.get_party_photo(chat_id.clone(), strange()).await), "party_id");
    assert_eq!(invalid(communicator.chat_message_read(chat_id.clone(), strange()).await), "message_id");
    assert_eq!(invalid(communicator.get_chat_history(strange()).await), "chat_id");
    assert_eq!(invalid(communicator.download_file_url(strange(), directory(), "a".into(), None).await), "file_url");
    for request in simulator.requests() {
        let of_this_chat = format!("/clientweb/api/v2/chats/{chat_id}/");
        assert!(
            request.path() == "/clientweb/api/v2/chats" || request.path().starts_with(&of_this_chat),
            "{request:?}"
        );
        assert_eq!(request.header("x-injected"), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_uploaded_file_with_an_id_that_could_be_a_path_is_refused() {
    let simulator = simulator();
    let (communicator, _) = communicator(configuration(&simulator));
    simulator.fault(Route::Upload, hostile(Hostility::StrangeIds));
    let error = communicator.upload_data(b"bytes".to_vec(), "a.txt".into(), None).await.unwrap_err();
    assert_eq!(error.kind(), "Decoding", "{error}");
}
