//! Who is in which group, with constant-time moves.

/// Elements 0.. in groups 0.., each group within its size bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    group_of: Vec<u32>,
    place: Vec<u32>,
    members: Vec<Vec<u32>>,
    bounds: Vec<(usize, usize)>,
}

impl Partition {
    /// `group_of[e]` is the group of element `e`; `bounds` are each group's smallest and largest size.
    pub fn new(group_of: &[usize], bounds: &[(usize, usize)]) -> Self {
        let mut members = vec![Vec::new(); bounds.len()];
        let mut place = Vec::with_capacity(group_of.len());
        for (e, &g) in group_of.iter().enumerate() {
            place.push(members[g].len() as u32);
            members[g].push(e as u32);
        }
        Self {
            group_of: group_of.iter().map(|&g| g as u32).collect(),
            place,
            members,
            bounds: bounds.to_vec(),
        }
    }
    /// The same, with every group's size as it is now.
    #[must_use]
    pub fn with_sizes_kept(mut self) -> Self {
        self.bounds = self.members.iter().map(|m| (m.len(), m.len())).collect();
        self
    }
    pub fn len(&self) -> usize {
        self.group_of.len()
    }
    pub fn is_empty(&self) -> bool {
        self.group_of.is_empty()
    }
    pub fn groups(&self) -> usize {
        self.members.len()
    }
    pub fn group_of(&self, e: usize) -> usize {
        self.group_of[e] as usize
    }
    pub fn members(&self, g: usize) -> &[u32] {
        &self.members[g]
    }
    /// Whether `e` may move to `to` without breaking a size bound.
    pub fn may_move(&self, e: usize, to: usize) -> bool {
        let from = self.group_of(e);
        from != to
            && self.members[from].len() > self.bounds[from].0
            && self.members[to].len() < self.bounds[to].1
    }
    /// Whether any group could grow or shrink at all.
    pub fn sizes_vary(&self) -> bool {
        let room = self.members.iter().zip(&self.bounds);
        room.clone().any(|(m, b)| m.len() < b.1) && room.clone().any(|(m, b)| m.len() > b.0)
    }
    pub fn make_move(&mut self, e: usize, to: usize) {
        let (from, at) = (self.group_of(e), self.place[e] as usize);
        self.members[from].swap_remove(at);
        if let Some(&moved) = self.members[from].get(at) {
            self.place[moved as usize] = at as u32;
        }
        self.place[e] = self.members[to].len() as u32;
        self.members[to].push(e as u32);
        self.group_of[e] = to as u32;
    }
    pub fn make_swap(&mut self, a: usize, b: usize) {
        let (ga, gb) = (self.group_of(a), self.group_of(b));
        let (pa, pb) = (self.place[a] as usize, self.place[b] as usize);
        self.members[ga][pa] = b as u32;
        self.members[gb][pb] = a as u32;
        self.place.swap(a, b);
        self.group_of.swap(a, b);
    }
    /// Each element's group.
    pub fn assignment(&self) -> Vec<usize> {
        self.group_of.iter().map(|&g| g as usize).collect()
    }
}
