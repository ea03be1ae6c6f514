//! What a failed TLS handshake means, from what rustls and the platforms' verifiers say of it.

use rustls::{AlertDescription, CertificateError, Error, InvalidMessage, PeerIncompatible};

use super::{pinned_verifier::PinMismatch, platform_roots::NoRoots};
use crate::model::TlsFailure;

/// What went wrong, for the app to tell apart.
pub(super) fn of(error: &Error) -> TlsFailure {
    match error {
        Error::InvalidCertificate(refused) => of_certificate(refused),
        Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13 | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        )
        | Error::AlertReceived(AlertDescription::ProtocolVersion) => TlsFailure::ProtocolTooOld,
        Error::InvalidMessage(InvalidMessage::InvalidContentType | InvalidMessage::UnknownProtocolVersion) => {
            TlsFailure::NotTls
        }
        Error::PeerIncompatible(_)
        | Error::AlertReceived(
            AlertDescription::HandshakeFailure
            | AlertDescription::InsufficientSecurity
            | AlertDescription::CertificateRequired,
        ) => TlsFailure::NoCommonAlgorithm,
        Error::InvalidMessage(InvalidMessage::CertificatePayloadTooLarge) | Error::NoCertificatesPresented => {
            TlsFailure::UnfitCertificate
        }
        _ => TlsFailure::Other,
    }
}

/// The same for people.
pub(super) fn in_words(error: &Error) -> String {
    let words = match of(error) {
        TlsFailure::Expired => "the certificate has expired, or this device's clock is wrong",
        TlsFailure::NotYetValid => "the certificate is not valid yet, or this device's clock is wrong",
        TlsFailure::OtherHost => "the certificate is for another host",
        TlsFailure::UnknownIssuer => "nobody whom we trust vouches for the certificate",
        TlsFailure::Revoked => "the certificate was revoked",
        TlsFailure::PinMismatch => "the certificate is good, but no pinned key has a part in it",
        TlsFailure::ProtocolTooOld => "the server speaks neither TLS 1.2 nor 1.3",
        TlsFailure::NotTls => "whoever answered does not speak TLS: a captive portal, a proxy, or the wrong port",
        TlsFailure::NoCommonAlgorithm => {
            "the server has no cipher or key exchange in common with this SDK, or wants a certificate of the client; it must offer \
             TLS 1.3, or TLS 1.2 with ECDHE and AES-GCM or ChaCha20-Poly1305"
        }
        TlsFailure::UnfitCertificate => {
            "the certificate cannot be a server's: it is malformed, that of an authority itself, or for another purpose; issue one \
             for the host, with CA:FALSE and a subjectAltName"
        }
        TlsFailure::Other => return of_something_else(error),
    };
    words.to_owned()
}

/// The verifiers of the platforms quote the certificate, and so whoever has made it: of what they say only the number counts.
fn of_something_else(error: &Error) -> String {
    match error {
        Error::InvalidCertificate(CertificateError::Other(other)) => {
            let text = other.to_string();
            match text.rsplit(": ").next().and_then(|number| number.parse::<i64>().ok()) {
                Some(number) => format!("the platform refuses the certificate ({number})"),
                None => "the platform refuses the certificate".to_owned(),
            }
        }
        Error::Other(other) if other.0.is::<NoRoots>() => other.to_string(),
        Error::General(_) | Error::Other(_) => "the handshake failed".to_owned(),
        _ => error.to_string(),
    }
}

fn of_certificate(refused: &CertificateError) -> TlsFailure {
    match refused {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsFailure::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => TlsFailure::NotYetValid,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => TlsFailure::OtherHost,
        // Or somebody signed it who has but the name of an authority that we trust, with another key, of another kind perhaps.
        CertificateError::UnknownIssuer
        | CertificateError::BadSignature
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => TlsFailure::UnknownIssuer,
        CertificateError::Revoked => TlsFailure::Revoked,
        CertificateError::Other(other) if other.0.is::<PinMismatch>() => TlsFailure::PinMismatch,
        CertificateError::BadEncoding
        | CertificateError::UnhandledCriticalExtension
        | CertificateError::InvalidPurpose
        | CertificateError::InvalidPurposeContext { .. } => TlsFailure::UnfitCertificate,
        CertificateError::Other(other) if UNFIT.contains(&other.to_string().as_str()) => TlsFailure::UnfitCertificate,
        CertificateError::Other(other) => of_apple(&other.to_string()),
        _ => TlsFailure::Other,
    }
}

/// What webpki calls the ways of not being a server's certificate; it keeps them to itself but for their names.
const UNFIT: [&str; 9] = [
    "CaUsedAsEndEntity",
    "EndEntityUsedAsCa",
    "ExtensionValueInvalid",
    "InvalidCertValidity",
    "InvalidSerialNumber",
    "MalformedExtensions",
    "NameConstraintViolation",
    "PathLenConstraintViolated",
    "UnsupportedCertVersion",
];

/// Apple's verifier hands most of its findings on as a text in the user's language that ends with their number.
fn of_apple(text: &str) -> TlsFailure {
    match text.rsplit(": ").next() {
        Some("-67818") => TlsFailure::Expired,
        Some("-67819") => TlsFailure::NotYetValid,
        Some("-67602") => TlsFailure::OtherHost,
        Some("-67843" | "-67844" | "-25318") => TlsFailure::UnknownIssuer,
        Some("-67820") => TlsFailure::Revoked,
        _ => TlsFailure::Other,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rustls::{CertificateError as Refused, OtherError};

    use super::*;

    fn text(text: &str) -> Refused {
        Refused::Other(OtherError(Arc::from(Box::<dyn std::error::Error + Send + Sync>::from(text))))
    }

    /// An elliptic signature under the name of an authority whose key is RSA.
    fn of_another_kind() -> Refused {
        Refused::UnsupportedSignatureAlgorithmForPublicKeyContext {
            signature_algorithm_id: vec![],
            public_key_algorithm_id: vec![],
        }
    }

    #[test]
    fn what_the_verifiers_of_every_platform_say_is_told_apart() {
        for (refused, failure) in [
            (Refused::Expired, TlsFailure::Expired),
            (Refused::NotValidYet, TlsFailure::NotYetValid),
            (Refused::NotValidForName, TlsFailure::OtherHost),
            (Refused::UnknownIssuer, TlsFailure::UnknownIssuer),
            (Refused::BadSignature, TlsFailure::UnknownIssuer),
            (of_another_kind(), TlsFailure::UnknownIssuer),
            (Refused::Revoked, TlsFailure::Revoked),
            (Refused::BadEncoding, TlsFailure::UnfitCertificate),
            (Refused::InvalidPurpose, TlsFailure::UnfitCertificate),
            (text("CaUsedAsEndEntity"), TlsFailure::UnfitCertificate),
            (text("„acme“ ist abgelaufen: -67818"), TlsFailure::Expired),
            (text("“acme” certificate is not valid yet: -67819"), TlsFailure::NotYetValid),
            (text("“acme” certificate name does not match input: -67602"), TlsFailure::OtherHost),
            (text("“acme” certificate is not trusted: -67843"), TlsFailure::UnknownIssuer),
            (text("“acme” certificate is revoked: -67820"), TlsFailure::Revoked),
            (text("“acme” certificate is not standards compliant: -67901"), TlsFailure::Other),
        ] {
            let error = Error::InvalidCertificate(refused.clone());
            assert_eq!(of(&error), failure, "{refused:?}");
            assert!(!in_words(&error).contains("acme"), "whoever made the certificate speaks: {}", in_words(&error));
        }
    }

    /// Defect 80.
    #[test]
    fn handshake_without_common_algorithm_is_told_by_name() {
        for error in [
            Error::PeerIncompatible(PeerIncompatible::NoCipherSuitesInCommon),
            Error::PeerIncompatible(PeerIncompatible::NoKxGroupsInCommon),
            Error::AlertReceived(AlertDescription::HandshakeFailure),
            Error::AlertReceived(AlertDescription::InsufficientSecurity),
        ] {
            assert_eq!(of(&error), TlsFailure::NoCommonAlgorithm, "{error:?}");
            assert!(in_words(&error).contains("it must offer TLS 1.3"), "{}", in_words(&error));
        }
        let too_old = Error::PeerIncompatible(PeerIncompatible::ServerDoesNotSupportTls12Or13);
        assert_eq!(of(&too_old), TlsFailure::ProtocolTooOld);
    }

    #[test]
    fn of_what_a_platform_says_only_the_number_is_told() {
        let words = |said: &str| in_words(&Error::InvalidCertificate(text(said)));
        assert_eq!(words("“acme” is odd: -67901"), "the platform refuses the certificate (-67901)");
        assert_eq!(words("“acme: my words” is odd"), "the platform refuses the certificate");
    }
}
