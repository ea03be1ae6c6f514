//! What an app can learn of a contact center, and tell it with the request for a chat.

use contact_center_simulator::{Fault, IceServersForm, Route};
use serde_json::json;

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn ice_servers_parameters_and_forms_are_read() {
    let simulator = simulator();
    let (sdk, seen) = communicator(configuration(&simulator));

    simulator.fault(Route::Parameters, Fault::error(500, 5500));
    assert_eq!(sdk.get_parameters().await.unwrap_err().kind(), "ChatSessionInternalServerError");
    use ContactCenterParameterType::*;
    let parameter = |name: &str, r#type| ContactCenterParameter { name: name.into(), r#type };
    assert_eq!(
        sdk.get_parameters().await.unwrap(),
        [parameter("first_name", FirstName), parameter("last_name", LastName), parameter("email", Email)]
    );

    let widget = sdk.get_widget_configuration().await.unwrap();
    assert_eq!(parsed(&widget.raw), simulator.options().configuration);
    let names: Vec<_> = widget.forms.iter().map(|form| (form.id.as_deref(), form.name.as_deref())).collect();
    assert_eq!(names, ["contact", "card", "MobileChatSurvey"].map(|name| (Some(name), Some(name))));
    let contact = &widget.forms[0];
    assert_eq!(contact.title.as_deref(), Some("How can we reach you?"));
    assert_eq!(contact.submit_button_text.as_deref(), Some("Send"));
    assert_eq!(contact.cancel_button_text.as_deref(), Some("Not now"));
    use ContactCenterFormFieldType as Field;
    assert_eq!(
        contact.fields.iter().map(|field| field.r#type.clone()).collect::<Vec<_>>(),
        [
            Field::Label,
            Field::Name,
            Field::Email,
            Field::Phone,
            Field::CallbackPhone,
            Field::Date,
            Field::Text,
            Field::MultilineText,
            Field::NumericalRangeSlider,
            Field::RadioButtons,
            Field::SelectionList,
            Field::Captcha,
            Field::ContactButton,
        ]
    );
    let required: Vec<_> = contact.fields.iter().map(|field| field.required).collect();
    assert_eq!(required[..4], [false, true, true, false]);
    let email = &contact.fields[2];
    assert_eq!((email.name.as_deref(), email.label.as_deref()), (Some("email"), Some("E-mail")));
    let slider = contact.fields.iter().find(|field| field.r#type == Field::NumericalRangeSlider).unwrap();
    assert_eq!(parsed(&slider.raw)["maxValue"], 10);

    assert_eq!(sdk.get_active_chat().await.unwrap(), None);
    let (chat_id, agent) = open_chat(&simulator, &sdk).await;
    let active = sdk.get_active_chat().await.unwrap().expect("the live session");
    assert_eq!((&active.chat_id, active.state), (&chat_id, ContactCenterChatSessionState::Queued));

    let server = |url: &str, login: Option<(&str, &str)>| ContactCenterIceServer {
        urls: vec![url.into()],
        username: login.map(|(name, _)| name.into()),
        credential: login.map(|(_, password)| password.into()),
    };
    let expected = [
        server("stun:stun.example.com:3478", None),
        server("turn:turn.example.com:3478?transport=udp", Some(("caller", "example"))),
    ];
    // Newer servers encrypt them with the id of the chat.
    for form in [IceServersForm::Plain, IceServersForm::Encrypted, IceServersForm::EncryptedJson] {
        simulator.change_options(|options| options.ice_servers_form = form);
        assert_eq!(sdk.get_ice_servers(chat_id.clone()).await.unwrap(), expected, "{form:?}");
    }
    simulator.fault(Route::IceServers, Fault::html(502));
    assert_eq!(sdk.get_ice_servers(chat_id.clone()).await.unwrap_err().kind(), "UnexpectedResponse");
    Scene { simulator, sdk, seen, chat_id, agent }.assert_goes_on().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_initial_message_goes_out_with_the_request() {
    const WORDS: &str = "My invoice is < wrong.";
    let simulator = simulator();
    let (sdk, seen) = communicator(configuration(&simulator));
    let request = |nested: Value| ContactCenterChatRequest {
        from: Some("Anna".into()),
        parameters: [("topic".to_owned(), "billing".to_owned())].into(),
        nested_parameters: Some(JsonValue::from_text(nested.to_string())),
        user_platform: Some(ContactCenterUserPlatform {
            os: Some("iOS 18.1".into()),
            model: Some("iPhone16,2".into()),
            details: [("app".to_owned(), "7.2".to_owned())].into(),
        }),
        initial_message: Some(WORDS.into()),
        ..Default::default()
    };
    let place = json!({ "latitude": "55.67", "longitude": "12.57" });

    // A request that is refused here says nothing; one that is refused over there can be made again, with the same message.
    assert_eq!(refused(sdk.request_chat_with(request(json!({ "topic": [] }))).await), "nested_parameters");
    assert_eq!(simulator.requests().len(), 0);
    simulator.fault(Route::RequestChat, Fault::error(503, 5001));
    let refusal = sdk.request_chat_with(request(json!({ "location": place }))).await.unwrap_err();
    assert_eq!(refusal.kind(), "ChatSessionServerNotAvailable");
    let properties = sdk.request_chat_with(request(json!({ "location": place }))).await.unwrap();
    let message_id = properties.initial_message_id.expect("the id of the message");
    let message = json!({
        "event": "chat_session_message", "msg": "My invoice is &lt; wrong.", "msg_text": WORDS, "msg_id": message_id,
    });
    let asked = json!({
        "from": "Anna",
        "parameters": {
            "topic": "billing", "location": place,
            "user_platform": { "os": "iOS 18.1", "model": "iPhone16,2", "app": "7.2" },
        },
        "initial_message": message,
    });
    let requests = simulator.requests();
    let bodies: Vec<_> = requests.iter().filter(|request| request.path().ends_with("/chats")).collect();
    assert_eq!(bodies.iter().map(|request| request.json()).collect::<Vec<_>>(), [asked.clone(), asked]);

    let chat_id = properties.chat_id;
    let agent = simulator.chat(&chat_id).unwrap();
    let scene = Scene { simulator, sdk, seen, chat_id, agent };
    scene.wait_until_sent(&message_id);
    scene.agent.acknowledge_read(&message_id);
    let read = Call::Message(message_id.clone(), MessageStatus::Read);
    scene.seen.wait_for_call("the message to be read", |call| *call == read);

    // It is in the history once, as the customer's, and goes out no second time.
    let messages = |events: Vec<Event>| events.into_iter().filter(|event| text_of(event).is_some()).collect::<Vec<_>>();
    let history = messages(scene.sdk.get_chat_history(scene.id()).await.unwrap());
    let [own] = &history[..] else { panic!("{history:?}") };
    assert_eq!((text_of(own), own.party_id()), (Some(WORDS), Some(scene.chat_id.as_str())));
    scene.assert_goes_on().await;
    let sent = scene.agent.client_events();
    assert_eq!((sent.len(), &sent[0]), (2, &message));
    assert_eq!(messages(scene.seen.events()).len(), 1, "the agent's; what the app has said itself is no news");
}
