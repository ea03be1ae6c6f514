//! Normal verification, and then the pins: a certificate that is refused without pins is refused with them.

use std::{fmt, sync::Arc};

use rustls::{
    CertificateError, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme,
    client::{
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        verify_server_cert_signed_by_trust_anchor,
    },
    crypto::{CryptoProvider, WebPkiSupportedAlgorithms},
    pki_types::{CertificateDer, ServerName, UnixTime},
    server::ParsedCertificate,
};

use super::pins::Pins;

/// Demands a pinned key of one host, and leaves all others (where files may lie, or a proxy) to the normal verification.
#[derive(Debug)]
pub(super) struct PinnedVerifier {
    normal: Arc<dyn ServerCertVerifier>,
    pins: Pins,
    host: ServerName<'static>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl PinnedVerifier {
    pub(super) fn new(
        normal: Arc<dyn ServerCertVerifier>,
        pins: Pins,
        host: ServerName<'static>,
        provider: &CryptoProvider,
    ) -> Self {
        Self { normal, pins, host, algorithms: provider.signature_verification_algorithms }
    }

    /// Whether the server's own key is pinned, or one by which its certificate is signed, directly or through others.
    ///
    /// What else a server sends along counts for nothing: any server can send the certificate of a pinned key, but only its owner
    /// can have signed this one with it. So each pinned certificate is taken for the only root, and has to vouch for the server's.
    fn is_pinned(&self, server: &CertificateDer<'_>, others: &[CertificateDer<'_>], now: UnixTime) -> bool {
        let Ok(server) = ParsedCertificate::try_from(server) else { return false };
        if self.pins.hold(&server.subject_public_key_info()) {
            return true;
        }
        let is_pinned = |other: &&CertificateDer<'_>| {
            ParsedCertificate::try_from(*other).is_ok_and(|other| self.pins.hold(&other.subject_public_key_info()))
        };
        others.iter().filter(is_pinned).any(|pinned| {
            let mut root = RootCertStore::empty();
            root.add(pinned.clone().into_owned()).is_ok()
                && verify_server_cert_signed_by_trust_anchor(&server, &root, others, now, self.algorithms.all).is_ok()
        })
    }
}

impl ServerCertVerifier for PinnedVerifier {
    fn verify_server_cert(
        &self,
        server: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = self.normal.verify_server_cert(server, others, name, ocsp_response, now)?;
        if *name == self.host && !self.is_pinned(server, others, now) {
            return Err(CertificateError::Other(OtherError(Arc::new(PinMismatch))).into());
        }
        Ok(verified)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        server: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.normal.verify_tls12_signature(message, server, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        server: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.normal.verify_tls13_signature(message, server, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.normal.supported_verify_schemes()
    }
}

/// How rustls carries our own refusal to `tls_failure`.
#[derive(Debug)]
pub(super) struct PinMismatch;

impl fmt::Display for PinMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no pinned key")
    }
}

impl std::error::Error for PinMismatch {}
