//! When a replay cuts the link to the centre and when it restores it: twice, at
//! fixed shares of the work, so that sales go on without the centre in between.

/// Shares of the work in percent, and how the link stands from there on.
const PLAN: [(usize, bool); 4] = [(15, false), (40, true), (60, false), (85, true)];

/// The plan for so many baskets.
#[derive(Clone, Debug)]
pub struct Cuts {
    marks: Vec<(usize, bool)>,
}

impl Cuts {
    /// A plan for so many baskets.
    pub fn over(baskets: usize) -> Self {
        let mark = |(percent, up): (usize, bool)| ((baskets * percent / 100).max(1), up);
        Self {
            marks: PLAN.map(mark).to_vec(),
        }
    }

    /// How the link shall stand from now on, if it changes after so many baskets.
    pub fn after(&self, done: usize) -> Option<bool> {
        // Where a small replay lets several marks fall together, the last one counts.
        self.marks
            .iter()
            .rev()
            .find(|(mark, _)| *mark == done)
            .map(|&(_, up)| up)
    }
}

#[cfg(test)]
mod tests {
    use super::Cuts;

    #[test]
    fn the_link_is_cut_and_restored_twice_and_ends_up() {
        for baskets in [20, 300, 9_835] {
            let cuts = Cuts::over(baskets);
            let told: Vec<_> = (1..=baskets).filter_map(|done| cuts.after(done)).collect();
            assert_eq!(told, [false, true, false, true], "{baskets}");
        }
        for baskets in 1..20 {
            let cuts = Cuts::over(baskets);
            assert_eq!(
                (1..=baskets)
                    .filter_map(|done| cuts.after(done))
                    .next_back(),
                Some(true),
                "{baskets}"
            );
        }
    }
}
