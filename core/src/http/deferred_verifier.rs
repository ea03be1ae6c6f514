//! The platform's certificate verifier, made by the first connection: on some systems that reads hundreds of files, for which the
//! thread that makes a communicator must not wait.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use rustls::{
    DigitallySignedStruct, Error, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
};

type Verifier = Arc<dyn ServerCertVerifier>;

/// Makes its verifier when a certificate is to be verified, and keeps it. If that fails the next connection tries again.
pub(super) struct DeferredVerifier {
    make: Box<dyn Fn() -> Result<Verifier, Error> + Send + Sync>,
    made: Mutex<Option<Verifier>>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl DeferredVerifier {
    pub(super) fn new(
        make: impl Fn() -> Result<Verifier, Error> + Send + Sync + 'static,
        provider: &CryptoProvider,
    ) -> Self {
        Self { make: Box::new(make), made: Mutex::default(), algorithms: provider.signature_verification_algorithms }
    }

    fn verifier(&self) -> Result<Verifier, Error> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        match &*made {
            Some(verifier) => Ok(verifier.clone()),
            None => Ok(made.insert((self.make)()?).clone()),
        }
    }
}

impl fmt::Debug for DeferredVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeferredVerifier").finish_non_exhaustive()
    }
}

impl ServerCertVerifier for DeferredVerifier {
    fn verify_server_cert(
        &self,
        server: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.verifier()?.verify_server_cert(server, others, name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use rustls::{RootCertStore, client::WebPkiServerVerifier, crypto::ring};

    use super::*;

    /// Defect 67.
    #[test]
    fn verifier_is_made_by_the_first_certificate_and_again_after_a_failure() {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let key = rcgen::KeyPair::generate().expect("a key");
        let root = rcgen::CertificateParams::default().self_signed(&key).expect("a certificate");
        let mut roots = RootCertStore::empty();
        roots.add(root.der().clone()).expect("a root");
        let (provider, roots) = (Arc::new(ring::default_provider()), Arc::new(roots));
        let with = provider.clone();
        let make = move || match MADE.fetch_add(1, Ordering::SeqCst) {
            0 => Err(Error::General("no roots".to_owned())),
            _ => {
                let builder = WebPkiServerVerifier::builder_with_provider(roots.clone(), with.clone());
                Ok(builder.build().expect("a verifier") as Verifier)
            }
        };
        let verifier = DeferredVerifier::new(make, &provider);
        assert!(!verifier.supported_verify_schemes().is_empty());
        assert_eq!(MADE.load(Ordering::SeqCst), 0, "the schemes are known without it");
        let name = ServerName::try_from("acme.example.com").expect("a name");
        let verify = || verifier.verify_server_cert(root.der(), &[], &name, &[], UnixTime::now());
        assert_eq!(verify().expect_err("no roots"), Error::General("no roots".to_owned()));
        for _ in 0..3 {
            assert!(matches!(verify(), Err(Error::InvalidCertificate(_))), "another name");
        }
        assert_eq!(MADE.load(Ordering::SeqCst), 2);
    }
}
