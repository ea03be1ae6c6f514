//! A certificate authority that lives for one run. Clients are handed its certificate and have to verify for real, so
//! that no test ever needs a switch that turns verification off. What the server shows may be wrong in every way that a client has to
//! notice.

use std::{fmt, sync::Arc, time::Duration, time::SystemTime};

use base64::{Engine, engine::general_purpose::STANDARD};
use clap::ValueEnum;
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PublicKeyData, date_time_ymd,
};
use ring::digest::{SHA256, digest};
use rustls::{
    ServerConfig,
    crypto::ring as provider,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
};

use serde_json::{Value, json};

use crate::TlsVersion;

/// Names and addresses under which the server may be called.
const SERVER_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// A host name that no client uses.
const OTHER_NAME: &str = "other.example.com";

/// How far the certificates reach back: clocks of simulators and devices differ.
const VALID_BEFORE: Duration = Duration::from_secs(24 * 60 * 60);

/// How far the certificates reach forward. Verifiers of phones refuse server certificates that are valid for years.
pub(crate) const VALID_AFTER: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// What is right or wrong with the certificate that the server shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CertificateKind {
    /// Nothing is wrong.
    #[default]
    Good,
    /// It is over.
    Expired,
    /// It has not begun.
    NotYetValid,
    /// It is for another host.
    OtherHost,
    /// It is signed by itself.
    SelfSigned,
    /// It is signed by another authority than the one that clients are handed.
    OtherAuthority,
    /// It is signed by an intermediate authority, whose certificate comes along: nothing is wrong.
    Intermediate,
    /// It is signed by an intermediate authority, whose certificate does not come along.
    IntermediateMissing,
    /// Nothing is wrong, but the certificate of an authority that has nothing to do with it comes along.
    StrangerSentAlong,
}

/// The authority and the server certificate of one run.
#[derive(Clone)]
pub struct Certificates {
    ca_pem: String,
    /// What the server shows, its own first.
    chain: Vec<CertificateDer<'static>>,
    server_key: Arc<[u8]>,
    pin: String,
    sent_along_pin: Option<String>,
}

impl Certificates {
    /// Makes a new authority, and a server certificate for localhost, 127.0.0.1 and ::1.
    pub fn generate() -> Self {
        Self::of(CertificateKind::Good)
    }

    /// Makes a new authority, and a server certificate of that kind.
    pub fn of(kind: CertificateKind) -> Self {
        Self::try_of(kind).expect("certificates from constant names can be made")
    }

    /// The certificate of the authority, in PEM.
    pub fn ca_pem(&self) -> &str {
        &self.ca_pem
    }

    /// The hash of the server's public key, as clients pin it: `sha256/…`.
    pub fn pin(&self) -> &str {
        &self.pin
    }

    /// The same of the authority whose certificate comes along with the server's, if one does.
    pub fn sent_along_pin(&self) -> Option<&str> {
        self.sent_along_pin.as_deref()
    }

    fn try_of(kind: CertificateKind) -> Result<Self, rcgen::Error> {
        let trusted = Authority::root("Contact Center Simulator CA")?;
        let between = Authority::below(&trusted, "Contact Center Simulator Intermediate CA")?;
        let stranger = Authority::root("Another CA")?;
        let (issuer, along) = match kind {
            CertificateKind::OtherAuthority => (&stranger, None),
            CertificateKind::Intermediate => (&between, Some(&between)),
            CertificateKind::IntermediateMissing => (&between, None),
            CertificateKind::StrangerSentAlong => (&trusted, Some(&stranger)),
            _ => (&trusted, None),
        };
        let key = KeyPair::generate()?;
        let params = server_params(kind)?;
        let server = match kind {
            CertificateKind::SelfSigned => params.self_signed(&key)?,
            _ => params.signed_by(&key, &issuer.issuer)?,
        };
        let chain = [&server].into_iter().chain(along.map(|authority| &authority.certificate));
        Ok(Self {
            ca_pem: trusted.certificate.pem(),
            chain: chain.map(|certificate| certificate.der().clone()).collect(),
            server_key: key.serialize_der().into(),
            pin: pin(&key),
            sent_along_pin: along.map(|authority| authority.pin.clone()),
        })
    }

    /// The certificates as an authority file keeps them.
    pub(crate) fn record(&self) -> Value {
        let chain: Vec<_> = self.chain.iter().map(|certificate| STANDARD.encode(certificate)).collect();
        json!({
            "ca_pem": self.ca_pem,
            "chain": chain,
            "server_key": STANDARD.encode(&self.server_key),
            "pin": self.pin,
            "sent_along_pin": self.sent_along_pin,
        })
    }

    /// Reads what [`Certificates::record`] has written; `None` if it is anything else.
    pub(crate) fn from_record(record: &Value) -> Option<Self> {
        let decoded = |value: &Value| STANDARD.decode(value.as_str()?).ok();
        let chain =
            record["chain"].as_array()?.iter().map(|certificate| decoded(certificate).map(CertificateDer::from));
        Some(Self {
            ca_pem: record["ca_pem"].as_str()?.to_owned(),
            chain: chain.collect::<Option<_>>()?,
            server_key: decoded(&record["server_key"])?.into(),
            pin: record["pin"].as_str()?.to_owned(),
            sent_along_pin: record["sent_along_pin"].as_str().map(str::to_owned),
        })
    }

    /// HTTP/1.1 alone: a poll that is held is then one connection that can be seen to die.
    pub(crate) fn server_config(&self, version: TlsVersion) -> Arc<ServerConfig> {
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.server_key.to_vec()));
        let mut config = ServerConfig::builder_with_provider(Arc::new(provider::default_provider()))
            .with_protocol_versions(&version.spoken())
            .expect("the provider supports these protocol versions")
            .with_no_client_auth()
            .with_single_cert(self.chain.clone(), key)
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

/// The authority that signs certificates.
struct Authority {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
    pin: String,
}

impl Authority {
    fn root(name: &str) -> Result<Self, rcgen::Error> {
        let (key, params) = (KeyPair::generate()?, Self::params(name));
        let certificate = params.self_signed(&key)?;
        Ok(Self { certificate, pin: pin(&key), issuer: Issuer::new(params, key) })
    }

    fn below(above: &Self, name: &str) -> Result<Self, rcgen::Error> {
        let (key, params) = (KeyPair::generate()?, Self::params(name));
        let certificate = params.signed_by(&key, &above.issuer)?;
        Ok(Self { certificate, pin: pin(&key), issuer: Issuer::new(params, key) })
    }

    fn params(name: &str) -> CertificateParams {
        let mut params = valid(CertificateParams::default(), VALID_BEFORE, VALID_AFTER);
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params
    }
}

fn server_params(kind: CertificateKind) -> Result<CertificateParams, rcgen::Error> {
    let names = match kind {
        CertificateKind::OtherHost => vec![OTHER_NAME.to_owned()],
        _ => SERVER_NAMES.map(str::to_owned).into(),
    };
    let params = CertificateParams::new(names)?;
    let mut params = match kind {
        CertificateKind::Expired => {
            let mut params = valid(params, VALID_AFTER, Duration::ZERO);
            params.not_after -= VALID_BEFORE;
            params
        }
        CertificateKind::NotYetValid => {
            let mut params = valid(params, Duration::ZERO, VALID_AFTER);
            params.not_before += VALID_BEFORE;
            params
        }
        _ => valid(params, VALID_BEFORE, VALID_AFTER),
    };
    params.distinguished_name.push(DnType::CommonName, "localhost");
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(params)
}

fn valid(mut params: CertificateParams, before: Duration, after: Duration) -> CertificateParams {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(before);
    let epoch = date_time_ymd(1970, 1, 1);
    params.not_before = epoch + now.saturating_sub(before);
    params.not_after = epoch + now + after;
    params
}

fn pin(key: &KeyPair) -> String {
    format!("sha256/{}", STANDARD.encode(digest(&SHA256, &key.subject_public_key_info())))
}
