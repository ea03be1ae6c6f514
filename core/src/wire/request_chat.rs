//! The body that asks for a chat.

use std::collections::BTreeMap;

use serde::Serialize;

/// What the server is told about a new chat. The parameters are ordered by name, so the same
/// call is the same bytes every time.
#[derive(Serialize)]
pub(crate) struct RequestChat {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<String>,
    pub(crate) parameters: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_is_left_out_and_parameters_are_always_there() {
        let json = |request: &RequestChat| String::from_utf8(super::super::to_json(request)).expect("UTF-8");
        let mut request = RequestChat { phone_number: None, from: None, parameters: BTreeMap::new() };
        assert_eq!(json(&request), r#"{"parameters":{}}"#);
        request.phone_number = Some("16508888888".into());
        request.from = Some("Ann".into());
        request.parameters = [("b", "2"), ("a", "1")].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        assert_eq!(json(&request), r#"{"phone_number":"16508888888","from":"Ann","parameters":{"a":"1","b":"2"}}"#);
    }
}
