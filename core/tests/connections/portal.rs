//! Captive portals and gateways that answer instead of the contact center for a while.

use contact_center_core::*;
use contact_center_simulator::SimulatorOptions;

use super::{
    common::{self, Call, PATIENCE, communicator, open_chat, simulator, text_of},
    relay::Relay,
};

fn failures(calls: &[Call]) -> Vec<ContactCenterError> {
    let failure = |call: &Call| if let Call::Failed(error) = call { Some(error.clone()) } else { None };
    calls.iter().filter_map(failure).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_captive_portal_is_told_once_and_waited_out_and_nothing_is_lost() {
    let (centre, portal) = (simulator(), simulator());
    // A portal that answers in the clear, and one with a certificate of its own.
    let in_the_clear =
        contact_center_simulator::Simulator::start(SimulatorOptions { cleartext: true, ..Default::default() });
    let relay = Relay::to(centre.address()).await;
    let settings = ContactCenterConfiguration { base_url: relay.base_url(), ..common::configuration(&centre) };
    let (communicator, seen) = communicator(settings);
    let (chat_id, agent) = open_chat(&centre, &communicator).await;

    for (outage, (portal, failure)) in
        [(&portal, TlsFailure::UnknownIssuer), (&in_the_clear, TlsFailure::NotTls)].into_iter().enumerate()
    {
        relay.lead_to(portal.address());
        let theirs = format!("theirs {outage}");
        agent.say(&theirs);
        let ours = communicator.send_chat_message(chat_id.clone(), format!("ours {outage}"), MessageFormat::Text);
        let ours = ours.await.expect("it is kept, whoever stands in the way");
        let calls = seen.wait_for("the failure", |calls| failures(calls).len() > outage);
        let told = &failures(&calls)[outage];
        assert!(matches!(told, ContactCenterError::Tls { failure: told, .. } if *told == failure), "{told:?}");
        assert_eq!(communicator.get_version().await.unwrap_err().kind(), "Tls");

        relay.lead_to(centre.address());
        seen.wait_for_text(&theirs);
        seen.wait_for_call("our message to be sent", |call| *call == Call::Message(ours.clone(), MessageStatus::Sent));
        let told = failures(&seen.calls());
        assert_eq!(told.len(), outage + 1, "once each time: {told:?}");
    }
    assert_eq!((portal.requests().len(), in_the_clear.requests().len()), (0, 0), "a portal gets nothing of ours");
    assert_eq!(seen.closed(), []);
    let sent = agent.wait_for_client_events("chat_session_message", 2, PATIENCE).expect("both messages");
    assert_eq!(sent.len(), 2, "each once");
    let texts: Vec<_> = seen.events().iter().filter_map(text_of).map(str::to_owned).collect();
    assert_eq!(texts, ["theirs 0", "theirs 1"], "each once");
}

#[tokio::test(flavor = "multi_thread")]
async fn tls_that_breaks_after_the_handshake_is_a_connection_that_breaks() {
    let centre = simulator();
    let relay = Relay::to(centre.address()).await;
    let settings = ContactCenterConfiguration { base_url: relay.base_url(), ..common::configuration(&centre) };
    let (communicator, _) = communicator(settings);
    communicator.get_version().await.expect("a version");
    relay.soil();
    let error = communicator.get_version().await.unwrap_err();
    assert_eq!(error.kind(), "Transport", "the answer may be lost: {error}");
    assert_eq!(centre.requests().len(), 2);
}
