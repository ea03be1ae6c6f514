//! Parameters that the scenario expects of a request for a chat.

use serde_json::{Map, Value};

use crate::{
    model::{ContactCenterError, ContactCenterParameter, ContactCenterParameterType},
    wire::body::{object, text},
};

/// The answer to `parameters`: a list of objects with the names as keys and the types as values, mostly one each. They keep
/// their order; those of one object are ordered by name.
pub(crate) fn parameters(status: i32, body: &[u8]) -> Result<Vec<ContactCenterParameter>, ContactCenterError> {
    let text = text(status, body)?;
    let body = object(status, &text)?;
    let objects = body.list("parameters").into_iter();
    let objects = objects.filter_map(|raw| serde_json::from_str::<Map<String, Value>>(raw.get()).ok());
    Ok(objects.flatten().filter_map(|(name, word)| parameter(name, &word)).collect())
}

fn parameter(name: String, word: &Value) -> Option<ContactCenterParameter> {
    // A type that is no word is one that this version does not know.
    let r#type = ContactCenterParameterType::from_wire(word.as_str().unwrap_or_default().trim());
    (!name.trim().is_empty()).then_some(ContactCenterParameter { name, r#type })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_with_every_type_and_with_types_that_no_document_lists() {
        let body = br#"{"parameters":[{"phone":"PHONE"},{"note":"TEXT"},{"mail":"EMAIL"},{"first":"FIRST_NAME"},
            {"last":"LAST_NAME"},{"account":"ACCOUNT"},{"firm":"COMPANY"},{"b":"SHOE_SIZE","a":7},{"":"TEXT"},{},null,"x"]}"#;
        use ContactCenterParameterType::*;
        let other = |value: &str| Other { value: value.into() };
        let expected = [
            ("phone", Phone),
            ("note", Text),
            ("mail", Email),
            ("first", FirstName),
            ("last", LastName),
            ("account", Account),
            ("firm", Company),
            ("a", other("")),
            ("b", other("SHOE_SIZE")),
        ];
        let expected = expected.map(|(name, r#type)| ContactCenterParameter { name: name.into(), r#type });
        assert_eq!(parameters(200, body).expect("readable"), expected);
    }

    #[test]
    fn an_answer_without_parameters_holds_none() {
        for body in ["{}", r#"{"parameters":null}"#, r#"{"parameters":{}}"#, r#"{"parameters":[]}"#] {
            assert_eq!(parameters(200, body.as_bytes()), Ok(vec![]), "{body}");
        }
        assert_eq!(parameters(200, b"<html>").expect_err("a page").kind(), "UnexpectedResponse");
    }
}
