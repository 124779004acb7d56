//! `cairn`: the server and its commands.

use cairn::cohorts::commands::{self as cohort, CohortCommand};
use cairn::config::Config;
use cairn::groups::commands::{self as groups, GroupsCommand};
use cairn::identity::commands::{self as user, UserCommand};
use cairn::recognition::commands::{self as badges, BadgeKeysCommand};
use cairn::{app, console, operations};
use clap::{Parser, Subcommand};

/// Student online mentoring.
#[derive(Parser)]
#[command(name = "cairn", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the app and the API.
    Serve,
    /// Bring the database up to date.
    Migrate,
    /// Print the OpenAPI document.
    Openapi {
        /// In the form of OpenAPI 3.0, for generators that don't read 3.1.
        #[arg(long)]
        older: bool,
    },
    /// Make people and tokens.
    #[command(subcommand)]
    User(UserCommand),
    /// Bring people into a scheme.
    #[command(subcommand)]
    Cohort(CohortCommand),
    /// Form and publish groups.
    #[command(subcommand)]
    Groups(GroupsCommand),
    /// Look after the keys that sign badges.
    #[command(subcommand)]
    BadgeKeys(BadgeKeysCommand),
}

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    // One TLS provider for everything that calls out; a second call finds it there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let cli = Cli::parse();
    if let Command::Openapi { older } = cli.command {
        let document = serde_json::to_value(app::document())?;
        let document = if older {
            cairn::openapi::older::v3_0(&document)
        } else {
            document
        };
        return console::say(serde_json::to_string_pretty(&document)?);
    }
    let config = Config::load()?;
    operations::log::start(&config);
    let opened = app::open(config).await?;
    match cli.command {
        Command::Serve => {
            if opened.config.demo {
                cairn::demo::load(&opened).await?;
            }
            announce(&opened.config);
            app::serve(opened).await
        }
        Command::Migrate => console::say("The database is up to date."),
        Command::Openapi { .. } => Ok(()),
        Command::User(command) => user::run(&opened, command).await,
        Command::Cohort(command) => cohort::run(&opened, command).await,
        Command::Groups(command) => groups::run(&opened, command).await,
        Command::BadgeKeys(command) => badges::run(&opened, command),
    }
}

/// Where to go, and in demo mode who to be.
fn announce(config: &Config) {
    println!("\nCairn is at {}\n", config.public_url);
    if config.demo {
        println!("Demo sign-ins (password for all: {}):", cairn::demo::PASSWORD);
        for account in cairn::demo::accounts() {
            println!(
                "  {:<18} {:<14} {}",
                account.role.label(),
                account.name,
                account.email
            );
        }
        println!();
    }
}
