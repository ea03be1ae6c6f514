//! What is read, and how much of it.

use std::{
    fs,
    sync::{Arc, mpsc},
};

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_asked_for_in_a_compressed_form_and_what_comes_so_is_refused() {
    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let (communicator, _) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    communicator.get_chat_history(chat_id.clone()).await.unwrap();
    let data = b"some bytes".to_vec();
    let file = communicator.upload_data(data, "a.txt".into(), None).await.unwrap();
    communicator.send_chat_message(chat_id.clone(), "hi".into(), MessageFormat::Text).await.unwrap();
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the message");

    simulator.fault(Route::Download, hostile(Hostility::GzipBomb));
    let directory = folder.path().to_str().unwrap().to_owned();
    let error = communicator.download_file(chat_id, file.file_id, directory, "a.txt".into(), None).await.unwrap_err();
    let compressed =
        ContactCenterError::UnexpectedResponse { reason: "a body compressed with gzip".into(), status: 200 };
    assert_eq!(error, compressed);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "something of it was kept");
    for request in simulator.requests() {
        assert_eq!(
            request.header("accept-encoding").as_deref(),
            Some("identity"),
            "{} {}",
            request.method,
            request.path()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn how_long_an_answer_may_be_is_a_setting() {
    let simulator = simulator();
    let (communicator, _) =
        communicator(ContactCenterConfiguration { max_response_bytes: 100_000, ..configuration(&simulator) });
    let answer = |length: usize| {
        let body = format!(r#"{{"server_version":"{}"}}"#, "x".repeat(length - 21));
        Fault::Status { status: 200, body, content_type: None, headers: Default::default() }
    };
    simulator.fault(Route::Version, answer(100_000));
    assert_eq!(communicator.get_version().await.unwrap().server_version.len(), 99_979);
    simulator.fault(Route::Version, answer(100_001));
    let too_large =
        ContactCenterError::ResponseTooLarge { reason: "it is longer than 100000 bytes".into(), status: 200 };
    assert_eq!(communicator.get_version().await.unwrap_err(), too_large);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_nests_without_end_costs_no_other() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let (_, agent) = open_chat(&simulator, &communicator).await;
    assert!(agent.wait_until_polled(PATIENCE));
    let deep = format!("{}1{}", r#"{"a":["#.repeat(100_000), "]}".repeat(100_000));
    let body = format!(
        r#"{{"events":[{{"event":"chat_session_message","msg":"before","msg_id":"1"}},{{"event":"novel","data":{deep}}},{{"event":"chat_session_message","msg":"after","msg_id":"2"}}]}}"#
    );
    simulator.fault(Route::Poll, Fault::Status { status: 200, body, content_type: None, headers: Default::default() });
    agent.say("first");
    seen.wait_for_text("after");
    let texts: Vec<_> = seen.events().iter().filter_map(text_of).map(str::to_owned).collect();
    assert_eq!(texts, ["first", "before", "after"]);
    assert_eq!(failures(&seen), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_thousand_events_wait_for_the_delegate_none_are_asked_for_and_messages_go_out() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let held = seen.hold();
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    assert!(agent.wait_until_polled(PATIENCE));
    // However many polls take them away, none waits for the delegate before the last of them is there.
    let texts: Vec<_> = (0..1000).map(|n| n.to_string()).collect();
    texts.iter().for_each(|text| drop(agent.say(text)));
    wait_until("the first thousand", || agent.queued_events().is_empty());
    assert!(agent.wait_until_not_polled(PATIENCE));
    agent.say("the last one");
    let mut ids = Vec::new();
    for n in 0..20 {
        let text = format!("message {n}");
        ids.push(communicator.send_chat_message(chat_id.clone(), text, MessageFormat::Text).await.unwrap());
    }
    agent.wait_for_client_events("chat_session_message", 20, PATIENCE).expect("all of them");
    assert!(!agent.is_polled(), "more is asked for");
    assert_eq!(agent.queued_events().len(), 1, "it waits at the server");
    assert_eq!(seen.calls().len(), 1, "the delegate is still inside its first call");

    drop(held);
    seen.wait_for_text("the last one");
    let received: Vec<_> = seen.events().iter().filter_map(text_of).map(str::to_owned).collect();
    assert_eq!(received[..1000], texts);
    assert_eq!(received.len(), 1001);
}

struct Lines(mpsc::Sender<String>);

impl ContactCenterLogging for Lines {
    fn log(&self, _: ContactCenterLogLevel, _: String, line: String) {
        let _ = self.0.send(line);
    }
}

/// Defect 66.
#[tokio::test(flavor = "multi_thread")]
async fn slow_delegate_with_large_events_stops_polls_and_histories() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let held = seen.hold();
    let (line, lines) = mpsc::channel();
    communicator.set_log_sink(Some(Arc::new(Lines(line))), ContactCenterLogLevel::Info).unwrap();
    let (_, agent) = open_chat(&simulator, &communicator).await;
    // Each of them is in memory as HTML and as plain text, so three are more than 16 MiB.
    for digit in ["1", "2", "3"] {
        assert!(agent.wait_until_polled(PATIENCE));
        say_and_see_it_taken(&agent, &digit.repeat(3_500_000));
    }
    let mut waits = lines.iter().filter(|line| line.contains("until the delegate has caught up"));
    waits.next().expect("a poll that waits");
    let before = histories(&simulator);
    communicator.set_network_available(false);
    communicator.set_network_available(true);
    waits.next().expect("a history that waits");
    agent.say("the last one");
    for _ in 0..5 {
        communicator.get_version().await.unwrap();
    }
    assert!(!agent.is_polled(), "more is asked for");
    assert_eq!(histories(&simulator), before, "the history is read");
    assert_eq!(seen.calls().len(), 1, "the delegate is still inside its first call");

    drop(held);
    seen.wait_for_text("the last one");
    let lengths: Vec<_> = seen.events().iter().filter_map(text_of).map(str::len).collect();
    assert_eq!(lengths, [3_500_000, 3_500_000, 3_500_000, 12]);
}
