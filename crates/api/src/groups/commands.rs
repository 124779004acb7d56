//! `cairn groups propose` · `cairn groups publish`: for an operator's script.

use super::service::{forming, proposal, publishing};
use crate::console;
use crate::ctx::{App, Ctx};
use crate::identity::house;
use crate::problem::Problem;
use anyhow::bail;
use cairn_domain::groups::formation::Strategy;
use cairn_domain::groups::{NewProposal, ProposalState};
use cairn_domain::identity::Action;
use cairn_domain::ids::{ProposalId, SchemeId};
use std::sync::Arc;

#[derive(clap::Subcommand)]
pub enum GroupsCommand {
    /// Form groups and keep them as a proposal.
    Propose(Wish),
    /// Make a proposal's groups real, and tell everyone in them.
    Publish { id: ProposalId },
}

#[derive(clap::Args)]
pub struct Wish {
    #[arg(long)]
    pub scheme: SchemeId,
    /// aligned_tutor, aligned_seminar or cross_cutting.
    #[arg(long)]
    pub strategy: Strategy,
    /// The same seed gives the same groups.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Form groups across programmes instead of within each.
    #[arg(long)]
    pub across_programmes: bool,
    /// Longest time to spend.
    #[arg(long)]
    pub seconds: Option<u32>,
    #[arg(long)]
    pub name: Option<String>,
    /// Print the whole proposal as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Runs one command and prints its answer.
///
/// # Errors
/// What can't be done, in words for an operator.
pub async fn run(app: &Arc<App>, command: GroupsCommand) -> anyhow::Result<()> {
    let ctx = Ctx::internal(app);
    let said = match command {
        GroupsCommand::Propose(wish) => propose(&ctx, wish).await?,
        GroupsCommand::Publish { id } => publish(&ctx, id).await?,
    };
    console::say(said)
}

async fn propose(ctx: &Ctx, wish: Wish) -> anyhow::Result<String> {
    let scope = house::scope(Action::EditProposals)?;
    let new = NewProposal {
        strategy: wish.strategy,
        name: wish.name,
        seed: wish.seed,
        across_programmes: wish.across_programmes,
        programme_ids: vec![],
        seconds: wish.seconds,
    };
    if let Some((pointer, detail)) = cairn_domain::problem::Check::faults(&new).into_iter().next() {
        bail!("{}: {detail}", pointer.trim_start_matches('/'));
    }
    let id = forming::propose_now(ctx, &scope, wish.scheme, new).await?;
    let view = proposal::view(ctx, &scope, id).await?;
    if wish.json {
        return Ok(serde_json::to_string_pretty(&view)?);
    }
    if view.summary.state == ProposalState::Failed {
        bail!("{}", view.summary.failure.unwrap_or_default());
    }
    let m = view.summary.metrics.unwrap_or_default();
    Ok(format!(
        "{id}\n{}: {} groups, {} mentees placed, {} without a place, new-tie rate {:.3} (best possible {:.3}).\nLook at it in the app, or publish it: cairn groups publish {id}",
        view.summary.name,
        m.groups,
        m.mentees_placed,
        m.mentees_unplaced,
        m.new_tie_rate,
        m.best_new_tie_rate
    ))
}

async fn publish(ctx: &Ctx, id: ProposalId) -> anyhow::Result<String> {
    let scope = house::scope(Action::PublishProposal)?;
    let published = publishing::publish(ctx, &scope, id, None)
        .await
        .map_err(in_full)?;
    let groups = published.metrics.map_or(0, |m| m.groups);
    Ok(format!("Published {}: {groups} groups.", published.name))
}

/// A problem with everything that it lists.
fn in_full(problem: Problem) -> anyhow::Error {
    anyhow::anyhow!("{problem}")
}
