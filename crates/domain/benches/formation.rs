//! How long forming groups takes, at the sizes of a module, a faculty and a university.
//!
//!     cargo bench -p cairn-domain

use cairn_domain::cohorts::{Availability, FheqLevel, StudyMode};
use cairn_domain::groups::formation::{Effort, Mentee, Mentor, Roster, Settings, Strategy, form};
use cairn_domain::ids::{ParticipantId, ProgrammeId, SeminarGroupId, TutorGroupId};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use uuid::Uuid;

fn uuid(kind: u128, n: usize) -> Uuid {
    Uuid::from_u128(kind << 64 | n as u128)
}

fn level(n: u8) -> FheqLevel {
    FheqLevel::new(n).unwrap_or_else(|e| panic!("{e}"))
}

/// Tutor groups of 20 in programmes of the given size, and mentors as in module BBB of the OULAD sample (1,072 for 2,292).
/// With `wishes`, everybody also has a seminar group, times and interests.
fn roster(mentees: usize, programme_size: usize, wishes: bool) -> Roster {
    let mut rng = fastrand::Rng::with_seed(7);
    let person = |rng: &mut fastrand::Rng| {
        let week = if wishes {
            rng.u32(..) & rng.u32(..) & 0x1F_FFFF
        } else {
            0
        };
        let interests = if wishes {
            (0..3).map(|_| format!("interest {}", rng.u8(..30))).collect()
        } else {
            vec![]
        };
        (Availability::new(week).unwrap_or_default(), interests)
    };
    let programme = |n: usize| ProgrammeId(uuid(1, n / programme_size));
    let mentee = |n: usize| {
        let (availability, interests) = person(&mut rng);
        Mentee {
            id: ParticipantId(uuid(2, n)),
            programme: programme(n),
            level: level(4),
            tutor_group: Some(TutorGroupId(uuid(3, n / 20))),
            seminar_group: wishes.then(|| SeminarGroupId(uuid(4, n % 97))),
            campus: None,
            mode: StudyMode::FullTime,
            availability,
            interests,
            needs: vec![],
            monitored: vec![],
            pinned_to: None,
        }
    };
    let mentees: Vec<Mentee> = (0..mentees).map(mentee).collect();
    let mut rng = fastrand::Rng::with_seed(8);
    let mentor = |n: usize| {
        let (availability, interests) = person(&mut rng);
        Mentor {
            id: ParticipantId(uuid(5, n)),
            programme: programme(n * 2_292 / 1_072),
            level: level(5),
            campus: None,
            capacity: 8,
            max_groups: 1,
            availability,
            interests,
            cleared: true,
        }
    };
    let mentors = (0..mentees.len() * 1_072 / 2_292).map(mentor).collect();
    Roster {
        mentees,
        mentors,
        keep_apart: vec![],
    }
}

fn formation(c: &mut Criterion) {
    let mut group = c.benchmark_group("formation");
    group.sample_size(10);
    let settings = |strategy| Settings {
        strategy,
        effort: Effort::Balanced,
        ..Settings::default()
    };
    for (name, people, strategy) in [
        (
            "one_module_2292",
            roster(2_292, 2_292, false),
            Strategy::CrossCutting,
        ),
        (
            "one_module_2292_all_wishes",
            roster(2_292, 2_292, true),
            Strategy::CrossCutting,
        ),
        (
            "one_module_2292_aligned",
            roster(2_292, 2_292, false),
            Strategy::AlignedTutor,
        ),
        (
            "university_20000_in_programmes",
            roster(20_000, 500, false),
            Strategy::CrossCutting,
        ),
    ] {
        group.bench_with_input(BenchmarkId::from_parameter(name), &people, |b, people| {
            b.iter(|| form(black_box(people), &settings(strategy), &mut || true));
        });
    }
    group.finish();
}

criterion_group!(benches, formation);
criterion_main!(benches);
