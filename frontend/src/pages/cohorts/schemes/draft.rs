//! A scheme while it is being filled in: every field as it stands in its box.

use crate::ui::Form;
use cairn_domain::cohorts::{FheqLevel, GroupSizes, SchemeDates, SchemeInput};
use cairn_domain::ids::ProgrammeId;
use chrono::NaiveDate;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    pub academic_year: RwSignal<String>,
    pub intake: RwSignal<String>,
    pub time_zone: RwSignal<String>,
    pub mentor_level: RwSignal<String>,
    pub mentee_levels: RwSignal<Vec<FheqLevel>>,
    /// Recruitment, pre-enrolment, enrolment, census, end.
    pub dates: [RwSignal<String>; 5],
    /// Target, smallest, largest, cap for a mentor, two mentors above.
    pub sizes: [RwSignal<String>; 5],
    pub programmes: RwSignal<Vec<ProgrammeId>>,
}

impl Draft {
    pub fn of(s: &SchemeInput) -> Self {
        let text = |t: &str| RwSignal::new(t.to_owned());
        let date = |d: Option<NaiveDate>| RwSignal::new(d.map(|d| d.to_string()).unwrap_or_default());
        let d = &s.dates;
        let g = &s.sizes;
        Self {
            name: text(&s.name),
            academic_year: text(&s.academic_year),
            intake: text(&s.intake),
            time_zone: text(&s.time_zone),
            mentor_level: RwSignal::new(s.mentor_level.get().to_string()),
            mentee_levels: RwSignal::new(s.mentee_levels.clone()),
            dates: [
                d.recruitment_opens,
                d.pre_enrolment_opens,
                d.enrolment,
                d.census,
                d.ends,
            ]
            .map(date),
            sizes: [g.target, g.min, g.max, g.hard_cap_per_mentor, g.two_mentors_above]
                .map(|n| RwSignal::new(n.to_string())),
            programmes: RwSignal::new(s.programme_ids.clone()),
        }
    }

    /// What a new scheme starts from: the usual sizes and levels.
    pub fn empty() -> Option<Self> {
        Some(Self::of(&SchemeInput {
            name: String::new(),
            academic_year: String::new(),
            intake: "September".to_owned(),
            mentor_level: FheqLevel::new(5).ok()?,
            mentee_levels: vec![FheqLevel::new(4).ok()?],
            dates: SchemeDates::default(),
            sizes: GroupSizes::default(),
            time_zone: "Europe/London".to_owned(),
            programme_ids: Vec::new(),
        }))
    }

    /// The scheme that is meant, or `None` when a box can't be read; the form then says which.
    pub fn read(self, form: Form) -> Option<SchemeInput> {
        let text = |s: RwSignal<String>| s.get_untracked().trim().to_owned();
        let date = |s: RwSignal<String>| text(s).parse::<NaiveDate>().ok();
        let sizes = self.sizes.map(|s| text(s).parse::<u32>().ok());
        let [
            Some(target),
            Some(min),
            Some(max),
            Some(hard_cap_per_mentor),
            Some(two_mentors_above),
        ] = sizes
        else {
            form.refuse_field("/sizes", "Enter a whole number in every box.");
            return None;
        };
        let level = text(self.mentor_level)
            .parse()
            .ok()
            .and_then(|n| FheqLevel::new(n).ok());
        let Some(mentor_level) = level else {
            form.refuse_field("/mentor_level", "Choose a level.");
            return None;
        };
        let [recruitment_opens, pre_enrolment_opens, enrolment, census, ends] = self.dates.map(date);
        Some(SchemeInput {
            name: text(self.name),
            academic_year: text(self.academic_year),
            intake: text(self.intake),
            mentor_level,
            mentee_levels: self.mentee_levels.get_untracked(),
            dates: SchemeDates {
                recruitment_opens,
                pre_enrolment_opens,
                enrolment,
                census,
                ends,
            },
            sizes: GroupSizes {
                target,
                min,
                max,
                hard_cap_per_mentor,
                two_mentors_above,
            },
            time_zone: text(self.time_zone),
            programme_ids: self.programmes.get_untracked(),
        })
    }
}
