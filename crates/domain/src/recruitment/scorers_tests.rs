use super::*;
use proptest::prelude::*;

fn loads(task: &Task, dealt: &Dealt) -> Vec<u32> {
    let mut loads = task.loads.clone();
    for (s, _) in &dealt.pairs {
        loads[*s] += 1;
    }
    loads
}

#[test]
fn thirty_applications_for_four_scorers_make_fifteen_each() {
    let task = Task {
        loads: vec![0; 4],
        needs: vec![2; 30],
        conflicts: BTreeSet::new(),
    };
    let dealt = deal(&task, 1);
    assert_eq!(loads(&task, &dealt), [15; 4]);
    assert!(dealt.short.is_empty());
    let pairs: BTreeSet<_> = (0..30)
        .map(|a| {
            dealt
                .pairs
                .iter()
                .filter(|p| p.1 == a)
                .map(|p| p.0)
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(pairs.len() > 2, "the same two never always meet: {pairs:?}");
}

#[test]
fn a_tutor_does_not_score_their_own_tutees_and_the_others_make_up_for_it() {
    let conflicts: BTreeSet<_> = (0..6).map(|a| (0, a)).collect();
    let task = Task {
        loads: vec![0; 3],
        needs: vec![2; 9],
        conflicts,
    };
    let dealt = deal(&task, 7);
    assert!(dealt.pairs.iter().all(|(s, a)| *s != 0 || *a >= 6));
    assert!(dealt.short.is_empty());
    // Eighteen scorings; the tutor takes all three that are left for them.
    let mut sorted = loads(&task, &dealt);
    sorted.sort_unstable();
    assert_eq!(sorted, [3, 7, 8]);
}

#[test]
fn who_has_nobody_to_score_them_is_said() {
    let task = Task {
        loads: vec![0, 0],
        needs: vec![2, 2],
        conflicts: BTreeSet::from([(1, 0)]),
    };
    let dealt = deal(&task, 3);
    assert_eq!(dealt.short, [(0, 1)]);
    assert_eq!(dealt.pairs, [(0, 0), (0, 1), (1, 1)]);
}

#[test]
fn who_has_more_already_gets_less() {
    let task = Task {
        loads: vec![6, 0, 0],
        needs: vec![2; 6],
        conflicts: BTreeSet::new(),
    };
    assert_eq!(loads(&task, &deal(&task, 5)), [6, 6, 6]);
}

/// The least sum of squares by trying everything.
fn least(task: &Task, at: usize, loads: &mut Vec<u32>) -> Option<(u32, u32)> {
    let Some(need) = task.needs.get(at) else {
        return Some((0, loads.iter().map(|l| l * l).sum()));
    };
    let free: Vec<usize> = (0..loads.len())
        .filter(|s| !task.conflicts.contains(&(*s, at)))
        .collect();
    let mut best: Option<(u32, u32)> = None;
    for mask in 0_u32..1 << free.len() {
        if mask.count_ones() > *need {
            continue;
        }
        let chosen: Vec<usize> = free
            .iter()
            .enumerate()
            .filter(|(n, _)| mask >> n & 1 == 1)
            .map(|(_, s)| *s)
            .collect();
        chosen.iter().for_each(|s| loads[*s] += 1);
        if let Some((short, squares)) = least(task, at + 1, loads) {
            let found = (short + need - mask.count_ones(), squares);
            best = Some(best.map_or(found, |b| b.min(found)));
        }
        chosen.iter().for_each(|s| loads[*s] -= 1);
    }
    best
}

fn task() -> impl Strategy<Value = Task> {
    (1_usize..4, 0_usize..5).prop_flat_map(|(scorers, applications)| {
        (
            prop::collection::vec(0_u32..4, scorers),
            prop::collection::vec(0_u32..3, applications),
            prop::collection::btree_set((0..scorers, 0..applications.max(1)), 0..6),
        )
            .prop_map(|(loads, needs, conflicts)| Task {
                loads,
                needs,
                conflicts,
            })
    })
}

proptest! {
    #[test]
    fn nobody_scores_where_they_may_not_or_twice_and_no_way_is_fairer(task in task(), seed in any::<u64>()) {
        let dealt = deal(&task, seed);
        prop_assert!(dealt.pairs.iter().all(|p| !task.conflicts.contains(p)));
        prop_assert!(dealt.pairs.windows(2).all(|w| w[0] != w[1]));
        let short: u32 = dealt.short.iter().map(|s| s.1).sum();
        let squares = loads(&task, &dealt).iter().map(|l| l * l).sum();
        prop_assert_eq!(Some((short, squares)), least(&task, 0, &mut task.loads.clone()));
    }
}
