//! The body of a request for a chat.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{ClientEvent, given_json::object_of};
use crate::{
    model::{ContactCenterChatRequest, ContactCenterError, ContactCenterUserPlatform, MessageFormat},
    secret::Secret,
};

/// What the server is told about a new chat. Everything is ordered by name, so the same
/// call is the same bytes every time.
#[derive(Serialize)]
pub(crate) struct RequestChat {
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<Secret<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Secret<String>>,
    parameters: Secret<BTreeMap<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    initial_message: Option<ClientEvent>,
}

impl RequestChat {
    /// Whether a message goes along.
    pub(crate) fn has_message(&self) -> bool {
        self.initial_message.is_some()
    }

    /// The body for `request`. Its first message goes along only where it is given an id.
    pub(crate) fn new(
        request: &ContactCenterChatRequest,
        initial_message_id: Option<&str>,
    ) -> Result<Self, ContactCenterError> {
        // An empty number asks for no callback. An empty `from` is sent: it sets the scenario variable to an empty text.
        let phone_number = request.phone_number.clone().filter(|number| !number.is_empty());
        let mut parameters: BTreeMap<_, _> =
            request.parameters.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect();
        if let Some(nested) = &request.nested_parameters {
            for (name, value) in object_of("nested_parameters", nested)? {
                put(&mut parameters, "nested_parameters", name, value)?;
            }
        }
        if let Some(platform) = &request.user_platform {
            put(&mut parameters, "user_platform", "user_platform".to_owned(), user_platform(platform)?)?;
        }
        let initial_message = request.initial_message.as_deref().zip(initial_message_id);
        Ok(Self {
            phone_number: phone_number.map(Secret::from),
            from: request.from.clone().map(Secret::from),
            parameters: parameters.into(),
            initial_message: initial_message
                .map(|(text, id)| ClientEvent::message(text, MessageFormat::Text, None).with_message_id(id)),
        })
    }
}

fn user_platform(platform: &ContactCenterUserPlatform) -> Result<Value, ContactCenterError> {
    let mut members: BTreeMap<_, _> =
        platform.details.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect();
    for (name, value) in [("os", &platform.os), ("model", &platform.model)] {
        if let Some(value) = value {
            put(&mut members, "user_platform", name.to_owned(), Value::from(value.as_str()))?;
        }
    }
    Ok(Value::Object(Map::from_iter(members)))
}

/// Refuses `argument` where it names what is there already: which of the two is meant, only the app knows.
fn put(
    members: &mut BTreeMap<String, Value>,
    argument: &str,
    name: String,
    value: Value,
) -> Result<(), ContactCenterError> {
    match members.insert(name, value) {
        None => Ok(()),
        Some(_) => Err(ContactCenterError::invalid(argument, "names something that is named elsewhere, too")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::JsonValue;

    fn written(request: &ContactCenterChatRequest, initial_message_id: Option<&str>) -> String {
        let body = RequestChat::new(request, initial_message_id).expect("a good request");
        String::from_utf8(super::super::to_json(&body)).expect("UTF-8")
    }

    fn names<const N: usize>(pairs: [(&str, &str); N]) -> std::collections::HashMap<String, String> {
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
    }

    fn json(text: &str) -> Option<JsonValue> {
        Some(JsonValue::from_text(text.to_owned()))
    }

    /// Defect 35.
    #[test]
    fn what_is_absent_is_left_out_and_parameters_are_always_there() {
        let mut request = ContactCenterChatRequest::default();
        assert_eq!(written(&request, Some("c:1")), r#"{"parameters":{}}"#);
        request.phone_number = Some(String::new());
        assert_eq!(written(&request, None), r#"{"parameters":{}}"#);
    }

    #[test]
    fn empty_from_is_sent() {
        let request = ContactCenterChatRequest { from: Some(String::new()), ..Default::default() };
        assert_eq!(written(&request, None), r#"{"from":"","parameters":{}}"#);
    }

    /// Defect 35.
    #[test]
    fn a_request_with_everything_is_written_to_the_byte_as_the_protocol_asks() {
        let request = ContactCenterChatRequest {
            phone_number: Some("16508888888".into()),
            from: Some("Ann".into()),
            parameters: names([("b", "2"), ("a", "1")]),
            nested_parameters: json(r#" {"location":{"longitude":"2.5","latitude":"1.5"},"logging":true} "#),
            user_platform: Some(ContactCenterUserPlatform {
                os: Some("iOS 18.1".into()),
                model: Some("iPhone16,2".into()),
                details: names([("app", "4.2"), ("zone", "CET")]),
            }),
            initial_message: Some("1 < 2\nhi".into()),
        };
        let head = concat!(
            r#"{"phone_number":"16508888888","from":"Ann","parameters":{"a":"1","b":"2","#,
            r#""location":{"latitude":"1.5","longitude":"2.5"},"logging":true,"#,
            r#""user_platform":{"app":"4.2","model":"iPhone16,2","os":"iOS 18.1","zone":"CET"}}"#,
        );
        let message = concat!(
            r#","initial_message":{"event":"chat_session_message","msg":"1 &lt; 2<br>hi","#,
            r#""msg_text":"1 < 2\nhi","msg_id":"0f:1"}"#,
        );
        assert_eq!(written(&request, Some("0f:1")), format!("{head}{message}}}"));
        assert_eq!(written(&request, None), format!("{head}}}"), "the message waits until it has an id");
    }

    #[test]
    fn a_request_that_says_two_things_is_refused_by_the_name_of_the_argument() {
        let refusal = |request: ContactCenterChatRequest| match RequestChat::new(&request, None) {
            Err(ContactCenterError::InvalidArgument { argument, .. }) => argument,
            _ => panic!("accepted or refused otherwise"),
        };
        let platform =
            |details| Some(ContactCenterUserPlatform { os: Some("iOS".into()), details, ..Default::default() });
        for nested in [r#"{"a":{}}"#, "[]", "\"a\"", &format!("{{\"b\":{}1{}}}", "[".repeat(300), "]".repeat(300))] {
            let parameters = names([("a", "1")]);
            let request =
                ContactCenterChatRequest { parameters, nested_parameters: json(nested), ..Default::default() };
            assert_eq!(refusal(request), "nested_parameters");
        }
        let request = ContactCenterChatRequest { user_platform: platform(names([("os", "x")])), ..Default::default() };
        assert_eq!(refusal(request), "user_platform");
        let parameters = names([("user_platform", "1")]);
        let request = ContactCenterChatRequest { parameters, user_platform: platform(names([])), ..Default::default() };
        assert_eq!(refusal(request), "user_platform");
    }
}
