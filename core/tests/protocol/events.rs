//! Events: each of them arrives as its own case, and what was said can be changed.

use super::*;
use every_event::{in_a_chat_that_goes_on, that_end_a_chat};

#[tokio::test(flavor = "multi_thread")]
async fn every_event_reaches_the_app() {
    let scene = Scene::open().await;
    let (sent, expected): (Vec<_>, Vec<_>) = in_a_chat_that_goes_on().into_iter().unzip();
    for event in sent {
        scene.agent.send_event(event);
    }
    scene.seen.wait_for("all of them", |calls| events_of(calls).len() >= expected.len());
    for (seen, expected) in scene.seen.events().iter().zip(&expected) {
        assert_eq!(seen, expected);
    }
    assert_eq!(scene.seen.events().len(), expected.len());
    assert!(!scene.seen.calls().iter().any(|call| matches!(call, Call::Failed(_))));
    scene.assert_goes_on().await;

    for ((sent, expected), reason) in that_end_a_chat() {
        let Scene { simulator, sdk, seen, chat_id, agent } = Scene::open().await;
        agent.send_event(sent);
        assert_eq!(seen.wait_until_closed(), reason);
        assert_eq!(seen.events(), [expected]);
        let late = sdk.send_chat_message(chat_id.clone(), "too late".into(), MessageFormat::Text).await;
        assert_eq!(late.unwrap_err().kind(), "ChatSessionClosed");
        assert_eq!(agent.client_events().len(), 0);

        // The next chat is another one.
        agent.end();
        let (next, agent) = open_chat(&simulator, &sdk).await;
        assert_ne!(next, chat_id);
        agent.say("Hello again");
        seen.wait_for_text("Hello again");
        assert_eq!(seen.closed(), [reason]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_edited_and_deleted() {
    let scene = Scene::open().await;
    scene.agent.join();
    let party = scene.agent.say("It costs 10")["party_id"].as_str().unwrap().to_owned();
    scene.seen.wait_for_text("It costs 10");
    let Some(Event::ChatSessionMessage { message_id: Some(id), .. }) = scene.seen.events().pop() else {
        panic!("{:?}", scene.seen.events());
    };

    scene.agent.edit_message(&id, "It costs < 12");
    scene.agent.edit_message(&id, "It costs 11");
    scene.agent.delete_message(&id);
    scene
        .seen
        .wait_for_event("the end of the message", |event| matches!(event, Event::ChatSessionMessageDelete { .. }));
    let is_change =
        |event: &Event| matches!(event, Event::ChatSessionMessageEdit { .. } | Event::ChatSessionMessageDelete { .. });
    let changes = |events: Vec<Event>| events.into_iter().filter(is_change).collect::<Vec<_>>();
    let seen = changes(scene.seen.events());
    let [
        Event::ChatSessionMessageEdit { message_id: first, party_id, message, message_text, .. },
        Event::ChatSessionMessageEdit { message_id: second, message_text: last, .. },
        Event::ChatSessionMessageDelete { message_id: deleted, .. },
    ] = &seen[..]
    else {
        panic!("{seen:?}");
    };
    assert_eq!([first, second, deleted], [&Some(id.clone()), &Some(id.clone()), &Some(id)]);
    assert_eq!(party_id.as_ref(), Some(&party));
    assert_eq!((message.as_str(), message_text.as_str()), ("It costs &lt; 12", "It costs < 12"));
    assert_eq!(last, "It costs 11");

    // A communicator that opens the chat later sees the same.
    assert_eq!(changes(scene.sdk.get_chat_history(scene.id()).await.unwrap()), seen);
    scene.assert_goes_on().await;
}
