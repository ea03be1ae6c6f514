//! The scenarios of docs/maintainers/scenarios.md in Rust, against the simulator over TLS.

#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::{
    net::TcpListener,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use common::*;
use contact_center_core::{ContactCenterEvent as Event, *};
use contact_center_simulator::{Fault, RecordedRequest, Route};

/// Defects 9 and 36.
#[tokio::test(flavor = "multi_thread")]
async fn first_conversation() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));

    let availability = communicator.check_availability().await.unwrap();
    assert_eq!(availability.chat, ContactCenterServiceChatAvailability::Available);
    assert!(!communicator.get_version().await.unwrap().server_version.is_empty());

    let parameters = [("email".to_owned(), "ann@example.com".to_owned())].into();
    let properties = communicator.request_chat(Some("16508888888".into()), "Ann".into(), parameters).await.unwrap();
    assert!(properties.is_new_chat);
    let chat_id = properties.chat_id;
    let agent = simulator.chat(&chat_id).unwrap();

    agent.join();
    let joined = seen.wait_for_event("the agent", |event| {
        matches!(event, Event::ChatSessionPartyJoined { r#type: Some(ContactCenterChatSessionPartyType::Internal), .. })
    });
    assert!(matches!(joined, Event::ChatSessionPartyJoined { display_name: Some(_), .. }));
    agent.say("Hello, how can I help?");
    seen.wait_for_text("Hello, how can I help?");

    let id =
        communicator.send_chat_message(chat_id.clone(), "1 < 2\nright?".into(), MessageFormat::Text).await.unwrap();
    assert_eq!(id, format!("{chat_id}:1"));
    let sent = agent.wait_for_client_event("chat_session_message", PATIENCE).unwrap();
    assert_eq!(sent["msg"], "1 &lt; 2<br>right?");
    agent.acknowledge_delivered(&id);
    agent.acknowledge_read(&id);
    for status in [
        MessageStatus::Pending,
        MessageStatus::Sending,
        MessageStatus::Sent,
        MessageStatus::Delivered,
        MessageStatus::Read,
    ] {
        let expected = Call::Message(id.clone(), status);
        seen.wait_for_call("a status of our message", |call| *call == expected);
    }

    let theirs = agent.say_html("<b>Right</b>")["msg_id"].as_str().unwrap().to_owned();
    seen.wait_for_event(
        "their message",
        |event| matches!(event, Event::ChatSessionMessage { message_id: Some(id), .. } if *id == theirs),
    );
    communicator.chat_message_delivered(chat_id.clone(), theirs.clone()).await.unwrap();
    communicator.chat_message_read(chat_id.clone(), theirs.clone()).await.unwrap();
    for receipt in ["chat_session_message_delivered", "chat_session_message_read"] {
        assert_eq!(agent.wait_for_client_event(receipt, PATIENCE).unwrap()["ref_msg_id"], theirs);
    }

    agent.typing();
    agent.not_typing();
    seen.wait_for_event("typing", |event| matches!(event, Event::ChatSessionTyping { .. }));
    seen.wait_for_event("the end of typing", |event| matches!(event, Event::ChatSessionNotTyping { .. }));
    communicator.chat_typing(chat_id.clone()).await.unwrap();
    communicator.chat_not_typing(chat_id.clone()).await.unwrap();
    agent.wait_for_client_event("chat_session_typing", PATIENCE).unwrap();
    agent.wait_for_client_event("chat_session_not_typing", PATIENCE).unwrap();

    agent.set_case(Some("case-7"));
    seen.wait_for_event("the case", |event| matches!(event, Event::ChatSessionCaseSet { case_id: Some(_), .. }));
    simulator.change_options(|options| options.case_history_with_current = true);
    let sessions = communicator.get_case_history(chat_id.clone()).await.unwrap();
    assert_eq!(sessions.iter().map(|session| &session.chat_id).collect::<Vec<_>>(), [&chat_id]);

    communicator
        .subscribe_for_remote_notifications_apns(chat_id.clone(), "0A1B2C".into(), "com.acme.app".into())
        .await
        .unwrap();
    let subscription =
        simulator.requests().into_iter().rfind(|request| request.path().ends_with("/notifications")).unwrap();
    assert_eq!(subscription.body_text(), r#"{"ios_apns_device_token":"0a1b2c","ios_app_bundle_id":"com.acme.app"}"#);

    assert!(agent.wait_until_polled(PATIENCE));
    communicator.app_did_receive_message([("chatID".to_owned(), chat_id.clone())].into()).unwrap();
    agent.say("And one more thing");
    seen.wait_for_text("And one more thing");
    assert!(simulator.requests().iter().all(|request| request.status != Some(429)), "a push started a second poll");

    let history = communicator.get_chat_history(chat_id.clone()).await.unwrap();
    let own =
        |event: &Event| matches!(event, Event::ChatSessionMessage { party_id: Some(party), .. } if *party == chat_id);
    let theirs = |events: &[Event]| -> Vec<Event> {
        events
            .iter()
            .filter(|event| matches!(event, Event::ChatSessionMessage { .. }) && !own(event))
            .cloned()
            .collect()
    };
    assert_eq!(theirs(&history), theirs(&seen.events()));
    let ours: Vec<_> = history.iter().filter(|event| own(event)).filter_map(text_of).collect();
    assert_eq!(ours, ["1 < 2\nright?"]);

    communicator.disconnect_chat(chat_id.clone()).await.unwrap();
    let left = |event: &Event| matches!(event, Event::ChatSessionPartyLeft { .. });
    let survey = seen.wait_for("the survey after the agent has left", |calls| {
        events_of(calls).iter().skip_while(|event| !left(event)).any(|event| text_of(event).is_some())
    });
    assert!(!survey.iter().any(|call| matches!(call, Call::Closed(_))), "a chat that was left is not closed");

    communicator.end_chat(chat_id.clone()).await.unwrap();
    assert_eq!(seen.wait_until_closed(), ChatSessionCloseReason::EndedByClient);
    let late = communicator.send_chat_message(chat_id, "too late".into(), MessageFormat::Text).await;
    assert_eq!(late.unwrap_err().kind(), "ChatSessionClosed");
    communicator.shutdown();
    assert_eq!(seen.closed().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delegate_that_fails_loses_only_that_call() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let failures = Arc::new(AtomicUsize::new(0));
    let count = failures.clone();
    seen.on_call(move |call| {
        if events_of(std::slice::from_ref(call)).iter().any(|event| text_of(event) == Some("bad")) {
            count.fetch_add(1, Ordering::SeqCst);
            panic!("a delegate with a bug");
        }
    });
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    for text in ["good", "bad", "still good"] {
        agent.say(text);
        seen.wait_for_text(text);
    }
    communicator.end_chat(chat_id).await.unwrap();
    seen.wait_until_closed();
    assert_eq!(failures.load(Ordering::SeqCst), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_delegate_never_delays_the_network() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let held = seen.hold();
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    let texts: Vec<_> = (0..20).map(|n| format!("message {n}")).collect();
    for text in &texts {
        say_and_see_it_taken(&agent, text);
        communicator.send_chat_message(chat_id.clone(), text.clone(), MessageFormat::Text).await.unwrap();
    }
    assert_eq!(seen.calls().len(), 1, "the delegate is still inside its first call");
    drop(held);
    seen.wait_for_text("message 19");
    let received: Vec<_> = seen.events().iter().filter_map(text_of).map(str::to_owned).collect();
    assert!(received.ends_with(&texts), "{received:?}");
    let sent = agent.wait_for_client_events("chat_session_message", texts.len(), PATIENCE).expect("all of them");
    assert_eq!(sent.iter().filter_map(|event| event["msg_text"].as_str()).collect::<Vec<_>>(), texts);
}

#[tokio::test(flavor = "multi_thread")]
async fn callbacks_come_from_one_named_thread_and_may_make_every_call_to_its_end() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let weak = Arc::downgrade(&communicator);
    let (report, reports) = mpsc::channel();
    let (answers, answered) = mpsc::channel();
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    let id = chat_id.clone();
    seen.on_call(move |call| {
        let thread = thread::current();
        report.send((thread.id(), thread.name().map(str::to_owned))).unwrap();
        if events_of(std::slice::from_ref(call)).iter().any(|event| text_of(event) == Some("ask")) {
            // Waits for the answers inside of the callback: whatever the SDK needs for them, the callback does not hold it.
            let sdk = weak.upgrade().unwrap();
            let calls = async {
                let message = sdk.send_chat_message(id.clone(), "from inside".into(), MessageFormat::Text).await?;
                sdk.set_network_available(true);
                sdk.chat_typing(id.clone()).await?;
                Ok::<_, ContactCenterError>((message, sdk.get_chat_history(id.clone()).await?))
            };
            answers.send(tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(calls)).unwrap();
        }
    });
    agent.say("ask");
    let (message, history) = answered.recv_timeout(PATIENCE).expect("the callback came back").unwrap();
    assert_eq!(message, format!("{chat_id}:1"));
    assert!(history.iter().any(|event| text_of(event) == Some("ask")));
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("what was sent from inside");
    communicator.end_chat(chat_id).await.unwrap();
    seen.wait_until_closed();
    communicator.shutdown();
    drop(seen);
    let threads: Vec<_> = reports.try_iter().collect();
    assert!(threads.len() > 3, "{threads:?}");
    assert!(threads.iter().all(|thread| *thread == threads[0]), "{threads:?}");
    assert_eq!(threads[0].1.as_deref(), Some("contact-center-delegate"));
}

/// Defect 41.
#[tokio::test(flavor = "multi_thread")]
async fn shutdown_works_from_inside_a_callback() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let weak = Arc::downgrade(&communicator);
    let (held, released) = mpsc::channel::<()>();
    let released = Mutex::new(released);
    let (report, took) = mpsc::channel();
    seen.on_call(move |_| {
        let _ = released.lock().unwrap().recv();
        let start = Instant::now();
        weak.upgrade().unwrap().shutdown();
        report.send(start.elapsed()).unwrap();
    });
    let (_, agent) = open_chat(&simulator, &communicator).await;
    for n in 0..20 {
        say_and_see_it_taken(&agent, &n.to_string());
    }
    drop(held);
    let took = took.recv_timeout(PATIENCE).expect("the callback came back from shutdown");
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert!(agent.wait_until_not_polled(PATIENCE), "the poll goes on");
    agent.say("too late");
    assert_eq!(communicator.get_version().await, Err(ContactCenterError::ShutDown {}));
    wait_for_the_last_call(&seen);
    assert_eq!(seen.calls().len(), 1, "what lay in the queue was delivered after the call that shut down");
}

/// Defect 41.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_called_after_shutdown() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let held = seen.hold();
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    simulator.fault(Route::SendEvents, Fault::Stall { duration: PATIENCE });
    let under_way = tokio::spawn({
        let (communicator, chat_id) = (communicator.clone(), chat_id.clone());
        async move { communicator.disconnect_chat(chat_id).await }
    });
    agent.wait_for_client_event("chat_session_disconnect", PATIENCE).unwrap();
    for n in 0..20 {
        say_and_see_it_taken(&agent, &n.to_string());
    }
    let start = Instant::now();
    communicator.shutdown();
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    drop(held);
    communicator.shutdown();
    assert_eq!(under_way.await.unwrap(), Err(ContactCenterError::ShutDown {}));
    assert_eq!(communicator.check_availability().await, Err(ContactCenterError::ShutDown {}));
    assert_eq!(communicator.chat_typing(chat_id).await.unwrap_err().kind(), "ShutDown");
    assert!(agent.wait_until_not_polled(PATIENCE));
    wait_for_the_last_call(&seen);
    assert_eq!(seen.calls().len(), 1, "what lay in the queue was delivered after the shutdown");
}

/// Defects 37 and 39.
#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_refused_by_name_before_anything_is_sent() {
    let simulator = simulator();
    let refused = |result: Result<(), ContactCenterError>, expected: &str| match result {
        Err(ContactCenterError::InvalidArgument { argument, reason }) => {
            assert_eq!(argument, expected, "{reason}");
            assert!(!reason.is_empty());
        }
        other => panic!("{expected}: {other:?}"),
    };
    type Change = fn(&mut ContactCenterConfiguration);
    let settings: [(&str, Change); 14] = [
        ("base_url", |c| c.base_url = String::new()),
        ("base_url", |c| c.base_url = "http://acme.example.com".into()),
        ("base_url", |c| c.base_url = "http://127.0.0.1:1".into()),
        ("tenant_url", |c| c.tenant_url = " ".into()),
        ("app_id", |c| c.app_id = String::new()),
        ("app_id", |c| c.app_id = "a\"b".into()),
        ("client_id", |c| c.client_id = "a,b".into()),
        ("client_id", |c| c.client_id = "a\r\nb".into()),
        ("extra_root_certificates", |c| c.extra_root_certificates = vec![b"-----BEGIN nonsense".to_vec()]),
        ("extra_root_certificates", |c| c.extra_root_certificates = vec![b"\x30\x82 nonsense".to_vec()]),
        ("pinned_public_keys", |c| c.pinned_public_keys = vec!["sha256/nonsense".into()]),
        ("proxy_url", |c| c.proxy_url = Some("proxy.example.com".into())),
        ("first_byte_timeout_ms", |c| c.first_byte_timeout_ms = 0),
        ("stall_timeout_ms", |c| c.stall_timeout_ms = -1),
    ];
    for (argument, change) in settings {
        let mut bad = configuration(&simulator);
        change(&mut bad);
        refused(ContactCenterCommunicator::new(bad, Arc::new(Recorder::default())).map(drop), argument);
    }

    let (communicator, _) = communicator(configuration(&simulator));
    for bad in ["", "a/b", "..", "a\"b", "a,b", "a\nb"] {
        let id = || bad.to_owned();
        refused(communicator.get_chat_history(id()).await.map(drop), "chat_id");
        refused(communicator.get_case_history(id()).await.map(drop), "chat_id");
        refused(communicator.send_chat_message(id(), "hi".into(), MessageFormat::Text).await.map(drop), "chat_id");
        refused(communicator.chat_message_delivered(id(), "0".into()).await, "chat_id");
        refused(communicator.chat_message_read(id(), "0".into()).await, "chat_id");
        refused(communicator.chat_typing(id()).await, "chat_id");
        refused(communicator.chat_not_typing(id()).await, "chat_id");
        refused(communicator.close_case(id()).await, "chat_id");
        refused(communicator.disconnect_chat(id()).await, "chat_id");
        refused(communicator.end_chat(id()).await, "chat_id");
        refused(communicator.unsubscribe_from_remote_notifications(id()).await, "chat_id");
        refused(communicator.app_did_receive_message([("chatID".to_owned(), id())].into()), "user_info");
    }
    let chat = || "d6c1adc2".to_owned();
    refused(communicator.send_chat_message(chat(), " \n".into(), MessageFormat::Text).await.map(drop), "message");
    refused(communicator.chat_message_read(chat(), String::new()).await, "message_id");
    refused(communicator.app_did_receive_message(Default::default()), "user_info");
    for bad in ["", "<0a1b 2c3d>"] {
        refused(
            communicator.subscribe_for_remote_notifications_apns(chat(), bad.into(), "com.acme".into()).await,
            "device_token",
        );
        let firebase =
            communicator.subscribe_for_remote_notifications_firebase(chat(), bad.into(), FirebasePlatform::Ios);
        refused(firebase.await, "device_token");
    }
    refused(
        communicator.subscribe_for_remote_notifications_apns(chat(), "0a".into(), String::new()).await,
        "app_bundle_id",
    );

    let not_open = communicator.chat_typing(chat()).await.unwrap_err();
    assert_eq!(not_open.kind(), "ChatSessionNotOpen");
    assert_eq!(simulator.requests().len(), 0, "something was sent");
}

/// Defects 53 and 54.
#[tokio::test(flavor = "multi_thread")]
async fn own_messages_are_told_before_their_statuses_and_completions() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let (chat_id, _) = open_chat(&simulator, &communicator).await;
    let before = SystemTime::now();
    let mut expected = Vec::new();
    for number in (1..=40).step_by(2) {
        let text = |number| format!("text {number}");
        let id = communicator.send_chat_message(chat_id.clone(), text(number), MessageFormat::Text).await.unwrap();
        let message = ContactCenterOutgoingMessage::Text { message: text(number + 1), format: MessageFormat::Text };
        communicator.hand_over_message(chat_id.clone(), message, seen.clone()).unwrap();
        expected.extend([(id, text(number)), (format!("{chat_id}:{}", number + 1), text(number + 1))]);
    }
    let last = Call::Message(format!("{chat_id}:40"), MessageStatus::Sent);
    let calls = seen.wait_for("the last message to be sent", |calls| calls.contains(&last));
    assert_eq!(own_messages(&calls), expected);
    for (number, (id, _)) in expected.iter().enumerate() {
        let about = |call: &&Call| match call {
            Call::OwnMessage(message) => own_messages(&[Call::OwnMessage(message.clone())])[0].0 == *id,
            Call::Message(message_id, _) | Call::HandedOver(message_id) => message_id == id,
            _ => false,
        };
        let told: Vec<_> = calls.iter().filter(about).collect();
        assert!(matches!(told[0], Call::OwnMessage(message) if message.party_id() == Some(&chat_id)), "{told:?}");
        assert_eq!(*told[1], Call::Message(id.clone(), MessageStatus::Pending));
        let has_completion = number % 2 == 1;
        assert_eq!(*told[2] == Call::HandedOver(id.clone()), has_completion, "{told:?}");
        assert_eq!(told.iter().filter(|call| matches!(call, Call::HandedOver(_))).count(), usize::from(has_completion));
    }
    let Call::OwnMessage(ContactCenterEvent::ChatSessionMessage { timestamp_ms: Some(Timestamp(at)), .. }) =
        calls.iter().find(|call| matches!(call, Call::OwnMessage(_))).unwrap()
    else {
        panic!("a message without a time")
    };
    let since_epoch = |time: SystemTime| i64::try_from(time.duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap();
    assert!((since_epoch(before)..=since_epoch(SystemTime::now())).contains(at), "{at}");

    let empty = ContactCenterOutgoingMessage::Text { message: " ".into(), format: MessageFormat::Text };
    let refused = communicator.hand_over_message(chat_id, empty, seen.clone());
    assert!(matches!(refused, Err(ContactCenterError::InvalidArgument { argument, .. }) if argument == "message"));
}

/// Defect 13.
#[tokio::test(flavor = "multi_thread")]
async fn a_dead_port_is_a_transport_error() {
    let simulator = simulator();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (dead, _) = communicator(ContactCenterConfiguration {
        base_url: format!("https://127.0.0.1:{port}"),
        ..configuration(&simulator)
    });
    for _ in 0..2 {
        let error = dead.get_version().await.unwrap_err();
        assert_eq!(error, ContactCenterError::Transport { reason: "connecting failed: connection refused".into() });
    }
    let error = dead.request_chat(None, "Ann".into(), Default::default()).await.unwrap_err();
    assert_eq!(error.kind(), "Transport");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_certificate_is_a_tls_error() {
    let (simulator, other) = (simulator(), simulator());
    let (distrustful, _) = communicator(ContactCenterConfiguration {
        extra_root_certificates: vec![other.ca_pem().into()],
        ..configuration(&simulator)
    });
    let error = distrustful.get_version().await.unwrap_err();
    assert_eq!(error.kind(), "Tls", "{error}");
    let (wrong_host, _) = communicator(ContactCenterConfiguration {
        // Reaches this machine as well, but is no name of the certificate.
        base_url: simulator.base_url().replace("127.0.0.1", "0.0.0.0"),
        ..configuration(&simulator)
    });
    let error = wrong_host.get_version().await.unwrap_err();
    assert_eq!(error.kind(), "Tls", "{error}");
    assert!(error.reason().contains("another host"), "{error}");
    assert_eq!(simulator.requests().len(), 0, "a request went out before the certificate was checked");
}

/// Defects 14 and 16.
#[tokio::test(flavor = "multi_thread")]
async fn an_html_page_and_an_empty_body_are_typed_errors() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    for (fault, status, reason) in [
        (Fault::html(502), 502, "an HTML page"),
        (Fault::html(200), 200, "an HTML page"),
        (Fault::status(503), 503, "an empty body"),
        (Fault::EmptyBody, 200, "an empty body"),
    ] {
        simulator.fault(Route::RequestChat, fault);
        let error = communicator.request_chat(None, "Ann".into(), Default::default()).await.unwrap_err();
        assert_eq!(error, ContactCenterError::UnexpectedResponse { reason: reason.into(), status });
    }

    simulator.fault(Route::Poll, Fault::EmptyBody);
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    let answered_poll = |request: &RecordedRequest| {
        request.method == "GET" && request.path().ends_with("/events") && request.status == Some(200)
    };
    simulator.wait_for_request(answered_poll, PATIENCE).expect("a poll that was answered with an empty body");
    simulator.fault(Route::SendEvents, Fault::EmptyBody);
    communicator.send_chat_message(chat_id.clone(), "taken".into(), MessageFormat::Text).await.unwrap();
    agent.wait_for_client_event("chat_session_message", PATIENCE).expect("the message");
    simulator.fault(Route::SendEvents, Fault::html(200));
    let error = communicator.disconnect_chat(chat_id.clone()).await.unwrap_err();
    assert_eq!(error.kind(), "UnexpectedResponse");
    simulator.fault(Route::SendEvents, Fault::html(200));
    communicator.send_chat_message(chat_id, "taken in the end".into(), MessageFormat::Text).await.unwrap();
    let sent = agent.wait_for_client_events("chat_session_message", 2, PATIENCE).expect("the second message");
    assert_eq!(sent.len(), 2, "each once");
    agent.say("still here");
    seen.wait_for_text("still here");
    assert!(!seen.calls().contains(&Call::Connection(ConnectionState::Reconnecting)), "an empty poll is no failure");
}

/// Defect 27.
#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_of_the_server_keeps_its_code() {
    let simulator = simulator();
    let (communicator, _) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    let error = communicator.get_case_history(chat_id.clone()).await.unwrap_err();
    assert!(matches!(error, ContactCenterError::ChatSessionCaseNotSpecified { status: 406, .. }), "{error:?}");
    assert_eq!((error.code().as_deref(), error.status()), (Some("5601"), Some(406)));
    assert!(!error.reason().is_empty());
    assert_eq!(communicator.close_case(chat_id.clone()).await.unwrap_err(), error);
    agent.set_case(Some("case-7"));
    communicator.close_case(chat_id.clone()).await.unwrap();
    assert!(agent.is_case_closed());

    simulator.fault(Route::History, Fault::error(418, 7777));
    let error = communicator.get_chat_history(chat_id).await.unwrap_err();
    assert_eq!((error.kind().as_str(), error.code().as_deref(), error.status()), ("Server", Some("7777"), Some(418)));
}
