//! What servers send, in whatever form.

use std::time::{SystemTime, UNIX_EPOCH};

use contact_center_core::ContactCenterEvent as Event;
use contact_center_simulator::{BooleanForm, EstimatedWaitForm, Route, Simulator, SimulatorOptions, TimeForm};
use serde_json::json;

use super::*;

/// Defects 17, 18, 19 and 22.
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_with_events_that_make_no_sense_arrives_whole_and_in_order() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let odd = json!([
        {"event": "chat_session_status", "state": "connected"},
        7,
        {"event": "chat_session_novel", "deep": [1, {"a": null}]},
        null,
        {"event": "chat_session_party_joined", "type": "msteams", "display_name": "Alex"},
        {"event": "chat_session_file", "file_id": 12},
        {"event": "chat_session_case_set"},
        {"event": "chat_session_form_show", "form_request_id": 3, "form_timeout": "soon"},
        {"msg": "an event without a name"},
        {"event": "chat_session_message", "msg": "the last one"},
    ]);
    simulator.fault(Route::Poll, answer(200, json!({ "events": odd })));
    let (_, agent) = open_chat(&simulator, &communicator).await;
    seen.wait_for_text("the last one");
    let calls = seen.calls();
    let batch = calls.iter().find_map(|call| if let Call::Events(_, events) = call { Some(events) } else { None });
    let [status, seven, novel, null, joined, file, case, form, nameless, message] = &batch.unwrap()[..] else {
        panic!("{calls:#?}")
    };
    let connected = ContactCenterChatSessionState::Connected;
    assert_eq!(*status, Event::ChatSessionStatus { state: connected, estimated_wait_time: None });
    for (event, name, json) in [
        (seven, "", odd[1].to_string()),
        (novel, "chat_session_novel", odd[2].to_string()),
        (null, "", odd[3].to_string()),
        (nameless, "", odd[8].to_string()),
    ] {
        assert!(matches!(event, Event::Unknown { name: known, raw } if known == name && raw.as_str() == json));
    }
    let teams = ContactCenterChatSessionPartyType::MsTeams;
    assert!(matches!(joined, Event::ChatSessionPartyJoined { r#type: Some(kind), .. } if *kind == teams), "{joined:?}");
    assert!(matches!(file, Event::ChatSessionFile { file_id: Some(id), file_name: None, .. } if id == "12"));
    assert!(matches!(case, Event::ChatSessionCaseSet { case_id: None, .. }));
    assert!(matches!(form, Event::ChatSessionFormShow { form_request_id: Some(id), .. } if id == "3"));
    assert_eq!(text_of(message), Some("the last one"));
    agent.say("and on it goes");
    seen.wait_for_text("and on it goes");
    assert!(!seen.calls().iter().any(|call| matches!(call, Call::Failed(_))));
}

/// Defect 20.
#[tokio::test(flavor = "multi_thread")]
async fn times_mean_the_same_in_every_form_in_which_servers_write_them() {
    use TimeForm::*;
    for form in [SecondsText, SecondsNumber, MillisecondsText, MillisecondsNumber, Absent] {
        let options = SimulatorOptions {
            timestamps: form,
            created_time: form,
            case_history_with_current: true,
            ..SimulatorOptions::default()
        };
        let simulator = Simulator::start(options);
        let (communicator, seen) = communicator(configuration(&simulator));
        let (chat_id, agent) = open_chat(&simulator, &communicator).await;
        agent.set_case(Some("case-7"));
        agent.say("now");
        let said = seen.wait_for_event("the message", |event| text_of(event) == Some("now"));
        let Event::ChatSessionMessage { timestamp_ms: said_at, .. } = said else { panic!("{said:?}") };
        let [session] = &communicator.get_case_history(chat_id).await.unwrap()[..] else { panic!("one session") };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64;
        for time in [said_at, session.created_time] {
            let age = time.map(|time| now - time.0);
            assert_eq!(age.is_some(), form != Absent, "{form:?}");
            assert!(age.is_none_or(|age| (0..600_000).contains(&age)), "{form:?}: {age:?}");
        }
    }
}

/// Defect 21.
#[tokio::test(flavor = "multi_thread")]
async fn a_chat_opens_in_whatever_form_the_server_writes_its_properties() {
    let waits = [
        (EstimatedWaitForm::Text, Some(3)),
        (EstimatedWaitForm::Number, Some(3)),
        (EstimatedWaitForm::Value(json!("1.5")), Some(1)),
        (EstimatedWaitForm::Empty, None),
        (EstimatedWaitForm::Absent, None),
    ];
    let flags = [BooleanForm::Text, BooleanForm::Boolean].into_iter().cycle();
    for ((estimated_wait, seconds), is_new_chat) in waits.into_iter().zip(flags) {
        let simulator = Simulator::start(SimulatorOptions {
            initial_state: "establishing".into(),
            estimated_wait,
            is_new_chat,
            ..SimulatorOptions::default()
        });
        let request = async || {
            let (communicator, seen) = communicator(configuration(&simulator));
            let opened = communicator.request_chat(None, "Ann".into(), Default::default()).await.unwrap();
            assert_eq!(opened.state, ContactCenterChatSessionState::Establishing);
            assert_eq!(opened.estimated_wait_time, seconds);
            (communicator, seen, opened)
        };
        let (first, _, opened) = request().await;
        assert!(opened.is_new_chat);
        first.shutdown();
        simulator.chat(&opened.chat_id).unwrap().say("before");
        let (_second, seen, opened) = request().await;
        assert!(!opened.is_new_chat, "a text that says false is not true");
        seen.wait_for_text("before");
        let origins: Vec<_> = with_origins(&seen).into_iter().map(|(origin, _)| origin).collect();
        assert!(origins.iter().all(|origin| *origin == EventOrigin::History), "{origins:?}");
    }
}

/// Defect 25.
#[tokio::test(flavor = "multi_thread")]
async fn what_happens_twice_in_one_second_has_happened_twice() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let (_, agent) = open_chat(&simulator, &communicator).await;
    for _ in 0..2 {
        agent.send_event(json!({"event": "chat_session_message", "msg": "same", "timestamp": "1614718748"}));
        agent.send_event(json!({"event": "chat_session_timeout_warning", "msg": "same", "timestamp": "1614718748"}));
        agent.say("same");
    }
    agent.say("the end");
    seen.wait_for_text("the end");
    assert_eq!(texts(&seen), ["same", "same", "same", "same", "the end"]);
    let is_warning = |event: &Event| matches!(event, Event::ChatSessionTimeoutWarning { .. });
    assert_eq!(seen.events().iter().filter(|event| is_warning(event)).count(), 2);
}

/// Defect 26.
#[tokio::test(flavor = "multi_thread")]
async fn a_place_keeps_every_digit_and_one_that_makes_no_sense_is_none() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let (chat_id, agent) = open_chat(&simulator, &communicator).await;
    agent.send_location("52.520006599999995", "-13.404953999999975", None);
    agent.send_location("north", "", None);
    agent.say("there");
    seen.wait_for_text("there");
    let place = |event| match event {
        Event::ChatSessionLocation { latitude, longitude, .. } => Some((latitude, longitude)),
        _ => None,
    };
    let places: Vec<_> = seen.events().into_iter().filter_map(place).collect();
    assert_eq!(places, [(Some(52.520006599999995), Some(-13.404953999999975)), (None, None)]);
    communicator.send_location(chat_id, 52.520006599999995, -13.404953999999975, None).await.unwrap();
    let sent = agent.wait_for_client_event("chat_session_location", PATIENCE).expect("the place");
    assert_eq!((&sent["latitude"], &sent["longitude"]), (&json!("52.520006599999995"), &json!("-13.404953999999975")));
}

/// Defect 28.
#[tokio::test(flavor = "multi_thread")]
async fn coming_back_to_the_screen_many_times_shows_nothing_twice() {
    let simulator = simulator();
    let (communicator, seen) = communicator(configuration(&simulator));
    let (_, agent) = open_chat(&simulator, &communicator).await;
    let expected: Vec<_> = (1..=5).map(|time| format!("while away, {time}")).collect();
    for text in &expected {
        communicator.set_foreground(false);
        agent.say(text);
        communicator.set_foreground(true);
        seen.wait_for_text(text);
    }
    agent.say("back");
    seen.wait_for_text("back");
    assert_eq!(texts(&seen), [expected, vec!["back".into()]].concat());
}

/// Defect 52.
#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_news_in_whatever_company_it_comes_and_history_in_a_history() {
    let simulator = simulator();
    let offer = json!({"type": "OFFER_CALL", "sdp": "v=0", "offerVideo": "true"});
    let offers = |seen: &Recorder| -> Vec<EventOrigin> {
        let is_offer = |event: &Event| {
            let offered = ContactCenterSignaling::OfferCall { sdp: "v=0".into(), offer_video: true };
            matches!(event, Event::ChatSessionSignaling { data, .. } if *data == offered)
        };
        with_origins(seen).into_iter().filter(|(_, event)| is_offer(event)).map(|(origin, _)| origin).collect()
    };
    let (first, seen) = communicator(configuration(&simulator));
    let company = json!({"events": [
        {"event": "chat_session_not_typing", "party_id": "P"},
        {"event": "chat_session_signaling", "data": offer, "party_id": "P", "msg_id": "0"},
        {"event": "chat_session_message", "msg": "shall we?", "party_id": "P", "msg_id": "2"},
    ]});
    simulator.fault(Route::Poll, answer(200, company));
    let (_, agent) = open_chat(&simulator, &first).await;
    seen.wait_for_text("shall we?");
    assert_eq!(offers(&seen), [EventOrigin::Live]);
    first.shutdown();

    agent.signal(json!({"type": "OFFER_CALL", "sdp": "v=0", "offerVideo": true}));
    agent.say("you did not answer");
    let (second, seen) = communicator(configuration(&simulator));
    open_chat(&simulator, &second).await;
    seen.wait_for_text("you did not answer");
    assert_eq!(offers(&seen), [EventOrigin::History]);
}
