//! Where the API may send us.

use contact_center_core::*;
use contact_center_simulator::{Fault, Route, Simulator};

use super::common::{self, communicator, simulator};

const VERSION: &str = "/clientweb/api/v2/version?tenantUrl=acme.example.com";
const CHATS: &str = "/clientweb/api/v2/chats?tenantUrl=acme.example.com";
const FILES: &str = "/clientweb/api/v2/files?tenantUrl=acme.example.com";

fn redirect(status: u16, location: impl Into<String>) -> Fault {
    Fault::Status {
        status,
        body: String::new(),
        content_type: None,
        headers: [("location".to_owned(), location.into())].into(),
    }
}

fn targets(simulator: &Simulator) -> Vec<String> {
    simulator.requests().into_iter().map(|request| format!("{} {}", request.method, request.target)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn three_redirects_within_the_api_s_origin_are_followed_and_a_fourth_is_not() {
    let simulator = simulator();
    let (communicator, _) = communicator(common::configuration(&simulator));
    for (status, location) in
        [(301, VERSION.to_owned()), (302, format!("{}{VERSION}", simulator.base_url())), (307, VERSION.to_owned())]
    {
        simulator.fault(Route::Version, redirect(status, location));
    }
    communicator.get_version().await.expect("the fourth answer");
    let requests = simulator.requests();
    assert_eq!(requests.len(), 4);
    assert!(requests.iter().all(|request| request.header("authorization").is_some()), "it is all one origin");
    assert_eq!(requests[3].target, VERSION);

    simulator.clear_requests();
    simulator.fault_times(Route::Version, redirect(308, VERSION), 4);
    let error = communicator.get_version().await.unwrap_err();
    assert_eq!((error.kind().as_str(), error.reason().as_str()), ("Transport", "one redirect follows the other"));
    assert_eq!(simulator.requests().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_to_another_origin_is_refused_and_nobody_there_hears_of_us() {
    let (simulator, elsewhere) = (simulator(), simulator());
    let (communicator, _) = communicator(common::configuration(&simulator));
    let port = simulator.address().port();
    for location in [
        format!("{}{VERSION}", elsewhere.base_url()),
        format!("http://127.0.0.1:{port}{VERSION}"),
        format!("https://localhost:{port}{VERSION}"),
        format!("//{}{VERSION}", elsewhere.address()),
        format!("https://127.0.0.1:{port}@{}{VERSION}", elsewhere.address()),
    ] {
        simulator.fault(Route::Version, redirect(302, location.clone()));
        let error = communicator.get_version().await.unwrap_err();
        assert_eq!((error.kind().as_str(), error.status()), ("UnexpectedResponse", Some(302)), "{location}");
        assert!(error.reason().starts_with("a redirect to another host"), "{location}: {error}");
        assert!(!error.to_string().contains("127.0.0.1"), "where it leads is not quoted: {error}");
    }
    assert_eq!(targets(&elsewhere), [""; 0]);
    assert_eq!(simulator.requests().len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_something_is_repeated_only_as_it_is() {
    let simulator = simulator();
    let (communicator, _) = communicator(common::configuration(&simulator));
    for status in [301, 302, 303] {
        simulator.fault(Route::RequestChat, redirect(status, CHATS));
        let error = communicator.request_chat(None, "Ann".into(), Default::default()).await.unwrap_err();
        assert_eq!((error.kind().as_str(), error.status()), ("UnexpectedResponse", Some(status.into())));
    }
    assert_eq!(simulator.requests().len(), 3, "none was followed");
    simulator.clear_requests();
    for status in [307, 308] {
        simulator.fault(Route::RequestChat, redirect(status, CHATS));
    }
    communicator.request_chat(None, "Ann".into(), Default::default()).await.expect("a chat");
    let requests: Vec<_> = simulator.requests().into_iter().filter(|request| request.method == "POST").collect();
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|request| request.body == requests[0].body && !request.body.is_empty()));
    assert_eq!(requests[2].target, CHATS);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_not_repeated() {
    let simulator = simulator();
    let (communicator, _) = communicator(common::configuration(&simulator));
    simulator.fault(Route::Upload, redirect(307, FILES));
    let error = communicator.upload_data(b"hello".to_vec(), "a.txt".into(), None).await.unwrap_err();
    assert_eq!((error.kind().as_str(), error.status()), ("UnexpectedResponse", Some(307)));
    assert_eq!(error.reason(), "a redirect of a request that cannot be repeated");
    assert_eq!(simulator.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_chat_waits_out_a_redirect_to_somebody_else_and_says_so_once() {
    let (simulator, elsewhere) = (simulator(), simulator());
    let (communicator, seen) = communicator(common::configuration(&simulator));
    let fault = redirect(302, format!("{}/sign-on", elsewhere.base_url()));
    simulator.fault_times(Route::Poll, fault.clone(), 1);
    simulator.fault_times(Route::History, fault, 3);
    let (_, agent) = common::open_chat(&simulator, &communicator).await;
    agent.say("after all");
    seen.wait_for_text("after all");
    let failed = seen.calls().into_iter().filter(|call| matches!(call, common::Call::Failed(_)));
    assert!(matches!(
        &failed.collect::<Vec<_>>()[..],
        [common::Call::Failed(ContactCenterError::UnexpectedResponse { status: 302, .. })]
    ));
    assert_eq!(seen.closed(), []);
    assert_eq!(elsewhere.requests().len(), 0);
}
