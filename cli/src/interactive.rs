//! A chat for a person: every line is a message, a line that begins with a slash is a command.

use std::sync::Arc;

use contact_center_core::{
    ContactCenterCommunicator, ContactCenterError, ContactCenterEventsDelegating, MessageFormat,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    sync::mpsc,
};

use crate::show::{News, Screen, print_line};

const HELP: &str =
    "  a line is sent as a message; /typing · /history · /disconnect (leave, a survey may follow) · /end · /quit";

pub(crate) async fn run(
    make: impl FnOnce(Arc<dyn ContactCenterEventsDelegating>) -> Result<Arc<ContactCenterCommunicator>, String>,
    from: String,
) -> Result<(), String> {
    let (closing, mut closed) = mpsc::unbounded_channel();
    let screen = Screen::new(move |news| {
        if let News::Closed(_) = news {
            let _ = closing.send(());
        }
    });
    let communicator = make(screen)?;
    let chat = async {
        let availability = communicator.check_availability().await?;
        print_line(format_args!("  · the contact centre is {}", availability.chat_value));
        let chat_id = communicator.request_chat(None, from, Default::default()).await?.chat_id;
        print_line(HELP);
        let mut lines = BufReader::new(tokio::io::stdin()).lines();
        loop {
            let line = tokio::select! {
                line = lines.next_line() => line.ok().flatten(),
                _ = closed.recv() => None,
            };
            match line {
                None => return Ok(()),
                Some(line) if line.trim() == "/quit" => return Ok(()),
                Some(line) => {
                    if let Err(error) = obey(&communicator, &chat_id, line.trim()).await {
                        print_line(format_args!("  ! {error}"));
                    }
                }
            }
        }
    };
    let result: Result<(), ContactCenterError> = chat.await;
    communicator.shutdown();
    result.map_err(|error| error.to_string())
}

async fn obey(communicator: &ContactCenterCommunicator, chat_id: &str, line: &str) -> Result<(), ContactCenterError> {
    let chat_id = chat_id.to_owned();
    match line {
        "" => Ok(()),
        "/help" => {
            print_line(HELP);
            Ok(())
        }
        "/typing" => communicator.chat_typing(chat_id).await,
        "/history" => {
            let events = communicator.get_chat_history(chat_id.clone()).await?;
            let screen = Screen::new(|_| {});
            screen.chat_session_events(chat_id, contact_center_core::EventOrigin::History, events);
            Ok(())
        }
        "/disconnect" => communicator.disconnect_chat(chat_id).await,
        "/end" => communicator.end_chat(chat_id).await,
        command if command.starts_with('/') => {
            print_line(HELP);
            Ok(())
        }
        text => communicator.send_chat_message(chat_id, text.to_owned(), MessageFormat::Text).await.map(drop),
    }
}
