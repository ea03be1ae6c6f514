//! A chat for a person: every line is a message, a line that begins with a slash is a command.

use std::sync::Arc;

use contact_center_core::{ContactCenterCommunicator, ContactCenterError, ContactCenterEventsDelegating};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    sync::mpsc,
};

use crate::{
    commands::{self, Open},
    show::{News, Screen, print_line},
};

pub(crate) const HELP: &str = "  a line is sent as a message; /typing · /history · /file PATH · /form NAME=VALUE, … (answers the last form) · \
                    /retry (failed messages) · /disconnect (leave, a survey may follow) · /end · /quit";

pub(crate) async fn run(
    make: impl FnOnce(Arc<dyn ContactCenterEventsDelegating>) -> Result<Arc<ContactCenterCommunicator>, String>,
    from: String,
) -> Result<(), String> {
    let (closing, mut closed) = mpsc::unbounded_channel();
    let open = Arc::new(Open::default());
    let noted = Arc::clone(&open);
    let ends = move |news| {
        if let News::Closed(_) = news {
            let _ = closing.send(());
        }
    };
    let screen = Screen::noting(move |news| noted.note(news), ends);
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
                    if let Err(error) = commands::obey(&communicator, &chat_id, &open, line.trim()).await {
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
