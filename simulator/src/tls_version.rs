//! Which versions of TLS the server speaks. rustls speaks none before 1.2, so a server from before is a few bytes written by hand.

use std::io;

use axum_server::accept::{Accept, NoDelayAcceptor};
use clap::ValueEnum;
use rustls::{
    SupportedProtocolVersion,
    version::{TLS12, TLS13},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// The fatal alert "protocol_version".
const REFUSAL_OF_1_1: [u8; 7] = [0x15, 3, 2, 0, 2, 2, 70];

/// Which versions of TLS the server speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TlsVersion {
    /// TLS 1.2 and 1.3.
    #[default]
    Both,
    /// TLS 1.3 alone.
    #[value(name = "1.3")]
    Only1_3,
    /// TLS 1.2 alone.
    #[value(name = "1.2")]
    Only1_2,
    /// TLS 1.1 alone, in which it answers whatever was asked for.
    #[value(name = "1.1")]
    Only1_1,
    /// TLS 1.1 alone; other versions are refused.
    #[value(name = "1.1-refusing")]
    Only1_1Refusing,
}

impl TlsVersion {
    /// What rustls is to speak; a server from before says goodbye sooner.
    pub(crate) fn spoken(self) -> Vec<&'static SupportedProtocolVersion> {
        match self {
            Self::Only1_3 => vec![&TLS13],
            Self::Only1_2 => vec![&TLS12],
            Self::Both | Self::Only1_1 | Self::Only1_1Refusing => vec![&TLS13, &TLS12],
        }
    }

    /// All that a server from before says.
    fn last_words(self) -> Option<Vec<u8>> {
        match self {
            Self::Only1_1 => Some(hello_of_1_1()),
            Self::Only1_1Refusing => Some(REFUSAL_OF_1_1.to_vec()),
            Self::Both | Self::Only1_3 | Self::Only1_2 => None,
        }
    }
}

/// A record with a ServerHello: version, 32 bytes of randomness, no session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression.
fn hello_of_1_1() -> Vec<u8> {
    let (record, handshake, version) = ([0x16, 3, 2, 0, 42], [2, 0, 0, 38], [3, 2]);
    [&record[..], &handshake, &version, &[7; 32], &[0, 0, 0x2f, 0]].concat()
}

/// Stands before the handshake of rustls.
#[derive(Clone)]
pub(crate) struct VersionAcceptor(pub(crate) TlsVersion);

impl<S: Send + 'static> Accept<TcpStream, S> for VersionAcceptor {
    type Stream = TcpStream;
    type Service = S;
    type Future = std::pin::Pin<Box<dyn Future<Output = io::Result<(TcpStream, S)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let last_words = self.0.last_words();
        Box::pin(async move {
            let (mut stream, service) = NoDelayAcceptor::new().accept(stream, service).await?;
            if let Some(words) = last_words {
                let mut heard = [0; 4096];
                if stream.read(&mut heard).await? == 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                stream.write_all(&words).await?;
                stream.shutdown().await?;
                // Closing on something that was not read would take the words back.
                while stream.read(&mut heard).await? > 0 {}
                return Err(io::ErrorKind::Unsupported.into());
            }
            Ok((stream, service))
        })
    }
}
