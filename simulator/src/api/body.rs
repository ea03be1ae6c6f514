//! Reading a request's body strictly: what is not JSON of the documented shape is 5003, whatever its content type says.

use serde_json::{Map, Value};

use crate::api_error::ApiError;

/// The fields of a body that has to be an object.
pub(crate) fn object(body: &[u8]) -> Result<Map<String, Value>, ApiError> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(ApiError::bad_json("The body is not an object")),
        Err(_) => Err(ApiError::bad_json("The body is not JSON")),
    }
}
