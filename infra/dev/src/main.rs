//! `cargo dev`: the local run and the tests.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use dev::client::Client;
use dev::university::Protocol;
use dev::{
    Failure, Options, Stack, Student, api_document, bench, challenge, checks, letters, mutants,
    students, totp,
};
use tokio::signal::unix::{SignalKind, signal};

/// The local run and the tests of Sojourn.
#[derive(Parser)]
#[command(name = "cargo dev", bin_name = "cargo dev")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Brings the whole system up on this machine, until Ctrl-C.
    Up {
        /// Keep the data, and go on with that of the last run with --keep.
        #[arg(long)]
        keep: bool,
        /// The port of the site; the emulator takes the next one.
        #[arg(long, default_value_t = 4700)]
        port: u16,
        /// What the university runs, with which its students sign in.
        #[arg(long, value_enum, default_value_t = Protocol::Oidc)]
        university: Protocol,
    },
    /// Runs every check, or the named ones.
    Test {
        /// Which checks; all by default.
        stages: Vec<checks::Stage>,
    },
    /// Measures.
    Bench {
        /// What to measure.
        #[command(subcommand)]
        what: Measurement,
    },
    /// Proves at length what the tests show in short.
    Prove {
        /// What to prove.
        #[command(subcommand)]
        what: Claim,
    },
    /// Writes docs/openapi.json, infra/api.json and docs/forms.json from the code.
    Api,
    /// Prints a solved proof-of-work challenge of a running local run.
    Challenge {
        /// The port of the site.
        #[arg(long, default_value_t = 4700)]
        port: u16,
    },
    /// Prints the one-time code that belongs to a secret now.
    Totp {
        /// The secret in base32.
        secret: String,
    },
}

#[derive(Subcommand)]
enum Measurement {
    /// From the start of a function's process to its first reply.
    Cold(bench::Cold),
    /// What a name with an account costs beside one without.
    Names,
    /// From a cold process to the finished letter, beside WeasyPrint.
    Letter(letters::Comparison),
}

#[derive(Subcommand)]
enum Claim {
    /// Random names are set on letters as they are written, or refused.
    Letter(letters::Proof),
    /// Telling students what falls due costs by what is due, not by how many they are.
    Ladder(students::Ladder),
    /// In a year nobody goes without a notice that is due, and nobody gets one twice.
    Year(students::Year),
    /// In the opening hour no registration is lost and none is there twice.
    Opening(students::Opening),
    /// Changes made by chance are noticed by a test. Takes an hour or two.
    Mutants(mutants::Draw),
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = tokio::select! {
        result = run(arguments.command) => result,
        interrupted = interrupted() => interrupted,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Up { keep, port, university } => {
            up(Options { name: Some("up".to_owned()), port, keep, university }).await
        }
        Command::Test { stages } => checks::run(&stages).await,
        Command::Bench { what: Measurement::Cold(options) } => bench::cold(&options).await,
        Command::Bench { what: Measurement::Names } => bench::names().await,
        Command::Bench { what: Measurement::Letter(comparison) } => {
            letters::compare(&comparison).await
        }
        Command::Prove { what: Claim::Letter(proof) } => letters::prove(&proof).await,
        Command::Prove { what: Claim::Ladder(proof) } => students::ladder(&proof).await,
        Command::Prove { what: Claim::Year(proof) } => students::year(&proof).await,
        Command::Prove { what: Claim::Opening(proof) } => students::opening(&proof).await,
        Command::Prove { what: Claim::Mutants(draw) } => mutants::prove(&draw).await,
        Command::Api => api_document::write().await,
        Command::Challenge { port } => {
            let solved =
                challenge::solved(&Client::new(), &format!("http://127.0.0.1:{port}")).await?;
            say(&solved);
            Ok(())
        }
        Command::Totp { secret } => {
            say(&totp::current_code(&secret)?);
            Ok(())
        }
    }
}

/// Starts the stack and waits for ever: Ctrl-C ends the wait.
async fn up(options: Options) -> Result<(), Failure> {
    let stack = Stack::start(options).await?;
    let demonstration = stack.demonstration();
    let site = &demonstration.site;
    say(&format!(
        "\nSojourn runs.\n\
         \n  site          {site}/\
         \n  console       {site}/console\
         \n  API document  {site}/openapi.json\
         \n  mailbox       {site}/dev/mailbox\
         \n  cashier       {site}/dev/cashier\
         \n  all of it     {site}/dev\n"
    ));
    if let Some(applicant) = &demonstration.applicant {
        say(&format!("  applicant      {}  {}", applicant.user_name, applicant.password));
    }
    for staff in &demonstration.staff {
        say(&format!(
            "  {:13}  {}  {}  (code: cargo dev totp {})",
            staff.roles.join(", "),
            staff.user_name,
            staff.password,
            staff.totp_secret
        ));
    }
    for student in &demonstration.students {
        let Student { number, login, password } = student;
        say(&format!(
            "  student        {number}: with the university's account {login}  {password}"
        ));
    }
    say("\nCtrl-C stops it.");
    std::future::pending().await
}

/// Comes back when the person, or the system, wants an end. What runs is then
/// dropped, and with it every process that it started.
async fn interrupted() -> Result<(), Failure> {
    let signals = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    let (Ok(mut interrupt), Ok(mut terminate)) = signals else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => (),
        _ = terminate.recv() => (),
    }
    eprintln!("\nStopping …");
    Ok(())
}

#[expect(clippy::print_stdout, reason = "what the program is asked for goes to standard output")]
fn say(text: &str) {
    println!("{text}");
}
