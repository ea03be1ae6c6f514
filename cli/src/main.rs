//! The SDK in a terminal: for integrators who want to try a tenant without a phone, and for programs in
//! other languages that drive the SDK through lines of JSON.

mod call;
mod commands;
mod connect;
mod demo;
mod environment_proxy;
#[cfg(test)]
mod environment_proxy_tests;
mod interactive;
mod json_lines;
mod replay;
mod replay_page;
mod show;
mod signaling;
mod step_in_words;

use std::process::exit;

use clap::{Parser, Subcommand};

/// The contact-center SDK in a terminal.
#[derive(Parser)]
#[command(name = "contact-center", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Says on standard error what the SDK does (no texts, no ids in full).
    #[arg(long, global = true)]
    verbose: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Starts a contact centre in this process and holds a whole conversation with it, shown as it happens.
    Demo(demo::Demo),
    /// Connects to a contact centre and chats.
    Connect(connect::Connect),
    /// Plays a trace that an app has recorded, and says where the SDK would act otherwise now.
    Replay(replay::Replay),
}

/// One thread: calls that are read one after the other are begun one after the other.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments = Arguments::parse();
    if arguments.verbose {
        tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG)
            .with_writer(std::io::stderr)
            .init();
    }
    if let Command::Replay(replay) = &arguments.command {
        exit(replay.run());
    }
    let result = match arguments.command {
        Command::Demo(demo) => demo.run().await,
        Command::Connect(connect) => connect.run().await,
        Command::Replay(_) => Ok(()),
    };
    if let Err(error) = &result {
        eprintln!("contact-center: {error}");
    }
    // Returning would wait for the thread that reads standard input, until a person presses a key.
    exit(i32::from(result.is_err()));
}
