//! A call for next year's mentors that is open, and students who answered it: made up, like their words.

use crate::cohorts::offering;
use crate::ctx::Ctx;
use crate::identity::house;
use crate::identity::store as people;
use crate::problem::Problem;
use crate::problem::Result;
use crate::recruitment::entity::{application, call_scorer, recruitment_call as call};
use crate::recruitment::service::calls;
use crate::recruitment::service::dealing::Round;
use crate::recruitment::service::weighing::weigh;
use crate::recruitment::store::scorings;
use cairn_domain::cohorts::{FheqLevel, StudyMode};
use cairn_domain::identity::Action;
use cairn_domain::ids::{CallId, PersonId, SchemeId};
use cairn_domain::recruitment::rubric::CriterionScore;
use cairn_domain::recruitment::suggestion::suggested;
use cairn_domain::recruitment::{
    ApplicationDraft, ApplicationState, CallAnswer, CallContent, NewCall, ScoringStand, ScoringState,
};
use chrono::{DateTime, Days, Duration, Utc};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _,
    QueryFilter as _, Set,
};
use std::collections::BTreeMap;
use uuid::Uuid;

const NAMES: [(&str, &str); 18] = [
    ("Amara", "Nwosu"),
    ("Łukasz", "Zieliński"),
    ("Priya", "Raman"),
    ("Tom", "Hartley"),
    ("Zoë", "O’Neill"),
    ("Yusuf", "Demir"),
    ("Mei", "Chen"),
    ("Callum", "Reid"),
    ("Sofía", "Ortega"),
    ("Hannah", "Weiss"),
    ("Kwame", "Boateng"),
    ("Ffion", "Parry"),
    ("Omar", "Haddad"),
    ("Grace", "Adeleke"),
    ("Jonas", "Berg"),
    ("Aisha", "Begum"),
    ("Niamh", "Kelly"),
    ("Dev", "Patel"),
];

const WHY: [&str; 4] = [
    "In my first week I ate lunch alone until somebody sat down next to me. I would like to be that somebody.",
    "I came through Clearing and knew nothing about how things work here. It took me a term to find out. It needn't.",
    "My sister dropped out because nobody noticed that she had stopped coming. I would notice.",
    "I like it when people who never met start to laugh together. I have run the quiz in my halls since last year.",
];

const HARD: [&str; 3] = [
    "I failed to turn up to my first group meeting because I was nervous. I wrote to the others and said so. They were kind, and I went to the next one.",
    "I commute for an hour and missed most evenings. We started to meet at noon instead, and four others told me that it suited them as well.",
    "English is my third language and I was afraid to speak. A friend practised with me before each seminar. Now I do that for somebody else.",
];

const QUIET: [&str; 3] = [
    "I would write to them alone, kindly, and ask how they are and not why they were silent. I would ask the others to leave the plans open until I know. If I hear nothing, I tell my supervisor.",
    "Perhaps they are ill, or don't like big chats. I would ask what would be easiest for them. I would not put them on the spot in the group.",
    "I would ask the group to choose two dates and offer both. Then I would call staff if there is still no answer, because something may be wrong.",
];

/// Opens a call with applications, unless the scheme has one.
///
/// # Errors
/// When the database refuses.
pub async fn open_a_call(ctx: &Ctx, scheme: SchemeId) -> Result<()> {
    let there = call::Entity::find().filter(call::Column::SchemeId.eq(scheme.0));
    if there.count(ctx.db()).await? > 0 {
        return Ok(());
    }
    let house = house::scope(Action::EditRecruitment)?;
    let mut content = suggested(ctx.today());
    content.title = "Become a student mentor next year".to_owned();
    content.places = 10;
    // Open for some days already.
    content.opens = content
        .opens
        .checked_sub_days(Days::new(11))
        .unwrap_or(content.opens);
    let made = calls::add(
        ctx,
        &house,
        NewCall {
            scheme_id: scheme,
            content,
        },
    )
    .await?;
    let work = ctx.begin_as(None).await?;
    let programmes = offering::programmes(work.tx(), scheme).await?;
    let campuses = offering::campuses(work.tx()).await?;
    let rows = NAMES.iter().enumerate().map(|(n, (given, family))| {
        let address = format!("applicant{n}@demo.example");
        let person = PersonId(Uuid::now_v7());
        let draft = ApplicationDraft {
            programme_id: programmes.get(n % programmes.len().max(1)).map(|p| p.id),
            campus_id: campuses.get(n * 7 % campuses.len().max(1)).map(|c| c.id),
            level: Some(FheqLevel::SECOND_YEAR),
            mode: Some(if n % 5 == 4 {
                StudyMode::PartTime
            } else {
                StudyMode::FullTime
            }),
            entry_route: ["UCAS", "Clearing", "Foundation year"][n % 3].to_owned(),
            answers: answers(n),
            referee: None,
            agrees_to_conduct: n % 6 != 5,
            other: BTreeMap::new(),
        };
        (
            person,
            people::new_person(person, given, family, Some(&address), work.now),
            draft,
        )
    });
    for (n, (person, known, draft)) in rows.enumerate() {
        known.insert(work.tx()).await?;
        answer(n, person, draft, &made, work.now)?
            .insert(work.tx())
            .await?;
    }
    work.commit().await?;
    calls::publish(ctx, &house, made.id, true).await?;
    score(ctx, scheme, made.id).await
}

/// What each scorer of the demo gives, by turns: levels for the rubric's criteria, and a note.
const GIVEN: [([u8; 4], &str); 5] = [
    (
        [3, 3, 4, 3],
        "A clear example of noticing somebody. I would ask how they keep at it.",
    ),
    ([3, 2, 3, 3], ""),
    ([4, 4, 4, 4], "Listens first, and knows when to ask for help."),
    ([2, 2, 1, 2], "Kind, and a little general."),
    ([3, 4, 3, 4], "Honest about what was hard."),
];

/// What the first or second scorer sees in an application: mostly the same, now and then a level apart, and once something quite
/// different.
fn seen_by(application: usize, is_second: bool) -> ([u8; 4], &'static str) {
    let (mut levels, note) = GIVEN[application % GIVEN.len()];
    if !is_second {
        return (levels, note);
    }
    if application == 1 {
        return ([1, 1, 2, 1], "I see little of an example here.");
    }
    let apart = application % levels.len();
    levels[apart] = if levels[apart] == 4 {
        3
    } else {
        levels[apart] + application.is_multiple_of(2) as u8
    };
    (
        levels,
        if note.is_empty() {
            ""
        } else {
            "I read it in the same way."
        },
    )
}

/// Gives the applications to the demo's staff, and has most of them scored.
async fn score(ctx: &Ctx, scheme: SchemeId, id: CallId) -> Result<()> {
    let work = ctx.begin_as(None).await?;
    let call = call::Entity::find_by_id(id.0)
        .one(work.tx())
        .await?
        .ok_or_else(|| Problem::not_found("call"))?;
    let staff = people::staff(work.tx(), scheme).await?;
    for person in staff.iter().take(3) {
        call_scorer::ActiveModel {
            id: Set(Uuid::now_v7()),
            scheme_id: Set(scheme.0),
            call_id: Set(id.0),
            person_id: Set(person.id),
            created_at: Set(work.now),
        }
        .insert(work.tx())
        .await?;
    }
    if staff.is_empty() {
        return work.commit().await;
    }
    let to_score = scorings::to_score(work.tx(), id.0).await?;
    let round = Round::read(&work, &call, to_score).await?;
    let made = round.deal(&work, &call).await?;
    let content: CallContent = serde_json::from_value(call.content.clone())?;
    let mut order: Vec<Uuid> = made.iter().map(|m| m.application_id).collect();
    order.sort_unstable();
    order.dedup();
    let mut touched = vec![];
    for (n, one) in made.into_iter().enumerate() {
        // Every fourth is still to read.
        if n % 4 == 3 {
            continue;
        }
        let at = order.iter().position(|a| *a == one.application_id).unwrap_or(0);
        let is_second = touched.contains(&one.application_id);
        let (levels, note) = seen_by(at, is_second);
        let scores: Vec<CriterionScore> = content
            .rubric
            .iter()
            .zip(levels)
            .map(|(c, level)| CriterionScore {
                key: c.key.clone(),
                level,
            })
            .collect();
        touched.push(one.application_id);
        let mut one = one.into_active_model();
        one.state = Set(ScoringState::Done.as_str().to_owned());
        one.scores = Set(serde_json::to_value(scores)?);
        one.note = Set(note.to_owned());
        one.done_at = Set(Some(work.now - Duration::hours(20 - n as i64 % 18)));
        one.update(work.tx()).await?;
    }
    weigh(&work, &content, &touched).await?;
    work.commit().await
}

fn answers(n: usize) -> BTreeMap<String, CallAnswer> {
    let text = |text: &str| CallAnswer {
        text: text.to_owned(),
        ..CallAnswer::default()
    };
    let languages = [
        vec!["English"],
        vec!["English", "Polish"],
        vec!["English", "Tamil"],
        vec!["English", "Welsh"],
    ];
    let languages = languages[n % 4].iter().map(|l| (*l).to_owned()).collect();
    let week = [0b100_010_001, 0b001_001_100, 0b010_010_010_010][n % 3];
    let said = [
        ("why", text(WHY[n % WHY.len()])),
        ("hard", text(HARD[n % HARD.len()])),
        ("quiet", text(QUIET[n / 2 % QUIET.len()])),
        (
            "languages",
            CallAnswer {
                choices: languages,
                ..CallAnswer::default()
            },
        ),
        (
            "time",
            CallAnswer {
                availability: week.try_into().ok(),
                ..CallAnswer::default()
            },
        ),
    ];
    said.into_iter()
        .map(|(key, answer)| (key.to_owned(), answer))
        .collect()
}

/// Every sixth is still being written, and one was taken back.
fn answer(
    n: usize,
    person: PersonId,
    draft: ApplicationDraft,
    to: &cairn_domain::recruitment::CallView,
    now: DateTime<Utc>,
) -> Result<application::ActiveModel> {
    let begun = now - Duration::hours(230 - 12 * n as i64);
    let state = match n {
        7 => ApplicationState::Withdrawn,
        n if n % 6 == 5 => ApplicationState::Draft,
        _ => ApplicationState::Submitted,
    };
    let handed_in = state != ApplicationState::Draft;
    Ok(application::ActiveModel {
        id: Set(Uuid::now_v7()),
        call_id: Set(to.id.0),
        scheme_id: Set(to.scheme_id.0),
        scoring: Set(ScoringStand::NotGiven.as_str().to_owned()),
        rubric_sum: Set(None),
        agreed: Set(None),
        is_calibration: Set(false),
        person_id: Set(person.0),
        state: Set(state.as_str().to_owned()),
        programme_id: Set(draft.programme_id.map(|p| p.0)),
        level: Set(draft.level.map(|l| i32::from(l.get()))),
        mode: Set(draft.mode.map(|m| m.as_str().to_owned())),
        draft: Set(serde_json::to_value(&draft)?),
        conduct_version: Set(handed_in.then_some(to.conduct_version)),
        submitted_at: Set(handed_in.then(|| begun + Duration::hours(3))),
        decided_at: Set(None),
        feedback: Set(None),
        offer_until: Set(None),
        created_at: Set(begun),
        updated_at: Set(begun + Duration::hours(3)),
        version: Set(2),
    })
}
