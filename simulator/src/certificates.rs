//! A certificate authority that lives for one run. Clients are handed its certificate and have to verify for real, so
//! that no test ever needs a switch that turns verification off.

use std::{fmt, sync::Arc, time::Duration, time::SystemTime};

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
};

/// Names and addresses under which the server may be called.
const SERVER_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// How far the certificates reach back: clocks of simulators and devices differ.
const VALID_BEFORE: Duration = Duration::from_secs(24 * 60 * 60);

/// How far the certificates reach forward. Verifiers of phones refuse server certificates that are valid for years.
const VALID_AFTER: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// The authority and the server certificate of one run.
#[derive(Clone)]
pub struct Certificates {
    ca_pem: String,
    server: CertificateDer<'static>,
    server_key: Arc<[u8]>,
}

impl Certificates {
    /// Makes a new authority, and a server certificate for localhost, 127.0.0.1 and ::1.
    pub fn generate() -> Self {
        Self::try_generate().expect("certificates from constant names can be made")
    }

    /// The certificate of the authority, in PEM.
    pub fn ca_pem(&self) -> &str {
        &self.ca_pem
    }

    fn try_generate() -> Result<Self, rcgen::Error> {
        let (ca, issuer) = authority()?;
        let key = KeyPair::generate()?;
        let mut params = valid_now(CertificateParams::new(SERVER_NAMES.map(str::to_owned))?);
        params.distinguished_name.push(DnType::CommonName, "localhost");
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let server = params.signed_by(&key, &issuer)?;
        Ok(Self { ca_pem: ca.pem(), server: server.der().clone(), server_key: key.serialize_der().into() })
    }

    /// TLS 1.2 and 1.3 with HTTP/1.1 alone: a poll that is held is then one connection that can be seen to die.
    pub(crate) fn server_config(&self) -> Arc<ServerConfig> {
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.server_key.to_vec()));
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the provider supports the default protocol versions")
            .with_no_client_auth()
            .with_single_cert(vec![self.server.clone()], key)
            .expect("the key was made for this certificate");
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Arc::new(config)
    }
}

impl fmt::Debug for Certificates {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Certificates").finish_non_exhaustive()
    }
}

fn authority() -> Result<(Certificate, Issuer<'static, KeyPair>), rcgen::Error> {
    let key = KeyPair::generate()?;
    let mut params = valid_now(CertificateParams::default());
    params.distinguished_name.push(DnType::CommonName, "Contact Center Simulator CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let certificate = params.self_signed(&key)?;
    Ok((certificate, Issuer::new(params, key)))
}

fn valid_now(mut params: CertificateParams) -> CertificateParams {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(VALID_BEFORE);
    let epoch = date_time_ymd(1970, 1, 1);
    params.not_before = epoch + now.saturating_sub(VALID_BEFORE);
    params.not_after = epoch + now + VALID_AFTER;
    params
}
