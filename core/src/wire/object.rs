//! JSON objects whose members are read independently.
//!
//! An object of the wire taken apart: each member by itself, so that none costs another. The last of
//! several members of one name counts.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::{body::within_bounds, lenient::Scalar};

pub(super) struct Object<'a>(HashMap<String, &'a RawValue>);

impl<'a> Object<'a> {
    pub(super) fn read(json: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json).map(Self)
    }

    /// The scalar of this name.
    pub(super) fn scalar(&self, name: &str) -> Scalar<'a> {
        self.raw(name).map(Scalar::from_raw).unwrap_or_default()
    }

    /// Whatever has this name, unless it is null.
    pub(super) fn raw(&self, name: &str) -> Option<&'a RawValue> {
        self.member(name).filter(|raw| raw.get() != "null")
    }

    /// Whatever has this name.
    pub(super) fn member(&self, name: &str) -> Option<&'a RawValue> {
        self.0.get(name).copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The elements of the list of this name; none where there is no list.
    pub(super) fn list(&self, name: &str) -> Vec<&'a RawValue> {
        self.raw(name).map(elements).unwrap_or_default()
    }

    /// Every member, in no order.
    pub(super) fn members(self) -> impl Iterator<Item = (String, &'a RawValue)> {
        self.0.into_iter()
    }
}

/// The elements of a list; none where `raw` is no list.
pub(super) fn elements(raw: &RawValue) -> Vec<&RawValue> {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

/// The object that `raw` is, or that the string holds which it is: servers put objects into strings now and then.
pub(super) fn unwrapped(raw: &RawValue) -> Option<Box<RawValue>> {
    let object = match Scalar::from_raw(raw).text() {
        // They are not counted in a string.
        Some(text) => serde_json::from_str::<Box<RawValue>>(within_bounds(200, &text).ok()?).ok()?,
        None => raw.to_owned(),
    };
    object.get().starts_with('{').then_some(object)
}
