//! What the demo's mentors are recognised for: work written down and confirmed, awards in three tiers, the HEAR register and a
//! claim for credit.
//!
//! Follows from each mentor's place in the list alone, so that every demo looks the same. Days lie before the present one.
//! `cast` says who plays a part.

mod awards;
mod cast;
mod credit;
mod evidence;
mod hear;

use crate::ctx::Ctx;
use crate::problem::Result;
use crate::recognition::entity::evidence as kept;
use crate::recognition::service::granting::{self, Tells};
use cairn_domain::identity::Action;
use cairn_domain::ids::SchemeId;
use cairn_domain::recognition::NewGrants;
use cast::Cast;
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};

/// Gives the mentors of a scheme recognition, unless they have some.
///
/// # Errors
/// When the database refuses.
pub async fn give_a_past(ctx: &Ctx, scheme: SchemeId) -> Result<()> {
    let there = kept::Entity::find().filter(kept::Column::SchemeId.eq(scheme.0));
    if there.count(ctx.db()).await? > 0 {
        return Ok(());
    }
    let cast = Cast::of(ctx, scheme).await?;
    awards::set_template(ctx, &cast).await?;
    let offered = awards::offer(ctx, &cast, scheme).await?;
    evidence::write(ctx, &cast, scheme).await?;
    for award in &offered {
        let everybody = NewGrants {
            participants: vec![],
            despite_rule: false,
            reason: None,
        };
        let run = granting::start(ctx, &cast.lead(Action::GrantAwards)?, *award, everybody).await?;
        while granting::step(ctx, run.job_id.0, Tells::Nobody).await? {}
    }
    hear::register(ctx, &cast, scheme).await?;
    credit::claim(ctx, &cast, scheme).await?;
    awards::appeal(ctx, &cast, scheme, offered.last().copied()).await?;
    // Some did more since: they have earned what nobody has given them yet.
    evidence::catch_up(ctx, &cast, scheme).await
}
