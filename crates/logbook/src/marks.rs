//! One bit for each line, and quick answers about them.

/// Words whose ones are counted together: 4,096 lines.
const BLOCK: usize = 64;

/// Which lines have something: those of stderr, those that match. A million lines take 125 kB.
#[derive(Debug, Default, Clone)]
pub(crate) struct Marks {
    words: Vec<u64>,
    /// The ones before each block.
    before: Vec<u64>,
    len: u64,
    ones: u64,
}

impl Marks {
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    pub(crate) fn ones(&self) -> u64 {
        self.ones
    }

    pub(crate) fn push(&mut self, marked: bool) {
        let bit = self.len % 64;
        if bit == 0 {
            if self.words.len().is_multiple_of(BLOCK) {
                self.before.push(self.ones);
            }
            self.words.push(0);
        }
        if marked {
            if let Some(word) = self.words.last_mut() {
                *word |= 1 << bit;
            }
            self.ones += 1;
        }
        self.len += 1;
    }

    /// So many lines that have it not.
    pub(crate) fn push_none(&mut self, lines: u64) {
        for _ in 0..lines {
            self.push(false);
        }
    }

    pub(crate) fn has(&self, line: u64) -> bool {
        self.word(line / 64) >> (line % 64) & 1 == 1
    }

    /// How many lines before `line` are `marked`.
    pub(crate) fn rank(&self, line: u64, marked: bool) -> u64 {
        let line = line.min(self.len);
        let word = to_index(line / 64);
        let block = word / BLOCK;
        let whole: u64 = self.words[block * BLOCK..word].iter().map(|word| u64::from(word.count_ones())).sum();
        let part = self.word(line / 64) & ((1 << (line % 64)) - 1);
        let ones = self.before.get(block).copied().unwrap_or(self.ones) + whole + u64::from(part.count_ones());
        if marked { ones } else { line - ones }
    }

    /// The line that has `nth` others like it before it.
    pub(crate) fn select(&self, nth: u64, marked: bool) -> Option<u64> {
        let total = if marked { self.ones } else { self.len - self.ones };
        if nth >= total {
            return None;
        }
        let before = |block: usize| if marked { self.before[block] } else { (block * BLOCK * 64) as u64 - self.before[block] };
        let (mut low, mut high) = (0, self.before.len());
        while high - low > 1 {
            let middle = usize::midpoint(low, high);
            if before(middle) <= nth { low = middle } else { high = middle }
        }
        let mut left = nth - before(low);
        for (at, word) in self.words.iter().enumerate().skip(low * BLOCK) {
            let mut bits = if marked { *word } else { !word };
            let count = u64::from(bits.count_ones());
            if left < count {
                for _ in 0..left {
                    bits &= bits - 1;
                }
                return Some(at as u64 * 64 + u64::from(bits.trailing_zeros()));
            }
            left -= count;
        }
        None
    }

    /// How many lines before `line` are marked here, and in `other` are `marked`.
    pub(crate) fn common(&self, other: &Self, marked: bool, line: u64) -> u64 {
        let line = line.min(self.len).min(other.len);
        let of = |word: u64, theirs: u64| word & if marked { theirs } else { !theirs };
        let whole: u64 = self
            .words
            .iter()
            .zip(&other.words)
            .take(to_index(line / 64))
            .map(|(own, theirs)| u64::from(of(*own, *theirs).count_ones()))
            .sum();
        let part = of(self.word(line / 64), other.word(line / 64)) & ((1 << (line % 64)) - 1);
        whole + u64::from(part.count_ones())
    }

    fn word(&self, at: u64) -> u64 {
        self.words.get(to_index(at)).copied().unwrap_or(0)
    }
}

/// Words of a bitmap that is in memory can be counted by its machine.
fn to_index(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counting_and_finding_agree_with_a_plain_list(bits in proptest::collection::vec(any::<bool>(), 0..9_000)) {
            let mut marks = Marks::default();
            for bit in &bits {
                marks.push(*bit);
            }
            prop_assert_eq!(marks.len(), bits.len() as u64);
            for marked in [true, false] {
                let lines: Vec<u64> = (0..bits.len() as u64).filter(|line| bits[usize::try_from(*line).unwrap_or(0)] == marked).collect();
                for (nth, line) in lines.iter().enumerate().step_by(7) {
                    prop_assert_eq!(marks.select(nth as u64, marked), Some(*line));
                    prop_assert_eq!(marks.rank(*line, marked), nth as u64);
                    prop_assert_eq!(marks.has(*line), marked);
                }
                prop_assert_eq!(marks.rank(u64::MAX, marked), lines.len() as u64);
                prop_assert_eq!(marks.select(lines.len() as u64, marked), None);
            }
        }
    }

    proptest! {
        #[test]
        fn what_two_have_in_common_is_counted(both in proptest::collection::vec(any::<(bool, bool)>(), 0..300), line in 0_u64..320) {
            let (mut own, mut other) = (Marks::default(), Marks::default());
            for (one, two) in &both {
                own.push(*one);
                other.push(*two);
            }
            for marked in [true, false] {
                let expected = (0..line).zip(&both).filter(|(_, (one, two))| *one && *two == marked).count() as u64;
                prop_assert_eq!(own.common(&other, marked, line), expected);
            }
        }
    }

    #[test]
    fn many_that_have_it_not_are_pushed_together() {
        let mut marks = Marks::default();
        marks.push_none(4_095);
        marks.push(true);
        marks.push_none(10_000);
        marks.push(true);
        assert_eq!((marks.select(0, true), marks.select(1, true), marks.len()), (Some(4_095), Some(14_096), 14_097));
    }
}
