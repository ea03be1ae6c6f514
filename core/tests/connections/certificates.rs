//! What the server shows of itself, and which of it is good enough.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    thread,
};

use contact_center_core::*;
use contact_center_simulator::{CertificateKind as Kind, Certificates, Simulator, SimulatorOptions, TlsVersion};

use super::{
    common,
    server::{self, FileServer},
    tls_failure,
};

fn simulator(kind: Kind, tls: TlsVersion) -> Simulator {
    Simulator::start(SimulatorOptions { certificates: Some(Certificates::of(kind)), tls, ..Default::default() })
}

/// Trusts the authority of that simulator: beside the platform's, or alone.
fn configurations(simulator: &Simulator) -> [ContactCenterConfiguration; 2] {
    [false, true].map(|trust_extra_roots_only| ContactCenterConfiguration {
        trust_extra_roots_only,
        ..common::configuration(simulator)
    })
}

async fn version(configuration: ContactCenterConfiguration) -> Result<ContactCenterVersion, ContactCenterError> {
    common::communicator(configuration).0.get_version().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_is_not_right_says_what_is_wrong() {
    for (kind, tls, failure) in [
        (Kind::Good, TlsVersion::Both, None),
        (Kind::Good, TlsVersion::Only1_3, None),
        (Kind::Good, TlsVersion::Only1_2, None),
        (Kind::Intermediate, TlsVersion::Both, None),
        (Kind::StrangerSentAlong, TlsVersion::Both, None),
        (Kind::Expired, TlsVersion::Both, Some(TlsFailure::Expired)),
        (Kind::Expired, TlsVersion::Only1_2, Some(TlsFailure::Expired)),
        (Kind::NotYetValid, TlsVersion::Both, Some(TlsFailure::NotYetValid)),
        (Kind::OtherHost, TlsVersion::Both, Some(TlsFailure::OtherHost)),
        (Kind::SelfSigned, TlsVersion::Both, Some(TlsFailure::UnknownIssuer)),
        (Kind::OtherAuthority, TlsVersion::Both, Some(TlsFailure::UnknownIssuer)),
        (Kind::IntermediateMissing, TlsVersion::Both, Some(TlsFailure::UnknownIssuer)),
        (Kind::Good, TlsVersion::Only1_1, Some(TlsFailure::ProtocolTooOld)),
        (Kind::Good, TlsVersion::Only1_1Refusing, Some(TlsFailure::ProtocolTooOld)),
    ] {
        let simulator = simulator(kind, tls);
        for configuration in configurations(&simulator) {
            let outcome = version(configuration).await;
            match failure {
                None => assert!(outcome.is_ok(), "{kind:?}, {tls:?}: {outcome:?}"),
                Some(failure) => assert_eq!(tls_failure(outcome), failure, "{kind:?}, {tls:?}"),
            }
        }
        assert_eq!(simulator.requests().len(), if failure.is_none() { 2 } else { 0 }, "{kind:?}, {tls:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pinned_key_is_demanded_on_top_of_the_certificate() {
    /// By a place in the list of known pins: that of the server, of what it sends along, and of another server.
    const SERVER: usize = 0;
    const ALONG: usize = 1;
    const OTHER: usize = 2;
    let other = Certificates::generate();
    for (kind, pinned, failure) in [
        (Kind::Good, &[SERVER][..], None),
        (Kind::Good, &[OTHER, SERVER], None),
        (Kind::Good, &[OTHER], Some(TlsFailure::PinMismatch)),
        (Kind::Intermediate, &[ALONG], None),
        (Kind::Intermediate, &[SERVER], None),
        (Kind::Intermediate, &[OTHER], Some(TlsFailure::PinMismatch)),
        // Any server can send a certificate along.
        (Kind::StrangerSentAlong, &[ALONG], Some(TlsFailure::PinMismatch)),
        // A pin is no certificate.
        (Kind::Expired, &[SERVER], Some(TlsFailure::Expired)),
        (Kind::NotYetValid, &[SERVER], Some(TlsFailure::NotYetValid)),
        (Kind::OtherHost, &[SERVER], Some(TlsFailure::OtherHost)),
        (Kind::SelfSigned, &[SERVER], Some(TlsFailure::UnknownIssuer)),
        (Kind::OtherAuthority, &[SERVER], Some(TlsFailure::UnknownIssuer)),
        (Kind::IntermediateMissing, &[SERVER], Some(TlsFailure::UnknownIssuer)),
    ] {
        let simulator = simulator(kind, TlsVersion::Both);
        let certificates = simulator.certificates();
        let known = [Some(certificates.pin()), certificates.sent_along_pin(), Some(other.pin())];
        let pins: Vec<_> = pinned.iter().map(|place| known[*place].unwrap().to_owned()).collect();
        for mut configuration in configurations(&simulator) {
            configuration.pinned_public_keys = pins.clone();
            let outcome = version(configuration).await;
            match failure {
                None => assert!(outcome.is_ok(), "{kind:?}, {pinned:?}: {outcome:?}"),
                Some(failure) => assert_eq!(tls_failure(outcome), failure, "{kind:?}, {pinned:?}"),
            }
        }
        assert_eq!(simulator.requests().len(), if failure.is_none() { 2 } else { 0 }, "{kind:?}, {pinned:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pins_are_for_the_host_of_the_base_url_whatever_its_port_and_for_no_other() {
    let (api, files) = (simulator(Kind::Good, TlsVersion::Both), simulator(Kind::Good, TlsVersion::Both));
    let configuration = ContactCenterConfiguration {
        extra_root_certificates: vec![format!("{}{}", api.ca_pem(), files.ca_pem()).into()],
        pinned_public_keys: vec![api.pin().to_owned()],
        ..common::configuration(&api)
    };
    let (communicator, _) = common::communicator(configuration);
    let (_, agent) = common::open_chat(&api, &communicator).await;
    drop(agent);
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().to_str().unwrap().to_owned();
    let download = |url: String| communicator.download_file_url(url, directory.clone(), "a.txt".into(), None);
    let at = |host: &str| format!("https://{host}:{}/clientweb/file/none", files.address().port());
    assert_eq!(tls_failure(download(at("127.0.0.1")).await), TlsFailure::PinMismatch);
    assert_eq!(files.requests().len(), 0);
    let refused = download(at("localhost")).await.unwrap_err();
    assert_eq!(refused.status(), Some(404), "it was reached: {refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_self_signed_certificate_is_good_where_it_is_trusted_itself() {
    let server = super::server::FileServer::start(|exchange| {
        exchange.answer_json(200, r#"{"server_version":"1"}"#);
    });
    // That server's certificate is its own authority.
    assert!(version(super::server::configuration(&[&server])).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_speak_tls_is_told_as_that() {
    let simulator = Simulator::start(SimulatorOptions { cleartext: true, ..Default::default() });
    let configuration = ContactCenterConfiguration {
        base_url: simulator.base_url().replace("http:", "https:"),
        ..common::configuration(&simulator)
    };
    assert_eq!(tls_failure(version(configuration).await), TlsFailure::NotTls);
}

#[test]
fn settings_of_trust_that_cannot_be_meant_are_refused_by_name() {
    let simulator = simulator(Kind::Good, TlsVersion::Both);
    type Change = fn(&mut ContactCenterConfiguration);
    let changes: [(&str, Change); 4] = [
        ("extra_root_certificates", |c| c.extra_root_certificates.push(b"none".to_vec())),
        ("extra_root_certificates", |c| c.extra_root_certificates = vec![Vec::new()]),
        ("pinned_public_keys", |c| c.pinned_public_keys = vec!["sha256/secret".into()]),
        ("proxy_url", |c| c.proxy_url = Some("socks5://user:secret@proxy:1080".into())),
    ];
    for (argument, change) in changes {
        let mut configuration = common::configuration(&simulator);
        change(&mut configuration);
        let refused = ContactCenterCommunicator::new(configuration, std::sync::Arc::<common::Recorder>::default())
            .map(drop)
            .unwrap_err();
        let ContactCenterError::InvalidArgument { argument: refused_argument, .. } = &refused else {
            panic!("{refused}")
        };
        assert_eq!(refused_argument, argument);
        assert!(!format!("{refused} {refused:?}").contains("secret"), "{refused:?}");
    }
}

#[test]
fn the_settings_in_force_can_be_read_without_a_secret() {
    let simulator = simulator(Kind::Good, TlsVersion::Both);
    let configuration = ContactCenterConfiguration {
        pinned_public_keys: vec![simulator.pin().to_owned()],
        proxy_url: Some("http://user:secret@proxy.example.com:3128".into()),
        ..common::configuration(&simulator)
    };
    let (communicator, _) = common::communicator(configuration.clone());
    let readable = communicator.configuration();
    assert_eq!(readable.base_url, simulator.base_url());
    assert_eq!(readable.extra_root_certificates, configuration.extra_root_certificates);
    assert_eq!(readable.pinned_public_keys, configuration.pinned_public_keys);
    assert_eq!(readable.proxy_url.as_deref(), Some("http://…@proxy.example.com:3128/"));
    assert_eq!((readable.client_id.as_str(), readable.backoff_max_ms), ("…", 100));
    assert_eq!((readable.first_byte_timeout_ms, readable.stall_timeout_ms), (20_000, 15_000), "defaults too");
}

/// Defect 80.
#[tokio::test(flavor = "multi_thread")]
async fn trusted_authority_as_server_certificate_is_told_as_unfit() {
    let server = FileServer::with_certificate(rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained), |_| {});
    for trust_extra_roots_only in [false, true] {
        let error = version(ContactCenterConfiguration { trust_extra_roots_only, ..server::configuration(&[&server]) });
        let error = error.await.expect_err("no server's certificate");
        assert!(error.reason().contains("issue one for the host, with CA:FALSE"), "{error}");
        assert_eq!(tls_failure::<()>(Err(error)), TlsFailure::UnfitCertificate);
    }
    assert_eq!(server.heads().len(), 0);
}

/// Defect 80.
#[tokio::test(flavor = "multi_thread")]
async fn server_without_common_cipher_is_told_by_name() {
    const HANDSHAKE_FAILURE: [u8; 7] = [21, 3, 3, 0, 2, 2, 40];
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("https://{}", listener.local_addr().unwrap());
    let answers = tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let (mut connection, _) = listener.accept().await.unwrap();
        let _ = connection.read(&mut [0; 4096]).await;
        connection.write_all(&HANDSHAKE_FAILURE).await.unwrap();
        connection
    });
    let outcome = version(ContactCenterConfiguration::new(base_url, "acme.example.com", "demo-app", "client-1")).await;
    assert_eq!(tls_failure(outcome), TlsFailure::NoCommonAlgorithm);
    answers.await.unwrap();
}

/// Defect 80.
#[tokio::test(flavor = "multi_thread")]
async fn host_without_an_address_is_told_as_dns() {
    let settings = ContactCenterConfiguration::new("https://chat.invalid", "acme.example.com", "demo-app", "client-1");
    let error = version(settings).await.expect_err("no address");
    let reason = "the name of the host could not be resolved (DNS); check base_url and the network";
    assert_eq!(error, ContactCenterError::Transport { reason: reason.into() });
}

/// A platform that gives these answers, one after the other, and notes which thread has asked.
struct Platform {
    answers: Mutex<VecDeque<Vec<Vec<u8>>>>,
    asked_on: Mutex<Vec<thread::ThreadId>>,
}

impl ContactCenterRootCertificates for Platform {
    fn root_certificates(&self) -> Vec<Vec<u8>> {
        self.asked_on.lock().unwrap().push(thread::current().id());
        self.answers.lock().unwrap().pop_front().expect("asked once more than needed")
    }
}

/// Defect 67.
#[tokio::test]
async fn platform_roots_are_asked_for_by_the_first_connection_on_another_thread() {
    let simulator = simulator(Kind::Good, TlsVersion::Both);
    let configuration = common::configuration(&simulator);
    let root = configuration.extra_root_certificates[0].clone();
    let answers = [vec![], vec![b"odd".to_vec()], vec![b"odd".to_vec(), root]];
    let platform = Arc::new(Platform { answers: Mutex::new(answers.into()), asked_on: Mutex::default() });
    let settings = ContactCenterConfiguration {
        extra_root_certificates: vec![],
        trust_extra_roots_only: false,
        ..configuration.clone()
    };
    let asking = |settings| {
        ContactCenterCommunicator::with_platform_roots(
            settings,
            Arc::new(common::Recorder::default()),
            Some(platform.clone()),
        )
        .unwrap()
    };
    let communicator = asking(settings);
    assert!(platform.asked_on.lock().unwrap().is_empty(), "nothing is asked without a connection");
    for _ in 0..2 {
        match communicator.get_version().await {
            Err(ContactCenterError::Tls { reason, failure: TlsFailure::Other }) => {
                assert_eq!(reason, "the platform hands out no root certificates to trust");
            }
            other => panic!("{other:?}"),
        }
    }
    for _ in 0..2 {
        communicator.get_version().await.unwrap();
    }
    let only_ours = ContactCenterConfiguration { trust_extra_roots_only: true, ..configuration };
    asking(only_ours).get_version().await.unwrap();
    let asked_on = platform.asked_on.lock().unwrap();
    assert_eq!(asked_on.len(), 3);
    assert!(!asked_on.contains(&thread::current().id()), "the caller waits for no platform");
}
