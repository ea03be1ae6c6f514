//! `contact-center connect`: settings from the command line, then a chat for a person or for a program.

use std::{env, path::PathBuf, sync::Arc};

use clap::Args;
use contact_center_core::{ContactCenterCommunicator, ContactCenterConfiguration, ContactCenterEventsDelegating};

use crate::{call, environment_proxy::environment_proxy, interactive, json_lines};

/// How much of a recording is kept.
const MAX_TRACE: i32 = 16 << 20;

#[derive(Args)]
#[command(after_help = format!("Calls of --json: {}", call::names().join(", ")))]
pub(crate) struct Connect {
    /// The server, as in https://acme.example.com; port and path prefix are kept.
    #[arg(long)]
    base_url: String,
    /// The tenant's domain, as in acme.example.com.
    #[arg(long)]
    tenant_url: String,
    /// The id under which the contact centre knows this app.
    #[arg(long)]
    app_id: String,
    /// The id of this installation; without it one is kept in the store, or made up for this run.
    #[arg(long)]
    client_id: Option<String>,
    /// A folder for what must survive this run: the client id, and messages that wait.
    #[arg(long, value_name = "DIR")]
    store: Option<String>,
    /// A file with further certificates to trust, PEM or DER.
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// The SHA-256 of a public key that the server has to show, as in sha256/AAAA…=; more than one if repeated.
    #[arg(long, value_name = "PIN")]
    pin: Vec<String>,
    /// A proxy, as in http://user:password@proxy.example.com:3128.
    #[arg(long, value_name = "URL")]
    proxy: Option<String>,
    /// Uses the proxy that https_proxy, all_proxy and no_proxy name. Without this, none of the environment is used.
    #[arg(long, conflicts_with = "proxy")]
    environment_proxy: bool,
    /// Accepts http:// to this very machine.
    #[arg(long)]
    insecure_loopback: bool,
    /// The customer's name, for the scenario.
    #[arg(long, default_value = "Customer")]
    from: String,
    /// The topic of APNs subscriptions that name none.
    #[arg(long, default_value = "com.contactcenter.cli")]
    app_bundle_id: String,
    /// Records what the SDK does, without texts and persons, and writes the trace at the end; see `replay`.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Speaks lines of JSON on standard input and output.
    #[arg(long)]
    json: bool,
}

impl Connect {
    pub(crate) async fn run(self) -> Result<(), String> {
        let configuration = self.configuration()?;
        let mut made = None;
        let make = |delegate| {
            let communicator = communicator(configuration, delegate)?;
            if self.record.is_some() {
                communicator.start_recording(MAX_TRACE).map_err(|error| error.to_string())?;
            }
            made = Some(Arc::clone(&communicator));
            Ok(communicator)
        };
        let result = if self.json {
            json_lines::run(make, self.app_bundle_id).await
        } else {
            interactive::run(make, self.from).await
        };
        if let (Some(file), Some(communicator)) = (&self.record, made) {
            let trace = communicator.stop_recording().unwrap_or_default();
            std::fs::write(file, trace).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        result
    }

    fn configuration(&self) -> Result<ContactCenterConfiguration, String> {
        let client_id = match (&self.client_id, &self.store) {
            (Some(given), _) => given.clone(),
            // The SDK reads it from there.
            (None, Some(_)) => String::new(),
            (None, None) => uuid::Uuid::new_v4().to_string(),
        };
        let read = |file: &PathBuf| std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()));
        Ok(ContactCenterConfiguration {
            extra_root_certificates: self.ca_file.iter().map(read).collect::<Result<_, _>>()?,
            pinned_public_keys: self.pin.clone(),
            proxy_url: match self.environment_proxy {
                true => environment_proxy(&self.base_url, |name| env::var(name).ok()),
                false => self.proxy.clone(),
            },
            allow_cleartext_loopback: self.insecure_loopback,
            storage_directory: self.store.clone(),
            ..ContactCenterConfiguration::new(&*self.base_url, &*self.tenant_url, &*self.app_id, client_id)
        })
    }
}

fn communicator(
    configuration: ContactCenterConfiguration,
    delegate: Arc<dyn ContactCenterEventsDelegating>,
) -> Result<Arc<ContactCenterCommunicator>, String> {
    ContactCenterCommunicator::new(configuration, delegate).map_err(|error| error.to_string())
}
