//! Three tiers, how their certificates look, and somebody who thinks that they have earned one.

use super::cast::Cast;
use crate::ctx::Ctx;
use crate::problem::Result;
use crate::recognition::entity::appeal;
use crate::recognition::service::{awards, certificates};
use base64::Engine as _;
use cairn_domain::identity::Action;
use cairn_domain::ids::{AwardId, SchemeId};
use cairn_domain::recognition::{
    AppealState, AppealSubject, Artwork, AwardContent, AwardRule, AwardTier, CertificateTemplate, NewAward,
    Requirement, RuleBlock, RuleMode,
};
use chrono::Duration;
use sea_orm::{ActiveModelTrait as _, Set};
use uuid::Uuid;

/// Four stones, one on the other.
const CREST: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\"><ellipse cx=\"24\" cy=\"42\" rx=\"20\" ry=\"5\" \
     fill=\"#005b6b\"/><ellipse cx=\"24\" cy=\"32\" rx=\"14\" ry=\"5\" fill=\"#2a7384\"/><ellipse cx=\"24\" cy=\"22\" rx=\"9\" ry=\"4\" \
     fill=\"#5b93a0\"/><circle cx=\"24\" cy=\"13\" r=\"4\" fill=\"#8a5a00\"/></svg>";

/// How the demo university's certificates look, unless somebody has set that.
pub(super) async fn set_template(ctx: &Ctx, cast: &Cast) -> Result<()> {
    let kept = certificates::view(ctx).await?;
    if kept.version > 0 {
        return Ok(());
    }
    let template = CertificateTemplate {
        institution: certificates::institution(ctx).await?,
        title: "Certificate of student mentoring".to_owned(),
        wording: "has supported new students in {scheme} during {academic_year}\nwith {hours} hours of mentoring and reflection."
            .to_owned(),
        signatory_name: "Professor Jane Doe".to_owned(),
        signatory_role: "Pro-Vice-Chancellor for Education".to_owned(),
        crest: Some(Artwork {
            media_type: "image/svg+xml".to_owned(),
            data: base64::engine::general_purpose::STANDARD.encode(CREST),
            description: "Crest of the university: a cairn of four stones".to_owned(),
        }),
        signature: None,
        ..kept.template
    };
    certificates::change(ctx, &cast.lead(Action::EditRecognition)?, kept.version, template).await?;
    Ok(())
}

fn all_of(requirements: Vec<Requirement>) -> AwardRule {
    AwardRule {
        mode: RuleMode::All,
        blocks: vec![RuleBlock {
            mode: RuleMode::All,
            requirements,
        }],
    }
}

/// Bronze, silver and gold.
pub(super) async fn offer(ctx: &Ctx, cast: &Cast, scheme: SchemeId) -> Result<Vec<AwardId>> {
    let training = Requirement::Modules { keys: vec![] };
    let bronze = all_of(vec![training.clone(), Requirement::Hours { hours: 5 }]);
    let mut silver = all_of(vec![training.clone(), Requirement::Hours { hours: 10 }]);
    silver.blocks.push(RuleBlock {
        mode: RuleMode::Any,
        requirements: vec![
            Requirement::Meetings { meetings: 6 },
            Requirement::WeeksActive { weeks: 7 },
        ],
    });
    let gold = all_of(vec![
        training,
        Requirement::Hours { hours: 15 },
        Requirement::Meetings { meetings: 8 },
        Requirement::Reflection { words: 40 },
        Requirement::Thanks { mentees: 1 },
        Requirement::SignOff,
    ]);
    let tiers = [
        (
            AwardTier::Bronze,
            bronze,
            "For mentors who finished their training and gave their first hours.",
        ),
        (
            AwardTier::Silver,
            silver,
            "For mentors who kept in touch, week after week.",
        ),
        (
            AwardTier::Gold,
            gold,
            "For mentors who went further, thought about it, and were thanked for it.",
        ),
    ];
    let scope = cast.lead(Action::EditRecognition)?;
    let mut offered = Vec::new();
    for (tier, rule, description) in tiers {
        let content = AwardContent {
            name: format!("{} Mentor Award", tier.label()),
            tier: Some(tier),
            description: description.to_owned(),
            rule,
            has_certificate: true,
            has_badge: true,
        };
        let made = awards::add(
            ctx,
            &scope,
            NewAward {
                scheme_id: scheme,
                content,
            },
        )
        .await?;
        offered.push(made.id);
    }
    Ok(offered)
}

/// One mentor thinks that they have earned gold.
pub(super) async fn appeal(ctx: &Ctx, cast: &Cast, scheme: SchemeId, award: Option<AwardId>) -> Result<()> {
    let (Some(mentor), Some(award)) = (cast.mentors.get(7), award) else {
        return Ok(());
    };
    let work = ctx.begin_as(None).await?;
    appeal::ActiveModel {
        id: Set(Uuid::now_v7()),
        scheme_id: Set(scheme.0),
        participant_id: Set(mentor.id),
        person_id: Set(mentor.person_id),
        subject: Set(AppealSubject::Award.as_str().to_owned()),
        subject_id: Set(award.0),
        about: Set("Gold Mentor Award".to_owned()),
        text: Set(
            "I held two more meetings in October that are not in my list. The room bookings show them."
                .to_owned(),
        ),
        state: Set(AppealState::Open.as_str().to_owned()),
        answer: Set(None),
        answered_by: Set(None),
        answered_at: Set(None),
        created_at: Set(work.now - Duration::days(1)),
    }
    .insert(work.tx())
    .await?;
    work.commit().await
}
