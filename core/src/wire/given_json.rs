//! Validation of JSON that an app passes.

use serde_json::{Map, Value};

use crate::{
    configuration::check_text_length,
    model::{ContactCenterError, JsonValue},
};

/// What was filled into a form: an object, by field name.
pub(crate) fn form_data(json: &JsonValue) -> Result<Value, ContactCenterError> {
    object_of("data", json).map(Value::Object)
}

/// An object, or the refusal of `argument`.
pub(super) fn object_of(argument: &str, json: &JsonValue) -> Result<Map<String, Value>, ContactCenterError> {
    check_text_length(argument, json.as_str())?;
    match value(argument, json)? {
        Value::Object(members) => Ok(members),
        _ => Err(ContactCenterError::invalid(argument, "must be a JSON object")),
    }
}

fn value(argument: &str, json: &JsonValue) -> Result<Value, ContactCenterError> {
    serde_json::from_str(json.as_str()).map_err(|_| {
        let reason = "is nested too deeply, or holds a number or half a character that no server could read";
        ContactCenterError::invalid(argument, reason)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_of_a_form_is_an_object() {
        let data = |json: &str| form_data(&JsonValue::from_text(json.to_owned())).map(|data| data.to_string());
        for (json, written) in [(r#"{"b":[1,{"x":null}],"a":"1"}"#, r#"{"a":"1","b":[1,{"x":null}]}"#), ("{}", "{}")] {
            assert_eq!(data(json), Ok(written.to_owned()));
        }
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(1000), "]".repeat(1000));
        for refused in
            ["no JSON at all", "\"text\"", "[]", "7", "null", "true", r#"{"a":1e999}"#, r#"{"a":"\ud800"}"#, &deep]
        {
            let Err(ContactCenterError::InvalidArgument { argument, .. }) = data(refused) else { panic!("{refused}") };
            assert_eq!(argument, "data");
        }
    }
}
