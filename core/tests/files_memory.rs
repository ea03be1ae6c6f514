//! The memory that an upload and a download of 25 MB need, in a process of its own, with the server in another.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "common/other_process.rs"]
mod other_process;
#[path = "files/server.rs"]
mod server;

use std::{env, fs, sync::Arc};

use contact_center_core::*;
use other_process::{Growth, OtherProcess, serve};
use server::{FileServer, Silent};

const SIZE: usize = 25 * 1024 * 1024;
/// What may be added at the peak of either, in bytes.
const MOST_GROWTH: u64 = 4 * 1024 * 1024;
/// Set in the process that serves.
const SERVES: &str = "CONTACT_CENTER_TEST_SERVES_FILES";

#[test]
fn twenty_five_megabytes_go_up_and_come_down_in_four_more_of_memory() {
    if env::var_os(SERVES).is_some() {
        return serve_until_the_end_of_the_input();
    }
    let other = OtherProcess::start(SERVES);
    let settings = ContactCenterConfiguration {
        extra_root_certificates: vec![other.certificate.clone()],
        trust_extra_roots_only: true,
        ..ContactCenterConfiguration::new(&other.url, "acme.example.com", "demo-app", "client-1")
    };
    let sdk = ContactCenterCommunicator::new(settings, Arc::new(Silent)).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (name, size) in [("small.bin", 100), ("large.bin", SIZE as u64)] {
        fs::File::create(path(name)).unwrap().set_len(size).unwrap();
    }
    let upload = |name: &str| runtime.block_on(sdk.upload_file(path(name), None)).unwrap();
    let download = |size: usize| {
        let (chat, name) = ("c-1".to_owned(), "down.bin".to_owned());
        let file = runtime.block_on(sdk.download_file(chat, size.to_string(), path(""), name, None)).unwrap();
        assert_eq!(file.size, size as i64);
    };
    // The first connection, the first threads: paid once, whatever is transferred.
    upload("small.bin");
    download(100);

    let mut growths = Vec::new();
    for (what, transfer) in [("upload", &(|| drop(upload("large.bin"))) as &dyn Fn()), ("download", &|| download(SIZE))]
    {
        let growth = Growth::begin();
        transfer();
        let growth = growth.at_the_peak();
        println!("{what} of 25 MB: {} KiB more at its peak", growth / 1024);
        growths.push(growth);
    }
    assert!(growths.iter().all(|growth| *growth <= MOST_GROWTH), "{growths:?}");
}

/// Throws away what is uploaded, and answers with as many bytes as the name of the file says.
fn serve_until_the_end_of_the_input() {
    let server = FileServer::start(|exchange| {
        if exchange.head.method == "POST" {
            let promised = exchange.head.content_length();
            let mut received = 0;
            while received < promised {
                received += exchange.read_some().len();
            }
            exchange.begin(200, "Content-Length: 15\r\n");
            exchange.write(br#"{"file_id":"7"}"#);
            return;
        }
        let mut left: usize = exchange.head.path().rsplit('/').next().unwrap().parse().unwrap();
        exchange.begin(200, &format!("Content-Length: {left}\r\n"));
        while left > 0 {
            let piece = left.min(1 << 20);
            exchange.write(&vec![b'x'; piece]);
            left -= piece;
        }
    });
    serve(&server.url(""), &server.certificate(), |_| {});
}
