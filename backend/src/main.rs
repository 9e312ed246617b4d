//! The command: reads the configuration, listens, serves until SIGINT or SIGTERM.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use collabspace_backend::config::{Args, Config};
use collabspace_backend::server::Server;
use collabspace_backend::{open_files, pusher};
use tokio::net::TcpListener;
use tokio::signal;

fn main() -> ExitCode {
    let args = Args::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .with_target(false)
        .init();
    match start(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            eprintln!("collabspace-backend: {text}");
            ExitCode::FAILURE
        }
    }
}

/// The error is one line for the person at the terminal.
fn start(args: Args) -> Result<(), String> {
    let mut config = Config::new(args, |name| std::env::var(name).ok()).map_err(text)?;
    if config.pusher.server == pusher::Server::Embedded {
        open_files::make_room(&mut config);
    }
    let runtime = tokio::runtime::Runtime::new().map_err(|error| format!("The system gave no threads: {error}."))?;
    runtime.block_on(run(config))
}

async fn run(config: Config) -> Result<(), String> {
    let stop = stop_signal().map_err(|error| format!("No signals can be caught: {error}."))?;
    let listen = config.listen.clone();
    let listener = TcpListener::bind(&listen).await.map_err(|error| cannot_listen(&listen, &error))?;
    let address = listener.local_addr().map_err(text)?;
    let live = config.pusher.server.clone();
    let server = Server::open(config).await.map_err(text)?;
    // The parent process may have closed our output, which is no reason to stop.
    let _ = writeln!(std::io::stdout(), "collabspace-backend listens on http://{address}\nLive updates: {live}.");
    server.run(listener, stop).await;
    Ok(())
}

fn cannot_listen(listen: &str, error: &std::io::Error) -> String {
    let advice = "choose another address with --listen (COLLABSPACE_LISTEN)";
    match error.kind() {
        ErrorKind::AddrInUse => format!("{listen} is in use by another program. Stop that program, or {advice}."),
        _ => format!("{listen} cannot be listened on: {error}. Give a host and a port, or {advice}."),
    }
}

/// Ends with the first SIGINT or SIGTERM.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

fn text(error: impl std::error::Error) -> String {
    error.to_string()
}
