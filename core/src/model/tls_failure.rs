//! Kinds of TLS failures that an app may tell its user.

/// Why a TLS connection was not trusted. An open set: treat unknown values like `Other`.
///
/// In networks with a sign-on (hotels, trains), a captive portal answers instead of the server: mostly as
/// `OtherHost`, `UnknownIssuer` or `NotTls`. This is temporary: an open chat stays open, and goes on after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum TlsFailure {
    /// The certificate has expired; or this device's clock is wrong.
    Expired,
    /// The certificate is not valid yet; or this device's clock is wrong.
    NotYetValid,
    /// The certificate is for another host than that of the base URL.
    OtherHost,
    /// No trusted authority vouches for the certificate: it is self-signed or of an authority that is not trusted here (name
    /// that in `extra_root_certificates`), or the server leaves out a certificate between it and its authority.
    UnknownIssuer,
    /// The certificate was revoked. Only the platforms' own verification looks for that (Apple, Windows).
    Revoked,
    /// The certificate is valid, but its chain has no pinned key.
    PinMismatch,
    /// The server speaks neither TLS 1.2 nor 1.3.
    ProtocolTooOld,
    /// The other side does not speak TLS.
    NotTls,
    /// The server has no cipher, key exchange or signature algorithm in common with this SDK, or wants a certificate of the client.
    /// It must offer TLS 1.3, or TLS 1.2 with ECDHE and AES-GCM or ChaCha20-Poly1305.
    NoCommonAlgorithm,
    /// The certificate cannot be a server's, even if it is trusted: it is malformed, that of an authority itself, or for another
    /// purpose. Issue one for the host, with `CA:FALSE`, a `subjectAltName` and, if at all, the extended key usage `serverAuth`.
    UnfitCertificate,
    /// The failure is another one; `reason` of the error names it.
    #[default]
    Other,
}
