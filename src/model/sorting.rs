//! Sorts short or nearly sorted lists. The standard library's sort is compiled again for every type, and is designed
//! for lists that no chat has.

use std::cmp::Ordering;

/// Sorts the items; equal ones keep their order. Takes linear time if they are already sorted.
pub fn sorted<T>(items: impl IntoIterator<Item = T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut list: Vec<T> = Vec::new();
    for item in items {
        let after = list.iter().rposition(|other| compare(other, &item) != Ordering::Greater);
        list.insert(after.map_or(0, |at| at + 1), item);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_in_order_and_equal_ones_keep_theirs() {
        let by_number = |a: &(u8, &str), b: &(u8, &str)| a.0.cmp(&b.0);
        let list = sorted([(2, "a"), (1, "b"), (2, "c"), (0, "d"), (1, "e")], by_number);
        assert_eq!(list, [(0, "d"), (1, "b"), (1, "e"), (2, "a"), (2, "c")]);
        assert_eq!(sorted(Vec::<u8>::new(), Ord::cmp), [0; 0]);
    }
}
