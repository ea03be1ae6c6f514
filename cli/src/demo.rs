//! `contact-center demo`: a contact centre and a customer in one process, talking over TLS.

use std::time::Duration;

use clap::Args;
use contact_center_core::{
    ContactCenterCommunicator, ContactCenterConfiguration, ContactCenterEvent as Event, MessageFormat, MessageStatus,
};
use contact_center_simulator::{AgentMode, Simulator, SimulatorOptions};
use tokio::{sync::mpsc, time::timeout};

use crate::show::{News, Screen, print_line};

/// How long the demo waits for any one step of the other side.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Args)]
pub(crate) struct Demo {
    /// Time between two steps of the agent, in milliseconds.
    #[arg(long, default_value_t = 400)]
    pace_ms: u64,
}

impl Demo {
    pub(crate) async fn run(self) -> Result<(), String> {
        let pace = Duration::from_millis(self.pace_ms);
        let agent = AgentMode::Scripted { pace, patience: None };
        let options = SimulatorOptions { agent, poll_hold: Duration::from_secs(5), ..SimulatorOptions::default() };
        let simulator = Simulator::try_start(options).map_err(|error| format!("the simulator: {error}"))?;
        let base_url = simulator.base_url();
        print_line(format_args!("A contact centre listens on {base_url} with a certificate of its own authority."));

        let (tell, mut news) = mpsc::unbounded_channel();
        let screen = Screen::new(move |item| drop(tell.send(item)));
        let client_id = uuid::Uuid::new_v4().to_string();
        let configuration = ContactCenterConfiguration {
            extra_root_certificates: vec![simulator.ca_pem().into()],
            ..ContactCenterConfiguration::new(base_url, "acme.example.com", "demo", client_id)
        };
        let communicator = ContactCenterCommunicator::new(configuration, screen).map_err(|error| error.to_string())?;
        let result = converse(&communicator, &mut news).await;
        communicator.shutdown();
        result?;
        let requests = simulator.requests().len();
        print_line(format_args!("\nThe whole conversation took {requests} requests over TLS."));
        Ok(())
    }
}

async fn converse(
    communicator: &ContactCenterCommunicator,
    news: &mut mpsc::UnboundedReceiver<News>,
) -> Result<(), String> {
    let say = |error: contact_center_core::ContactCenterError| error.to_string();
    step("checkAvailability");
    let availability = communicator.check_availability().await.map_err(say)?;
    let seconds = availability.estimated_wait_time.unwrap_or(0);
    print_line(format_args!("  · {}, about {seconds} s to wait", availability.chat_value));

    step("requestChat");
    let parameters = [("topic".to_owned(), "delivery".to_owned())].into();
    let properties = communicator.request_chat(None, "Ann".to_owned(), parameters).await.map_err(say)?;
    let chat_id = properties.chat_id;
    wait(news, "the agent", |item| matches!(item, News::Event(Event::ChatSessionPartyJoined { .. }))).await?;
    wait(news, "the greeting", |item| matches!(item, News::Event(Event::ChatSessionMessage { .. }))).await?;

    for text in ["Where is my parcel? It should weigh < 5 kg.", "Thank you & good bye!"] {
        step(&format!("sendChatMessage \"{text}\""));
        communicator.chat_typing(chat_id.clone()).await.map_err(say)?;
        communicator.send_chat_message(chat_id.clone(), text.to_owned(), MessageFormat::Text).await.map_err(say)?;
        // The receipt and the answer come in one batch or in two.
        let (mut is_read, mut answer) = (false, None);
        while !is_read || answer.is_none() {
            let either = |item: &News| {
                matches!(item, News::Status(_, MessageStatus::Read) | News::Event(Event::ChatSessionMessage { .. }))
            };
            match wait(news, "a receipt and an answer", either).await? {
                News::Event(Event::ChatSessionMessage { message_id, .. }) => answer = message_id,
                _ => is_read = true,
            }
        }
        let answer = answer.unwrap_or_default();
        communicator.chat_message_delivered(chat_id.clone(), answer.clone()).await.map_err(say)?;
        communicator.chat_message_read(chat_id.clone(), answer).await.map_err(say)?;
    }

    step("disconnectChat: the agent leaves, a survey follows");
    communicator.disconnect_chat(chat_id.clone()).await.map_err(say)?;
    wait(news, "the survey", |item| matches!(item, News::Event(Event::ChatSessionMessage { .. }))).await?;
    step("getChatHistory");
    let history = communicator.get_chat_history(chat_id.clone()).await.map_err(say)?;
    let messages = history.iter().filter(|event| matches!(event, Event::ChatSessionMessage { .. })).count();
    print_line(format_args!("  · {} events, {messages} of them messages", history.len()));

    step("sendChatMessage \"5\"");
    communicator.send_chat_message(chat_id, "5".to_owned(), MessageFormat::Text).await.map_err(say)?;
    wait(news, "the end", |item| matches!(item, News::Closed(_))).await?;
    Ok(())
}

fn step(call: &str) {
    print_line(format_args!("\n{call}"));
}

async fn wait(
    news: &mut mpsc::UnboundedReceiver<News>,
    what: &str,
    is_it: impl Fn(&News) -> bool,
) -> Result<News, String> {
    let found = timeout(PATIENCE, async {
        while let Some(item) = news.recv().await {
            if is_it(&item) {
                return Some(item);
            }
        }
        None
    });
    found.await.ok().flatten().ok_or_else(|| format!("waited in vain for {what}"))
}
