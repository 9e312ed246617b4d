//! The reactions to one message, as one cell per person and emoji.
//!
//! Each cell has the version that set it, and a merge takes the higher one. So states that arrive twice or in any
//! order lead to the same reactions. A whole message of version V sets every cell of at most V; those that it does
//! not list become "off".

use super::content::{Reacted, Reaction, Version};

/// One person's use of one emoji.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cell {
    reaction: Reaction,
    version: Version,
    on: bool,
}

/// Returns the form in which an emoji is compared, stored and sent: without U+FE0F, which requests its colours.
#[must_use]
pub fn emoji_key(emoji: &str) -> String {
    emoji.chars().filter(|c| *c != '\u{fe0f}').collect()
}

/// All cells of one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reactions {
    /// The version of the last whole message: cells that it does not list are "off" since then.
    floor: Version,
    cells: Vec<Cell>,
}

impl Reactions {
    /// Creates the cells of a message. A truncated message may lack some.
    #[must_use]
    pub fn of(listed: &[Reaction], version: Version, is_cut: bool) -> Self {
        let mut all = Self { floor: Version::At(super::time::Timestamp(i64::MIN)), cells: Vec::new() };
        all.take_message(listed, version, is_cut);
        all
    }

    /// Merges the reactions that a message of this version lists.
    pub fn take_message(&mut self, listed: &[Reaction], version: Version, is_cut: bool) {
        if !is_cut {
            self.cells.retain(|cell| cell.version > version || is_listed(listed, &cell.reaction));
            self.floor = self.floor.max(version);
        }
        for reaction in listed {
            self.set(reaction.clone(), version, true, true);
        }
    }

    /// Sets one cell. Returns `true` if that changed what is shown.
    pub fn take(&mut self, reacted: Reacted) -> bool {
        let Reacted { reaction, version, on, .. } = reacted;
        if version <= self.floor {
            return false;
        }
        self.set(reaction, version, on, false)
    }

    fn set(&mut self, reaction: Reaction, version: Version, on: bool, also_equal: bool) -> bool {
        match self.cells.iter_mut().find(|cell| is_same(&cell.reaction, &reaction)) {
            Some(cell) => {
                let is_higher = version > cell.version || also_equal && version == cell.version;
                let changed = is_higher && cell.on != on;
                if is_higher {
                    *cell = Cell { reaction, version, on };
                }
                changed
            }
            None => {
                self.cells.push(Cell { reaction, version, on });
                on
            }
        }
    }

    /// Returns the reactions that are set, in the order in which they became known.
    #[must_use]
    pub fn shown(&self) -> Vec<Reaction> {
        self.cells.iter().filter(|cell| cell.on).map(|cell| cell.reaction.clone()).collect()
    }
}

fn is_same(one: &Reaction, other: &Reaction) -> bool {
    one.emoji == other.emoji && one.person == other.person
}

fn is_listed(listed: &[Reaction], reaction: &Reaction) -> bool {
    listed.iter().any(|other| is_same(other, reaction))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(person: &str) -> Reaction {
        Reaction { emoji: "👍".into(), person: person.into(), name: None }
    }

    fn reacted(person: &str, rev: u64, on: bool) -> Reacted {
        Reacted { id: "m".into(), version: Version::Rev(rev), reaction: by(person), on }
    }

    fn people(reactions: &Reactions) -> Vec<String> {
        let mut all: Vec<_> = reactions.shown().iter().map(|reaction| reaction.person.to_string()).collect();
        all.sort();
        all
    }

    #[test]
    fn the_order_of_facts_makes_no_difference() {
        let facts = [reacted("ada", 2, true), reacted("ada", 3, false), reacted("grace", 4, true)];
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let mut all = Reactions::of(&[], Version::Rev(1), false);
            for at in order {
                all.take(facts[at].clone());
                all.take(facts[at].clone());
            }
            assert_eq!(people(&all), ["grace"], "{order:?}");
        }
    }

    #[test]
    fn a_whole_message_clears_older_cells_and_leaves_newer_ones() {
        let mut all = Reactions::of(&[by("ada")], Version::Rev(1), false);
        all.take(reacted("grace", 5, true));
        all.take_message(&[by("linus")], Version::Rev(3), false);
        assert_eq!(people(&all), ["grace", "linus"]);
        assert!(!all.take(reacted("ada", 2, true)), "the whole message of rev 3 knew of it");
    }

    #[test]
    fn a_message_that_was_cut_clears_nothing() {
        let mut all = Reactions::of(&[by("ada")], Version::Rev(1), false);
        all.take_message(&[by("linus")], Version::Rev(3), true);
        assert_eq!(people(&all), ["ada", "linus"]);
        all.take_message(&[by("linus")], Version::Rev(3), false);
        assert_eq!(people(&all), ["linus"]);
    }

    #[test]
    fn a_reaction_that_was_taken_back_later_stays_off_under_an_older_message() {
        let mut all = Reactions::of(&[by("ada")], Version::Rev(1), false);
        all.take(reacted("ada", 4, false));
        all.take_message(&[by("ada")], Version::Rev(2), false);
        assert!(people(&all).is_empty());
    }
}
