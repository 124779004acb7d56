//! An award while it is being written: every field as it stands in its box.

use crate::pages::training::staff::Rows;
use cairn_domain::recognition::{AwardContent, AwardRule, AwardTier, Requirement, RuleBlock, RuleMode};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct AwardDraft {
    pub name: RwSignal<String>,
    pub tier: RwSignal<String>,
    pub description: RwSignal<String>,
    pub mode: RwSignal<String>,
    pub blocks: Rows<BlockDraft>,
    pub certificate: RwSignal<bool>,
    pub badge: RwSignal<bool>,
}

#[derive(Clone, Copy)]
pub struct BlockDraft {
    pub mode: RwSignal<String>,
    pub requirements: Rows<RequirementDraft>,
}

#[derive(Clone, Copy)]
pub struct RequirementDraft {
    pub kind: RwSignal<String>,
    /// How many, for kinds that count.
    pub number: RwSignal<String>,
    /// Which modules; none: all compulsory ones.
    pub keys: RwSignal<Vec<String>>,
}

/// What a rule can ask for: the word on the wire, what a person reads, and the unit of its number.
pub const KINDS: [(&str, &str, Option<&str>); 7] = [
    ("modules", "Training completed", None),
    ("hours", "Confirmed hours", Some("hours")),
    ("meetings", "Meetings held", Some("meetings")),
    ("weeks_active", "Weeks with contact", Some("weeks")),
    ("reflection", "A reflection", Some("words")),
    ("thanks", "Thanks from mentees", Some("mentees")),
    ("sign_off", "Signed off by staff", None),
];

fn signal(text: &str) -> RwSignal<String> {
    RwSignal::new(text.to_owned())
}

fn mode(word: RwSignal<String>) -> RuleMode {
    word.get().parse().unwrap_or(RuleMode::All)
}

impl AwardDraft {
    pub fn of(c: &AwardContent) -> Self {
        let blocks = c.rule.blocks.iter().enumerate();
        Self {
            name: signal(&c.name),
            tier: signal(c.tier.map_or("", AwardTier::as_str)),
            description: signal(&c.description),
            mode: signal(c.rule.mode.as_str()),
            blocks: Rows::of(
                "block",
                blocks.map(|(n, b)| (format!("block-{n}"), BlockDraft::of(b))),
            ),
            certificate: RwSignal::new(c.has_certificate),
            badge: RwSignal::new(c.has_badge),
        }
    }

    /// The rule as it is written now.
    pub fn rule(self) -> AwardRule {
        AwardRule {
            mode: mode(self.mode),
            blocks: self.blocks.read(|_, block| block.read()),
        }
    }

    pub fn read(self) -> AwardContent {
        AwardContent {
            name: self.name.get().trim().to_owned(),
            tier: self.tier.get().parse().ok(),
            description: self.description.get().trim().to_owned(),
            rule: self.rule(),
            has_certificate: self.certificate.get(),
            has_badge: self.badge.get(),
        }
    }
}

impl BlockDraft {
    fn of(b: &RuleBlock) -> Self {
        let parts = b.requirements.iter().enumerate();
        Self {
            mode: signal(b.mode.as_str()),
            requirements: Rows::of(
                "part",
                parts.map(|(n, r)| (format!("part-{n}"), RequirementDraft::of(r))),
            ),
        }
    }

    pub fn empty() -> Self {
        Self::of(&RuleBlock {
            mode: RuleMode::All,
            requirements: vec![Requirement::Hours { hours: 20 }],
        })
    }

    fn read(self) -> RuleBlock {
        RuleBlock {
            mode: mode(self.mode),
            requirements: self.requirements.read(|_, r| r.read()),
        }
    }
}

impl RequirementDraft {
    fn of(r: &Requirement) -> Self {
        let (kind, number, keys) = match r {
            Requirement::Modules { keys } => ("modules", None, keys.clone()),
            Requirement::Hours { hours } => ("hours", Some(*hours), Vec::new()),
            Requirement::Meetings { meetings } => ("meetings", Some(*meetings), Vec::new()),
            Requirement::WeeksActive { weeks } => ("weeks_active", Some(*weeks), Vec::new()),
            Requirement::Reflection { words } => ("reflection", Some(*words), Vec::new()),
            Requirement::Thanks { mentees } => ("thanks", Some(*mentees), Vec::new()),
            Requirement::SignOff => ("sign_off", None, Vec::new()),
        };
        Self {
            kind: signal(kind),
            number: signal(&number.map_or_else(String::new, |n| n.to_string())),
            keys: RwSignal::new(keys),
        }
    }

    pub fn empty() -> Self {
        Self::of(&Requirement::Meetings { meetings: 5 })
    }

    /// A box that holds no number reads as 0, which no rule may ask for: it is refused beside the box.
    fn read(self) -> Requirement {
        let number = self.number.get().trim().parse().unwrap_or(0);
        match self.kind.get().as_str() {
            "hours" => Requirement::Hours { hours: number },
            "meetings" => Requirement::Meetings { meetings: number },
            "weeks_active" => Requirement::WeeksActive { weeks: number },
            "reflection" => Requirement::Reflection { words: number },
            "thanks" => Requirement::Thanks { mentees: number },
            "sign_off" => Requirement::SignOff,
            _ => Requirement::Modules {
                keys: self.keys.get(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_comes_back_as_it_was() {
        Owner::new().with(|| {
            let all = [
                Requirement::Modules {
                    keys: vec!["role".to_owned()],
                },
                Requirement::Hours { hours: 1 },
                Requirement::Meetings { meetings: 2 },
                Requirement::WeeksActive { weeks: 3 },
                Requirement::Reflection { words: 4 },
                Requirement::Thanks { mentees: 5 },
                Requirement::SignOff,
            ];
            assert_eq!(all.len(), KINDS.len());
            for (requirement, (word, ..)) in all.iter().zip(KINDS) {
                let draft = RequirementDraft::of(requirement);
                assert_eq!(draft.kind.get_untracked(), word);
                assert_eq!(untrack(|| draft.read()), *requirement);
            }
        });
    }
}
