//! Awards as rules: what an award asks for, and how far somebody is.
//!
//! A rule is made of blocks, each of requirements; both can ask for all of their parts or for any one. [`assess`] is the only
//! place that says whether an award is earned. It depends on its inputs alone, and more work never takes an award away.

use crate::cohorts::vocabulary::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

words! {
    /// Whether all parts are needed, or any one of them.
    RuleMode {
        All = "all", "All of these";
        Any = "any", "Any one of these";
    }
    /// How high an award stands among others of its kind.
    AwardTier {
        Bronze = "bronze", "Bronze";
        Silver = "silver", "Silver";
        Gold = "gold", "Gold";
    }
}

/// What people call an award: its name, with the tier after it unless the name says it already.
pub fn award_title(name: &str, tier: Option<AwardTier>) -> String {
    match tier.map(AwardTier::label) {
        Some(tier) if !name.to_lowercase().contains(&tier.to_lowercase()) => format!("{name}, {tier}"),
        _ => name.to_owned(),
    }
}

/// One thing that an award asks for. Only what staff, mentees or other systems have confirmed counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"kind": "hours", "hours": 20})))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Requirement {
    /// Training modules by key; without keys, every compulsory one of the scheme.
    Modules {
        #[serde(default)]
        keys: Vec<String>,
    },
    /// Confirmed hours.
    Hours { hours: u32 },
    /// Meetings held with mentees.
    Meetings { meetings: u32 },
    /// Different weeks (Monday to Sunday) with something confirmed in them.
    WeeksActive { weeks: u32 },
    /// A reflection of at least so many words, read and confirmed by staff.
    Reflection { words: u32 },
    /// Thanks from different mentees.
    Thanks { mentees: u32 },
    /// A member of staff has signed off this mentor's work.
    SignOff,
}

/// Requirements that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"mode": "any", "requirements": [{"kind": "hours", "hours": 20}, {"kind": "meetings", "meetings": 8}]})))]
pub struct RuleBlock {
    pub mode: RuleMode,
    pub requirements: Vec<Requirement>,
}

/// What an award asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"mode": "all", "blocks": [{"mode": "all", "requirements": [{"kind": "modules", "keys": []}, {"kind": "hours", "hours": 20}]}]})))]
pub struct AwardRule {
    pub mode: RuleMode,
    pub blocks: Vec<RuleBlock>,
}

/// What is known of a mentor, all of it confirmed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Keys of the modules that are complete and in date.
    pub modules: BTreeSet<String>,
    /// Keys of the modules that the scheme makes compulsory.
    pub compulsory: BTreeSet<String>,
    pub minutes: u32,
    pub meetings: u32,
    pub weeks_active: u32,
    /// Words of the longest reflection.
    pub reflection_words: u32,
    /// Different mentees who said thank you.
    pub thanked_by: u32,
    pub is_signed_off: bool,
}

/// How far somebody is with one requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleStep {
    /// What is asked for, in words.
    #[cfg_attr(feature = "openapi", schema(example = "20 hours"))]
    pub label: String,
    #[cfg_attr(feature = "openapi", schema(example = 14))]
    pub have: u32,
    #[cfg_attr(feature = "openapi", schema(example = 20))]
    pub need: u32,
    pub is_met: bool,
    /// The block of the rule that it belongs to, from 0.
    #[cfg_attr(feature = "openapi", schema(example = 0))]
    pub block: u32,
}

/// How far somebody is with an award.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assessment {
    pub is_met: bool,
    /// The fewest requirements that are still missing.
    #[cfg_attr(feature = "openapi", schema(example = 1))]
    pub missing: u32,
    pub steps: Vec<RuleStep>,
}

/// Most blocks of a rule, and most requirements of a block.
pub const MOST_PARTS: usize = 12;

fn count(n: u32, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

impl Requirement {
    /// What is asked for, as a person reads it.
    pub fn label(&self) -> String {
        match self {
            Self::Modules { keys } if keys.is_empty() => "All compulsory training".to_owned(),
            Self::Modules { keys } => format!("Training: {}", keys.join(", ")),
            Self::Hours { hours } => count(*hours, "hour", "hours"),
            Self::Meetings { meetings } => count(*meetings, "meeting held", "meetings held"),
            Self::WeeksActive { weeks } => count(*weeks, "active week", "active weeks"),
            Self::Reflection { words } => format!("A reflection of {words} words"),
            Self::Thanks { mentees: 1 } => "Thanks from a mentee".to_owned(),
            Self::Thanks { mentees } => format!("Thanks from {mentees} mentees"),
            Self::SignOff => "Signed off by staff".to_owned(),
        }
    }

    fn step(&self, facts: &Facts, block: u32) -> RuleStep {
        let (have, need) = match self {
            Self::Modules { keys } => {
                let wanted: BTreeSet<&String> = if keys.is_empty() {
                    facts.compulsory.iter().collect()
                } else {
                    keys.iter().collect()
                };
                let have = wanted.iter().filter(|k| facts.modules.contains(**k)).count();
                (have as u32, wanted.len() as u32)
            }
            Self::Hours { hours } => (facts.minutes / 60, *hours),
            Self::Meetings { meetings } => (facts.meetings, *meetings),
            Self::WeeksActive { weeks } => (facts.weeks_active, *weeks),
            Self::Reflection { words } => (facts.reflection_words, *words),
            Self::Thanks { mentees } => (facts.thanked_by, *mentees),
            Self::SignOff => (u32::from(facts.is_signed_off), 1),
        };
        RuleStep {
            label: self.label(),
            have: have.min(need),
            need,
            // Nothing is given for nothing: where nothing is asked, nothing is met.
            is_met: need > 0 && have >= need,
            block,
        }
    }

    fn fault(&self) -> Option<&'static str> {
        let most = |n: u32, most: u32| n == 0 || n > most;
        match self {
            Self::Modules { keys } if keys.len() > 50 => Some("Name at most 50 modules."),
            Self::Hours { hours } if most(*hours, 1_000) => Some("Ask for 1 to 1,000 hours."),
            Self::Meetings { meetings } if most(*meetings, 500) => Some("Ask for 1 to 500 meetings."),
            Self::WeeksActive { weeks } if most(*weeks, 104) => Some("Ask for 1 to 104 weeks."),
            Self::Reflection { words } if most(*words, 5_000) => Some("Ask for 1 to 5,000 words."),
            Self::Thanks { mentees } if most(*mentees, 100) => Some("Ask for thanks from 1 to 100 mentees."),
            _ => None,
        }
    }
}

impl AwardRule {
    /// What has to be mended before the rule can be used, by JSON pointer below `at`.
    pub fn faults(&self, at: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        if self.blocks.is_empty() || self.blocks.len() > MOST_PARTS {
            found.push((
                format!("{at}/blocks"),
                "Add at least one thing to do, at most 12.".to_owned(),
            ));
        }
        for (b, block) in self.blocks.iter().enumerate() {
            if block.requirements.is_empty() || block.requirements.len() > MOST_PARTS {
                let sentence = "Add at least one thing to do, at most 12.".to_owned();
                found.push((format!("{at}/blocks/{b}/requirements"), sentence));
            }
            for (r, requirement) in block.requirements.iter().enumerate() {
                if let Some(sentence) = requirement.fault() {
                    let pointer = format!("{at}/blocks/{b}/requirements/{r}");
                    found.push((pointer, sentence.to_owned()));
                }
            }
        }
        found
    }

    /// Keys of the modules that the rule names.
    pub fn module_keys(&self) -> BTreeSet<&str> {
        let all = self.blocks.iter().flat_map(|b| &b.requirements);
        all.filter_map(|r| match r {
            Requirement::Modules { keys } => Some(keys),
            _ => None,
        })
        .flatten()
        .map(String::as_str)
        .collect()
    }
}

fn join(mode: RuleMode, missing: impl Iterator<Item = u32>) -> u32 {
    match mode {
        RuleMode::All => missing.sum(),
        // A rule without parts is never met: nothing is given for nothing.
        RuleMode::Any => missing.min().unwrap_or(1),
    }
}

/// How far somebody is with a rule.
pub fn assess(rule: &AwardRule, facts: &Facts) -> Assessment {
    let mut steps = Vec::new();
    let mut of_blocks = Vec::new();
    for (b, block) in rule.blocks.iter().enumerate() {
        let from = steps.len();
        steps.extend(block.requirements.iter().map(|r| r.step(facts, b as u32)));
        let missing = steps[from..].iter().map(|s: &RuleStep| u32::from(!s.is_met));
        of_blocks.push(if block.requirements.is_empty() {
            1
        } else {
            join(block.mode, missing)
        });
    }
    let missing = if of_blocks.is_empty() {
        1
    } else {
        join(rule.mode, of_blocks.into_iter())
    };
    Assessment {
        is_met: missing == 0,
        missing,
        steps,
    }
}

/// The steps of a shortest way to an award: what is still missing, or may be chosen among where any one will do. Empty once it is
/// earned.
pub fn nearest<'a>(rule: &AwardRule, found: &'a Assessment) -> Vec<&'a RuleStep> {
    let blocks: Vec<(u32, Vec<&RuleStep>)> = (0u32..)
        .zip(&rule.blocks)
        .map(|(b, block)| {
            let steps: Vec<&RuleStep> = found.steps.iter().filter(|s| s.block == b).collect();
            let missing = join(block.mode, steps.iter().map(|s| u32::from(!s.is_met)));
            let open = steps.into_iter().filter(|s| missing > 0 && !s.is_met);
            (missing, open.collect())
        })
        .collect();
    let least = blocks.iter().map(|b| b.0).min().unwrap_or(0);
    blocks
        .into_iter()
        .filter(|(missing, _)| !found.is_met && (rule.mode == RuleMode::All || *missing == least))
        .flat_map(|(_, steps)| steps)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tier_is_said_once() {
        let title = |name, tier| award_title(name, tier);
        assert_eq!(title("Mentor Award", None), "Mentor Award");
        assert_eq!(title("Mentor Award", Some(AwardTier::Gold)), "Mentor Award, Gold");
        assert_eq!(
            title("Gold Mentor Award", Some(AwardTier::Gold)),
            "Gold Mentor Award"
        );
        assert_eq!(
            title("award in gold", Some(AwardTier::Silver)),
            "award in gold, Silver"
        );
    }
    use proptest::prelude::*;

    fn requirement() -> impl Strategy<Value = Requirement> {
        prop_oneof![
            proptest::collection::vec("[a-c]", 0..3).prop_map(|keys| Requirement::Modules { keys }),
            (1u32..30).prop_map(|hours| Requirement::Hours { hours }),
            (1u32..10).prop_map(|meetings| Requirement::Meetings { meetings }),
            (1u32..12).prop_map(|weeks| Requirement::WeeksActive { weeks }),
            (1u32..500).prop_map(|words| Requirement::Reflection { words }),
            (1u32..5).prop_map(|mentees| Requirement::Thanks { mentees }),
            Just(Requirement::SignOff),
        ]
    }
    fn mode() -> impl Strategy<Value = RuleMode> {
        prop_oneof![Just(RuleMode::All), Just(RuleMode::Any)]
    }
    fn rule() -> impl Strategy<Value = AwardRule> {
        let block = (mode(), proptest::collection::vec(requirement(), 1..4))
            .prop_map(|(mode, requirements)| RuleBlock { mode, requirements });
        (mode(), proptest::collection::vec(block, 1..4)).prop_map(|(mode, blocks)| AwardRule { mode, blocks })
    }
    fn facts() -> impl Strategy<Value = Facts> {
        (
            proptest::collection::btree_set("[a-c]", 0..3),
            0u32..2000,
            0u32..12,
            0u32..14,
            0u32..600,
            0u32..6,
            any::<bool>(),
        )
            .prop_map(
                |(modules, minutes, meetings, weeks_active, reflection_words, thanked_by, is_signed_off)| {
                    Facts {
                        modules,
                        compulsory: ["a", "b"].map(str::to_owned).into(),
                        minutes,
                        meetings,
                        weeks_active,
                        reflection_words,
                        thanked_by,
                        is_signed_off,
                    }
                },
            )
    }
    fn more(a: &Facts, b: &Facts) -> Facts {
        Facts {
            modules: a.modules.union(&b.modules).cloned().collect(),
            compulsory: a.compulsory.clone(),
            minutes: a.minutes.max(b.minutes),
            meetings: a.meetings.max(b.meetings),
            weeks_active: a.weeks_active.max(b.weeks_active),
            reflection_words: a.reflection_words.max(b.reflection_words),
            thanked_by: a.thanked_by.max(b.thanked_by),
            is_signed_off: a.is_signed_off || b.is_signed_off,
        }
    }

    proptest! {
        #[test]
        fn more_work_never_takes_an_award_away(rule in rule(), a in facts(), b in facts()) {
            let (less, more) = (assess(&rule, &a), assess(&rule, &more(&a, &b)));
            prop_assert!(more.missing <= less.missing);
            prop_assert!(!less.is_met || more.is_met);
        }

        #[test]
        fn the_shortest_way_leads_to_the_award(rule in rule(), facts in facts()) {
            let found = assess(&rule, &facts);
            let steps = nearest(&rule, &found);
            prop_assert_eq!(steps.is_empty(), found.is_met);
            prop_assert!(steps.iter().all(|s| !s.is_met));
            prop_assert!(steps.len() >= found.missing as usize || found.is_met);
        }

        #[test]
        fn an_award_is_met_when_its_blocks_are(rule in rule(), facts in facts()) {
            let found = assess(&rule, &facts);
            let met = |b: u32, mode: RuleMode| {
                let mut steps = found.steps.iter().filter(|s| s.block == b);
                match mode { RuleMode::All => steps.all(|s| s.is_met), RuleMode::Any => steps.any(|s| s.is_met) }
            };
            let blocks: Vec<bool> = rule.blocks.iter().enumerate().map(|(b, x)| met(b as u32, x.mode)).collect();
            let expected = match rule.mode { RuleMode::All => blocks.iter().all(|b| *b), RuleMode::Any => blocks.iter().any(|b| *b) };
            prop_assert_eq!(found.is_met, expected);
            prop_assert_eq!(found.is_met, found.missing == 0);
            prop_assert!(found.steps.iter().all(|s| s.is_met == (s.have >= s.need)));
        }

        #[test]
        fn one_short_means_that_one_requirement_more_is_enough(rule in rule(), facts in facts()) {
            let found = assess(&rule, &facts);
            let flat: Vec<&Requirement> = rule.blocks.iter().flat_map(|b| &b.requirements).collect();
            let enough = flat.iter().zip(&found.steps).filter(|(_, s)| !s.is_met).any(|(r, s)| {
                let mut facts = facts.clone();
                match r {
                    Requirement::Modules { keys } if keys.is_empty() => facts.modules.extend(facts.compulsory.clone()),
                    Requirement::Modules { keys } => facts.modules.extend(keys.iter().cloned()),
                    Requirement::Hours { hours } => facts.minutes = hours * 60,
                    Requirement::Meetings { .. } => facts.meetings = s.need,
                    Requirement::WeeksActive { .. } => facts.weeks_active = s.need,
                    Requirement::Reflection { .. } => facts.reflection_words = s.need,
                    Requirement::Thanks { .. } => facts.thanked_by = s.need,
                    Requirement::SignOff => facts.is_signed_off = true,
                }
                assess(&rule, &facts).is_met
            });
            if found.missing == 1 { prop_assert!(enough); }
        }
    }

    #[test]
    fn nothing_is_given_for_nothing() {
        for mode in [RuleMode::All, RuleMode::Any] {
            let empty = AwardRule { mode, blocks: vec![] };
            assert!(!assess(&empty, &Facts::default()).is_met);
            assert!(!empty.faults("/rule").is_empty());
            let block = RuleBlock {
                mode,
                requirements: vec![],
            };
            let hollow = AwardRule {
                mode,
                blocks: vec![block],
            };
            assert!(!assess(&hollow, &Facts::default()).is_met);
            assert_eq!(hollow.faults("/rule")[0].0, "/rule/blocks/0/requirements");
        }
    }

    #[test]
    fn minutes_count_in_whole_hours() {
        let rule = AwardRule {
            mode: RuleMode::All,
            blocks: vec![RuleBlock {
                mode: RuleMode::All,
                requirements: vec![Requirement::Hours { hours: 2 }],
            }],
        };
        let with = |minutes| {
            assess(
                &rule,
                &Facts {
                    minutes,
                    ..Facts::default()
                },
            )
            .is_met
        };
        assert!(!with(119));
        assert!(with(120));
    }
}
