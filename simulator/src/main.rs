//! The simulator as a program: for work by hand, and for tests in languages that cannot call the library.

use std::{
    env, fs,
    future::pending,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::Duration,
};

use clap::{Parser, ValueEnum};
use contact_center_simulator::{
    AgentMode, CertificateKind, Certificates, Picture, Simulator, SimulatorOptions, TlsVersion, scripted_words,
};
use serde_json::{Map, Value, json};
use tokio::sync::oneshot;

/// a simulator of a contact center: a real HTTPS server on 127.0.0.1 with an agent who answers.
#[derive(Debug, Parser)]
#[command(name = "contact-center-simulator", version, after_help = repertoire())]
struct Arguments {
    /// Port of the API; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Port of the plain-HTTP control API; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    control_port: u16,
    /// How long an idle poll is held, in milliseconds.
    #[arg(long, default_value_t = 10_000)]
    hold_ms: u64,
    /// Who plays the agent: a script, or you through the control API.
    #[arg(long, value_enum, default_value_t = Agent::Scripted)]
    agent: Agent,
    /// Time between two steps of the scripted agent, in milliseconds.
    #[arg(long, default_value_t = 300)]
    pace_ms: u64,
    /// How long the scripted agent waits for a message before a warning, and again before the end of the chat, in
    /// milliseconds; 0 waits without limit.
    #[arg(long, default_value_t = 120_000)]
    patience_ms: u64,
    /// Speaks plain HTTP in place of HTTPS.
    #[arg(long)]
    cleartext: bool,
    /// The only application id that is let in; any, if none is given.
    #[arg(long)]
    app_id: Option<String>,
    /// The only tenant that is served; any, if none is given.
    #[arg(long)]
    tenant: Option<String>,
    /// Where to write the certificate that clients have to trust, in PEM.
    #[arg(long)]
    ca_file: Option<PathBuf>,
    /// File that keeps the certificates over restarts, so that clients trust the next run too; made if it is missing.
    #[arg(long, value_name = "FILE")]
    authority: Option<PathBuf>,
    /// Folder that keeps the chats and files over restarts, so that a restarted simulator goes on with them (with the
    /// same --port and --authority); made if it is missing.
    #[arg(long, value_name = "FOLDER")]
    sessions: Option<PathBuf>,
    /// What is right or wrong with the server's certificate.
    #[arg(long, value_enum, default_value_t)]
    certificate: CertificateKind,
    /// Which versions of TLS the server speaks.
    #[arg(long, value_enum, default_value_t)]
    tls: TlsVersion,
    /// Prints one line of JSON when ready: base_url, control_url, ca_file, ca_pem, pin, sent_along_pin.
    #[arg(long)]
    json: bool,
    /// Further options, as an object of JSON: what PATCH /simulator/options takes, over what the other arguments say.
    #[arg(long, value_name = "JSON", value_parser = object)]
    options: Option<Map<String, Value>>,
    /// Stops when standard input comes to its end, so that it dies with the process that started it.
    #[arg(long)]
    until_stdin_closes: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Agent {
    Scripted,
    Manual,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("contact-center-simulator: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> io::Result<()> {
    let signalled = signalled()?;
    let simulator = Simulator::try_start(options(&arguments)?)?;
    let ca_file = write_ca(&arguments, &simulator)?;
    let announcement = if arguments.json {
        json!({
            "base_url": simulator.base_url(),
            "control_url": simulator.control_url(),
            "ca_file": ca_file.as_deref().map(|path| path.display().to_string()),
            "ca_pem": simulator.ca_pem(),
            "pin": simulator.pin(),
            "sent_along_pin": simulator.certificates().sent_along_pin(),
        })
        .to_string()
    } else {
        welcome(&arguments, &simulator, ca_file.as_deref())
    };
    let mut stdout = io::stdout();
    writeln!(stdout, "{announcement}")?;
    stdout.flush()?;

    tokio::select! {
        () = simulator.stopped() => {}
        () = signalled => {}
        () = stdin_closed(arguments.until_stdin_closes) => {}
    }
    if let (None, Some(path)) = (&arguments.ca_file, &ca_file) {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// What the scripted agent understands, for the help.
fn repertoire() -> String {
    let words = scripted_words().map(|(word, about)| format!("  {word:<10}{about}\n"));
    format!("The scripted agent quotes back what you write, but at these words it\n{}", words.collect::<String>())
}

fn object(text: &str) -> Result<Map<String, Value>, serde_json::Error> {
    serde_json::from_str(text)
}

/// A person shall see faces, so there are images unless others are asked for.
fn options(arguments: &Arguments) -> io::Result<SimulatorOptions> {
    let options = SimulatorOptions {
        port: arguments.port,
        control_port: arguments.control_port,
        cleartext: arguments.cleartext,
        certificates: Some(match &arguments.authority {
            Some(file) => Certificates::kept_in(file, arguments.certificate)?,
            None => Certificates::of(arguments.certificate),
        }),
        sessions: arguments.sessions.clone(),
        tls: arguments.tls,
        app_id: arguments.app_id.clone(),
        tenant: arguments.tenant.clone(),
        poll_hold: Duration::from_millis(arguments.hold_ms),
        agent: match arguments.agent {
            Agent::Manual => AgentMode::Manual,
            Agent::Scripted => AgentMode::Scripted {
                pace: Duration::from_millis(arguments.pace_ms),
                patience: (arguments.patience_ms > 0).then(|| Duration::from_millis(arguments.patience_ms)),
            },
        },
        agent_photo: Some(Picture::sample()),
        chat_icon: Some(Picture::sample()),
        ..SimulatorOptions::default()
    };
    let changes = arguments.options.clone().unwrap_or_default();
    options.with_json(&changes).map_err(|error| io::Error::other(format!("--options: {error}")))
}

/// Writes the certificate where it was asked for. A person who did not ask gets it for as long as the program runs,
/// because the command line that is printed needs it.
fn write_ca(arguments: &Arguments, simulator: &Simulator) -> io::Result<Option<PathBuf>> {
    let wanted = !arguments.json && !arguments.cleartext;
    let for_a_person = || {
        let port = simulator.address().port();
        wanted.then(|| env::temp_dir().join(format!("contact-center-simulator-{port}.pem")))
    };
    let path = arguments.ca_file.clone().or_else(for_a_person);
    if let Some(path) = &path {
        fs::write(path, simulator.ca_pem())?;
    }
    Ok(path)
}

fn welcome(arguments: &Arguments, simulator: &Simulator, ca_file: Option<&Path>) -> String {
    let base_url = simulator.base_url();
    let tenant = arguments.tenant.as_deref().unwrap_or("acme.example.com");
    let app_id = arguments.app_id.as_deref().unwrap_or("demo");
    let trust = match ca_file.filter(|_| !arguments.cleartext) {
        Some(path) => format!("--ca-file {}", path.display()),
        None => "--insecure-loopback".to_owned(),
    };
    format!(
        "The contact center is open.\n\n  \
         API      {base_url}\n  \
         Control  {}/simulator/\n\n\
         Chat with it:\n\n  \
         cargo run -p contact-center-cli -- connect \
         --base-url {base_url} --tenant-url {tenant} --app-id {app_id} {trust}\n\n\
         Press Ctrl-C to stop.",
        simulator.control_url()
    )
}

/// Resolves when the program is told to stop by a signal. The signals are heard from the moment of the call.
#[cfg(unix)]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Resolves when the program is told to stop by a signal.
#[cfg(not(unix))]
fn signalled() -> io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}

/// Resolves at the end of standard input, or never. A thread reads, because reading cannot be given up; it dies with
/// the process.
async fn stdin_closed(watched: bool) {
    let (closed, hears) = oneshot::channel();
    if watched {
        thread::spawn(move || {
            // An input that cannot be read is as good as closed.
            drop(io::copy(&mut io::stdin().lock(), &mut io::sink()));
            let _ = closed.send(());
        });
        drop(hears.await);
    } else {
        pending().await
    }
}
