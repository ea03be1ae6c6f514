//! The TLS configuration.
//!
//! Whom we trust: the one place where certificates are verified, by the platform or by given roots, and where pins are
//! demanded on top of that. Nothing here can turn verification off.

use std::sync::Arc;

use once_cell::sync::Lazy;
use reqwest::Url;
use rustls::{
    ClientConfig, OtherError, RootCertStore,
    client::{VerifierBuilderError, WebPkiServerVerifier, danger::ServerCertVerifier},
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, ServerName, pem::PemObject},
    version::{TLS12, TLS13},
};

use super::{deferred_verifier::DeferredVerifier, pinned_verifier::PinnedVerifier, pins::Pins, tls_failure};
use crate::{configuration::Settings, containment::contained, model::ContactCenterError};

/// ring is the one provider that we link. It is ours alone: what the host app has chosen for the process stays as it is.
static PROVIDER: Lazy<Arc<CryptoProvider>> = Lazy::new(|| Arc::new(ring::default_provider()));

/// The TLS configuration: TLS 1.3 and 1.2 with HTTP/1.1, and the trust of the settings.
pub(super) fn tls(settings: &Settings) -> Result<ClientConfig, ContactCenterError> {
    let pins = Pins::parse(&settings.pinned_public_keys)?;
    let verifier = verifier(settings)?;
    let verifier = match pins {
        None => verifier,
        Some(pins) => Arc::new(PinnedVerifier::new(verifier, pins, host(&settings.base_url)?, &PROVIDER)),
    };
    let mut tls = ClientConfig::builder_with_provider(PROVIDER.clone())
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(unusable)?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(tls)
}

fn verifier(settings: &Settings) -> Result<Arc<dyn ServerCertVerifier>, ContactCenterError> {
    let mut roots = Vec::new();
    for bytes in &settings.extra_root_certificates {
        roots.extend(certificates(bytes)?);
    }
    match &settings.platform_roots {
        _ if settings.trust_extra_roots_only => verifier_of(roots).map_err(|_| refused_roots()),
        Some(platform) => Ok(handed_over_verifier(platform.clone(), roots)),
        None => platform_verifier(roots),
    }
}

fn verifier_of(roots: Vec<CertificateDer<'static>>) -> Result<Arc<dyn ServerCertVerifier>, VerifierBuilderError> {
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots);
    Ok(WebPkiServerVerifier::builder_with_provider(Arc::new(store), PROVIDER.clone()).build()?)
}

/// The verifier for the roots that the app passes for its platform, beside those of the settings. Without any of the
/// platform's it trusts no certificate: a platform without roots is broken.
fn handed_over_verifier(
    platform: Arc<dyn ContactCenterRootCertificates>,
    own: Vec<CertificateDer<'static>>,
) -> Arc<dyn ServerCertVerifier> {
    let make = move || {
        let roots = contained(|| platform.root_certificates()).unwrap_or_default();
        let mut usable: Vec<_> = roots.iter().filter_map(|root| certificates(root).ok()).flatten().collect();
        if usable.is_empty() {
            return Err(rustls::Error::Other(OtherError(Arc::new(NoPlatformRoots))));
        }
        usable.extend(own.iter().cloned());
        verifier_of(usable).map_err(|_| rustls::Error::Other(OtherError(Arc::new(NoPlatformRoots))))
    };
    Arc::new(DeferredVerifier::new(make, &PROVIDER))
}

/// The root certificates of a platform that the core cannot ask for them itself: Android.
#[uniffi::export(foreign)]
pub trait ContactCenterRootCertificates: Send + Sync {
    /// Those that the platform trusts, PEM or DER each; one that cannot be read is left out. Empty where it hands out none: then
    /// calls fail with `Tls`.
    ///
    /// Called on a thread of the SDK that makes connections, by the first connection over TLS, so it may read files. After a
    /// failure the next connection asks again.
    fn root_certificates(&self) -> Vec<Vec<u8>>;
}

/// Why no certificate can be verified where the platform hands out no roots.
#[derive(Debug, thiserror::Error)]
#[error("the platform hands out no root certificates to trust")]
pub(super) struct NoPlatformRoots;

#[cfg(not(target_os = "android"))]
fn platform_verifier(roots: Vec<CertificateDer<'static>>) -> Result<Arc<dyn ServerCertVerifier>, ContactCenterError> {
    use rustls_platform_verifier::Verifier;
    let make = move || -> Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
        Ok(Arc::new(match roots.is_empty() {
            true => Verifier::new(PROVIDER.clone())?,
            false => Verifier::new_with_extra_roots(roots.clone(), PROVIDER.clone())?,
        }))
    };
    Ok(Arc::new(DeferredVerifier::new(make, &PROVIDER)))
}

/// Android's own verification would need a start-up call from Java that an app can forget. Its roots are handed over instead (see
/// `ContactCenterRootCertificates`).
#[cfg(target_os = "android")]
fn platform_verifier(_: Vec<CertificateDer<'static>>) -> Result<Arc<dyn ServerCertVerifier>, ContactCenterError> {
    let reason = "must be set on Android where the platform's roots are not handed over";
    Err(ContactCenterError::invalid("trust_extra_roots_only", reason))
}

/// One DER certificate, or all those of a PEM text, whatever stands between them; each read through, because a root that cannot
/// be used would only show as a connection that is not trusted.
fn certificates(bytes: &[u8]) -> Result<Vec<CertificateDer<'static>>, ContactCenterError> {
    const PEM: &[u8] = b"-----BEGIN";
    let found = if bytes.windows(PEM.len()).any(|window| window == PEM) {
        CertificateDer::pem_slice_iter(bytes).collect::<Result<Vec<_>, _>>().map_err(|_| refused_roots())?
    } else {
        vec![CertificateDer::from(bytes.to_vec())]
    };
    let mut readable = RootCertStore::empty();
    if found.is_empty() || found.iter().any(|der| readable.add(der.clone()).is_err()) {
        return Err(refused_roots());
    }
    Ok(found)
}

fn refused_roots() -> ContactCenterError {
    ContactCenterError::invalid("extra_root_certificates", "holds something that is neither PEM nor DER")
}

/// The host under the name by which certificates speak of it.
fn host(base_url: &Url) -> Result<ServerName<'static>, ContactCenterError> {
    let host = base_url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    ServerName::try_from(host.to_owned())
        .map_err(|_| ContactCenterError::invalid("base_url", "names a host that no certificate can be for"))
}

fn unusable(error: rustls::Error) -> ContactCenterError {
    let reason = format!("no roots to trust on this platform, or unusable ones ({})", tls_failure::in_words(&error));
    ContactCenterError::Tls { reason, failure: tls_failure::of(&error) }
}

#[cfg(test)]
mod tests {
    use rustls::pki_types::UnixTime;

    use super::*;
    use crate::model::TlsFailure;

    struct Handed(Vec<Vec<u8>>);

    impl ContactCenterRootCertificates for Handed {
        fn root_certificates(&self) -> Vec<Vec<u8>> {
            self.0.clone()
        }
    }

    /// Whether a verifier that trusts `platform` and `own` finds a certificate that `platform` alone knows to be of another host.
    fn verify(platform: Vec<Vec<u8>>, own: Vec<CertificateDer<'static>>, shown: &rcgen::Certificate) -> rustls::Error {
        let verifier = handed_over_verifier(Arc::new(Handed(platform)), own);
        let name = ServerName::try_from("acme.example.com").expect("a name");
        verifier.verify_server_cert(shown.der(), &[], &name, &[], UnixTime::now()).expect_err("of no host")
    }

    #[test]
    fn one_odd_root_of_a_platform_costs_none_of_the_others() {
        let (first, second) = (root(), root());
        let platform = vec![first.der().to_vec(), b"\x30\x03odd".to_vec(), second.pem().into_bytes()];
        for shown in [&first, &second] {
            let refused = verify(platform.clone(), vec![], shown);
            assert_ne!(tls_failure::of(&refused), TlsFailure::UnknownIssuer, "{refused:?}");
        }
        assert_eq!(tls_failure::of(&verify(platform, vec![], &root())), TlsFailure::UnknownIssuer);
    }

    #[test]
    fn platform_without_roots_is_named() {
        for platform in [vec![], vec![b"odd".to_vec()]] {
            let refused = verify(platform, vec![root().der().clone()], &root());
            assert_eq!(tls_failure::in_words(&refused), NoPlatformRoots.to_string());
        }
    }

    fn root() -> rcgen::Certificate {
        let key = rcgen::KeyPair::generate().expect("a key");
        rcgen::CertificateParams::default().self_signed(&key).expect("a certificate")
    }

    #[test]
    fn roots_are_read_from_der_and_from_bundles_with_words_between_them() {
        let (one, other) = (root(), root());
        assert_eq!(certificates(one.der()).expect("DER"), [one.der().clone()]);
        let bundle = format!("# Two of ours\n\nOne:\n{}\nOther:\r\n{}# the end", one.pem(), other.pem());
        assert_eq!(certificates(bundle.as_bytes()).expect("a bundle"), [one.der().clone(), other.der().clone()]);
    }

    #[test]
    fn what_is_no_certificate_is_refused_by_name() {
        let whole = root().der().to_vec();
        let key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        for bad in [&b""[..], b"none", &whole[..whole.len() - 1], &[&whole[..], b"\0"].concat(), key.as_bytes()] {
            assert_eq!(certificates(bad).expect_err("no certificate"), refused_roots());
        }
        let bundle = format!("{}{broken}", root().pem());
        assert_eq!(certificates(bundle.as_bytes()).expect_err("one of them is none"), refused_roots());
    }
}
