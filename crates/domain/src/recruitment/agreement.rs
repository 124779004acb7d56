//! How far scorers agree: Cohen's kappa with quadratic weights (Cohen 1968), so that a miss by one level counts less than one by three.

/// Kappa of pairs of levels from `1` to `levels`: 1 is full agreement, 0 what chance alone would give. `None` when it says nothing:
/// without pairs, or when everything was scored alike.
pub fn weighted_kappa(pairs: &[(u8, u8)], levels: u8) -> Option<f64> {
    let n = pairs.len() as f64;
    let size = usize::from(levels);
    let (mut first, mut second) = (vec![0.0; size], vec![0.0; size]);
    let weight = |a: f64, b: f64| (a - b) * (a - b);
    let mut observed = 0.0;
    for &(a, b) in pairs {
        let (at, bt) = (usize::from(a).checked_sub(1)?, usize::from(b).checked_sub(1)?);
        *first.get_mut(at)? += 1.0;
        *second.get_mut(bt)? += 1.0;
        observed += weight(f64::from(a), f64::from(b));
    }
    let mut expected = 0.0;
    for (a, x) in first.iter().enumerate() {
        for (b, y) in second.iter().enumerate() {
            expected += weight(a as f64, b as f64) * x * y / n;
        }
    }
    (expected > 0.0).then(|| 1.0 - observed / expected)
}

/// What a kappa means, in the words of Landis and Koch (1977).
pub fn said(kappa: f64) -> &'static str {
    match kappa {
        k if k < 0.0 => "less than chance",
        k if k <= 0.2 => "slight",
        k if k <= 0.4 => "fair",
        k if k <= 0.6 => "moderate",
        k if k <= 0.8 => "substantial",
        _ => "almost perfect",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// scikit-learn's `cohen_kappa_score(a, b, weights="quadratic")` gives 0.826086956521739.
    #[test]
    fn it_gives_what_others_give() {
        let a = [1, 2, 3, 4, 4, 3, 2, 1, 2, 3];
        let b = [1, 2, 4, 4, 3, 3, 1, 1, 2, 2];
        let pairs: Vec<_> = a.into_iter().zip(b).collect();
        let kappa = weighted_kappa(&pairs, 4).unwrap();
        assert!((kappa - 19.0 / 23.0).abs() < 1e-12, "{kappa}");
    }

    #[test]
    fn it_says_nothing_where_there_is_nothing_to_say() {
        assert_eq!(weighted_kappa(&[], 4), None);
        assert_eq!(weighted_kappa(&[(3, 3), (3, 3)], 4), None);
        assert_eq!(weighted_kappa(&[(0, 3)], 4), None);
        assert_eq!(weighted_kappa(&[(5, 3)], 4), None);
    }

    proptest! {
        #[test]
        fn full_agreement_is_one_and_nothing_is_more(pairs in prop::collection::vec((1_u8..=4, 1_u8..=4), 1..40)) {
            if let Some(kappa) = weighted_kappa(&pairs, 4) {
                prop_assert!(kappa <= 1.0 + 1e-12);
                let swapped: Vec<_> = pairs.iter().map(|(a, b)| (*b, *a)).collect();
                prop_assert!((kappa - weighted_kappa(&swapped, 4).unwrap()).abs() < 1e-9);
            }
            let same: Vec<_> = pairs.iter().map(|(a, _)| (*a, *a)).collect();
            if let Some(kappa) = weighted_kappa(&same, 4) {
                prop_assert!((kappa - 1.0).abs() < 1e-12);
            }
        }
    }
}
