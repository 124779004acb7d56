//! `cairn user create` · `cairn user token`: what an operator with the database and the keys may do.

use super::entity::account;
use super::service::{self, fitting, send_invitation};
use super::{store, token};
use crate::console;
use crate::ctx::{App, Ctx};
use crate::work::Work;
use anyhow::{Context as _, bail};
use cairn_domain::cohorts::is_email;
use cairn_domain::identity::{AccountStatus, Role};
use cairn_domain::ids::{PersonId, SchemeId};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use std::io::BufRead as _;
use std::sync::Arc;
use uuid::Uuid;

#[derive(clap::Subcommand)]
pub enum UserCommand {
    /// Make a person with a role: the first institution admin of an installation.
    Create(NewUser),
    /// Print an access token of ten minutes, for a script.
    Token { email: String },
}

#[derive(clap::Args)]
pub struct NewUser {
    #[arg(long)]
    pub email: String,
    #[arg(long)]
    pub given: String,
    #[arg(long)]
    pub family: String,
    #[arg(long, default_value_t = Role::InstitutionAdmin)]
    pub role: Role,
    /// The scheme, for every role but institution_admin.
    #[arg(long)]
    pub scheme: Option<SchemeId>,
    /// Read the password from the first line of standard input. Without it, an invitation is sent.
    #[arg(long)]
    pub password_stdin: bool,
}

/// Runs one command and prints its answer.
///
/// # Errors
/// What can't be done, in words for an operator.
pub async fn run(app: &Arc<App>, command: UserCommand) -> anyhow::Result<()> {
    match command {
        UserCommand::Create(user) => {
            let password = user.password_stdin.then(first_line).transpose()?;
            console::say(create(app, user, password).await?)
        }
        UserCommand::Token { email } => console::say(access_token(app, &email).await?),
    }
}

fn first_line() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .context("can't read the password from standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Makes a person with a role, and says what happened. Somebody who has an account keeps it and gets the role.
///
/// # Errors
/// For an address, a role or a password that won't do.
pub async fn create(app: &Arc<App>, user: NewUser, password: Option<String>) -> anyhow::Result<String> {
    if !is_email(&user.email) {
        bail!("{} is not an email address.", user.email);
    }
    match (user.role, user.scheme) {
        (Role::InstitutionAdmin, Some(_)) => bail!("An institution_admin has no scheme: leave --scheme out."),
        (Role::InstitutionAdmin, None) | (Role::SchemeLead | Role::Supervisor, Some(_)) => {}
        (Role::SchemeLead | Role::Supervisor, None) => bail!("Say for which scheme: --scheme ID."),
        (role, _) => bail!("The role {role} is not given by hand here: use the pages or an import."),
    }
    let ctx = Ctx::internal(app);
    let mut work = ctx.begin_as(None).await?;
    let person = match store::person_by_email(work.tx(), &user.email).await? {
        Some(known) => known,
        None => {
            let id = PersonId(Uuid::now_v7());
            store::new_person(id, &user.given, &user.family, Some(&user.email), work.now)
                .insert(work.tx())
                .await?
        }
    };
    let id = PersonId(person.id);
    service::give_role(&work, id, user.role, user.scheme).await?;
    let said = if store::is_active(work.tx(), id).await? {
        format!(
            "{} has an account already and is now {}.",
            user.email,
            user.role.label()
        )
    } else if let Some(password) = password {
        fitting(&password, &person, "/password").map_err(|p| match p.body().errors.first() {
            Some(fault) => anyhow::anyhow!("{}", fault.detail),
            None => p.into(),
        })?;
        open_account(&work, id, app.passwords.hash(password).await?).await?;
        format!("{} can sign in now.", user.email)
    } else {
        let url = send_invitation(&mut work, &person, user.scheme).await?;
        format!(
            "{} is invited. This link works once, for 14 days:\n{}",
            user.email,
            url.unwrap_or_default()
        )
    };
    let sentence = format!(
        "Made {} {} from the command line.",
        store::full_name(&person),
        user.role.label()
    );
    work.audit(user.scheme, "person.created", Some(id.0), sentence)
        .await?;
    work.commit().await?;
    Ok(said)
}

async fn open_account(work: &Work, id: PersonId, hash: String) -> anyhow::Result<()> {
    store::set_invited(work.tx(), &[id], work.now).await?;
    let account = store::account_to_change(work.tx(), id)
        .await?
        .context("the account that was just made is gone")?;
    let mut row: account::ActiveModel = account.into_active_model();
    row.status = Set(AccountStatus::Active.as_str().to_owned());
    row.activated_at = Set(Some(work.now));
    row.password_hash = Set(Some(hash));
    row.update(work.tx()).await?;
    Ok(())
}

/// An access token for somebody with an open account. Who made it can't be known, so the trail says where.
///
/// # Errors
/// When nobody with an open account has this address.
pub async fn access_token(app: &Arc<App>, email: &str) -> anyhow::Result<String> {
    let ctx = Ctx::internal(app);
    let work = ctx.begin_as(None).await?;
    let person = store::person_by_email(work.tx(), email)
        .await?
        .with_context(|| format!("Nobody here has the address {email}."))?;
    let id = PersonId(person.id);
    if !store::is_active(work.tx(), id).await? {
        bail!("{email} has no open account.");
    }
    let token = token::issue(app, id, None, ctx.now)?;
    work.audit(
        None,
        "token.issued",
        Some(id.0),
        "Made an access token from the command line.",
    )
    .await?;
    work.commit().await?;
    Ok(token)
}
