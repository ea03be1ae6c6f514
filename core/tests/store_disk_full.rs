//! A disk that is full for a while, under the store; in a process of its own: the limit that stands for it is the process's.

#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use common::*;
use contact_center_core::*;
use nix::sys::{
    resource::{RLIM_INFINITY, Resource, setrlimit},
    signal::{SigSet, Signal},
};

#[test]
fn what_a_full_disk_did_not_take_is_kept_as_soon_as_there_is_room() {
    // The signal that comes with the limit ends a process that does not want it. Threads inherit the mask.
    let mut signals = SigSet::empty();
    signals.add(Signal::SIGXFSZ);
    signals.thread_block().unwrap();
    let room = |bytes| setrlimit(Resource::RLIMIT_FSIZE, bytes, RLIM_INFINITY).unwrap();

    let (simulator, folder) = (simulator(), tempfile::tempdir().unwrap());
    let settings = || ContactCenterConfiguration {
        storage_directory: Some(folder.path().to_str().unwrap().to_owned()),
        ..configuration(&simulator)
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (first, seen) = communicator(settings());
        let (chat_id, agent) = open_chat(&simulator, &first).await;
        let send = async |text: &str| {
            first
                .send_chat_message(chat_id.clone(), text.into(), MessageFormat::Text)
                .await
                .expect("an id all the same")
        };
        first.set_network_available(false);
        send("one").await;
        room(1);
        for text in ["two", "three"] {
            send(text).await;
        }
        let reports = |call: &Call| matches!(call, Call::Failed(ContactCenterError::Storage { .. }));
        seen.wait_for_call("the report", reports);
        room(RLIM_INFINITY);
        let last = send("four").await;
        first.shutdown();
        assert_eq!(seen.calls().iter().filter(|call| reports(call)).count(), 1, "{:?}", seen.calls());

        // A run that begins while the disk is full does without the store, and does not take it for damaged.
        room(1);
        let (without, seen) = communicator(settings());
        open_chat(&simulator, &without).await;
        seen.wait_for_call("the report", reports);
        without.shutdown();
        room(RLIM_INFINITY);

        let (second, seen) = communicator(settings());
        open_chat(&simulator, &second).await;
        seen.wait_for_call("the last message", |call| *call == Call::Message(last.clone(), MessageStatus::Sent));
        let text = |event: &serde_json::Value| event["msg_text"].as_str().map(str::to_owned);
        let texts: Vec<_> = agent.client_events().iter().filter_map(text).collect();
        assert_eq!(texts, ["one", "two", "three", "four"]);
    });
}
