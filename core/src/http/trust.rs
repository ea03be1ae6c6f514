//! Whom we trust: the one place where certificates are verified, by the platform or by given roots, and where pins are
//! demanded on top of that. Nothing here can turn verification off.

use std::sync::Arc;

use once_cell::sync::Lazy;
use reqwest::Url;
use rustls::{
    ClientConfig, RootCertStore,
    client::{WebPkiServerVerifier, danger::ServerCertVerifier},
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, ServerName, pem::PemObject},
    version::{TLS12, TLS13},
};

use super::{
    deferred_verifier::DeferredVerifier,
    pinned_verifier::PinnedVerifier,
    pins::Pins,
    platform_roots::{ContactCenterPlatformRoots, ContactCenterPlatformRootsError, NoRoots},
    tls_failure,
};
use crate::{configuration::Settings, containment::contained, model::ContactCenterError};

/// ring is the one provider that we link. It is ours alone: what the host app has chosen for the process stays as it is.
static PROVIDER: Lazy<Arc<CryptoProvider>> = Lazy::new(|| Arc::new(ring::default_provider()));

/// TLS 1.3 and 1.2 with HTTP/1.1, to whoever the settings trust.
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
    if settings.trust_extra_roots_only {
        return verifier_of(roots).map_err(|_| refused_roots());
    }
    match settings.platform_roots.clone() {
        Some(platform) => {
            let make = move || verifier_of([platform_roots(&*platform)?, roots.clone()].concat());
            Ok(Arc::new(DeferredVerifier::new(make, &PROVIDER)))
        }
        None => platform_verifier(roots),
    }
}

/// Trusts these roots and no others.
fn verifier_of(roots: Vec<CertificateDer<'static>>) -> Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots);
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(store), PROVIDER.clone()).build();
    Ok(verifier.map_err(|_| NoRoots("none of them can be used".to_owned()))?)
}

/// The roots of the platform, without those that cannot be read: one odd root must not cost the others.
fn platform_roots(platform: &dyn ContactCenterPlatformRoots) -> Result<Vec<CertificateDer<'static>>, rustls::Error> {
    let answer = contained(|| platform.platform_roots()).unwrap_or_else(|| {
        Err(ContactCenterPlatformRootsError::Unavailable { reason: "asking for them panicked".to_owned() })
    });
    let roots = answer.map_err(|ContactCenterPlatformRootsError::Unavailable { reason }| NoRoots(reason))?;
    let usable: Vec<_> = usable_root_certificates(roots).iter().flat_map(|root| certificates(root)).flatten().collect();
    if usable.is_empty() { Err(NoRoots("it trusts none".to_owned()).into()) } else { Ok(usable) }
}

#[cfg(not(target_os = "android"))]
fn platform_verifier(roots: Vec<CertificateDer<'static>>) -> Result<Arc<dyn ServerCertVerifier>, ContactCenterError> {
    use rustls_platform_verifier::Verifier;
    let make = move || -> Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
        let verifier = match roots.is_empty() {
            true => Verifier::new(PROVIDER.clone()),
            false => Verifier::new_with_extra_roots(roots.clone(), PROVIDER.clone()),
        };
        Ok(Arc::new(verifier.map_err(|error| NoRoots(tls_failure::in_words(&error)))?))
    };
    Ok(Arc::new(DeferredVerifier::new(make, &PROVIDER)))
}

/// Android's own verification would need a start-up call from Java that an app can forget. Its roots are handed over by
/// `ContactCenterPlatformRoots` instead.
#[cfg(target_os = "android")]
fn platform_verifier(_: Vec<CertificateDer<'static>>) -> Result<Arc<dyn ServerCertVerifier>, ContactCenterError> {
    let reason = "must be set on Android if no platform roots are handed over";
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

/// Those of `roots` (PEM or DER each) that can be read, in their order.
///
/// For the roots of a system, which the app has not chosen and of which one may be odd: the setting `extra_root_certificates` refuses
/// what cannot be read, by its name.
#[uniffi::export]
pub fn usable_root_certificates(roots: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    roots.into_iter().filter(|root| contained(|| certificates(root).is_ok()) == Some(true)).collect()
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
    use super::*;

    #[test]
    fn one_odd_root_of_a_system_costs_none_of_the_others() {
        let (first, second) = (root().der().to_vec(), root().pem().into_bytes());
        let of_a_system = vec![first.clone(), b"\x30\x03odd".to_vec(), second.clone()];
        assert_eq!(usable_root_certificates(of_a_system), [first, second]);
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
