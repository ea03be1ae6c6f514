//! Certificate pins: hashes of public keys of which the contact center has to show one.

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::digest::{SHA256, SHA256_OUTPUT_LEN, digest};
use rustls::pki_types::SubjectPublicKeyInfoDer;

use crate::model::ContactCenterError;

type Hash = [u8; SHA256_OUTPUT_LEN];

/// One at least.
#[derive(Debug)]
pub(super) struct Pins(Vec<Hash>);

impl Pins {
    /// None where nothing is pinned; refused by name where one cannot be read, because a pin that nothing can match locks the app
    /// out, and one that is dropped does not protect.
    pub(super) fn parse(texts: &[String]) -> Result<Option<Self>, ContactCenterError> {
        let read = |text: &String| {
            let hash = STANDARD.decode(text.trim().trim_start_matches("sha256/")).ok();
            hash.and_then(|hash| Hash::try_from(hash).ok()).ok_or_else(|| {
                let reason = "holds something else than the base64 of a SHA-256, as in sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
                ContactCenterError::invalid("pinned_public_keys", reason)
            })
        };
        let pins = texts.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        Ok((!pins.is_empty()).then_some(Self(pins)))
    }

    /// Whether that key is one of them.
    pub(super) fn hold(&self, key: &SubjectPublicKeyInfoDer<'_>) -> bool {
        self.0.iter().any(|pin| pin == digest(&SHA256, key).as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_the_base64_of_a_sha_256_with_or_without_its_prefix() {
        // Of no bytes at all.
        let pin = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        for text in [pin.to_owned(), format!("sha256/{pin}"), format!(" sha256/{pin}\n")] {
            let pins = Pins::parse(&[text]).expect("a pin").expect("one");
            assert!(pins.hold(&SubjectPublicKeyInfoDer::from(&b""[..])));
            assert!(!pins.hold(&SubjectPublicKeyInfoDer::from(&b"x"[..])));
        }
        assert!(Pins::parse(&[]).expect("nothing to refuse").is_none());
    }

    #[test]
    fn anything_else_is_refused_by_name() {
        let good = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        for bad in [
            "",
            "sha256/",
            "sha256",
            &good[1..],
            &good[..43],
            "sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
            "2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
        ] {
            let refused = Pins::parse(&[good.to_owned(), bad.to_owned()]).expect_err(bad);
            assert!(
                matches!(refused, ContactCenterError::InvalidArgument { argument, .. } if argument == "pinned_public_keys")
            );
        }
    }
}
