//! What was said can be changed.

use super::*;

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

    // Whoever opens the chat later sees the same.
    assert_eq!(changes(scene.sdk.get_chat_history(scene.id()).await.unwrap()), seen);
    scene.assert_goes_on().await;
}
