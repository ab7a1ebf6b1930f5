//! Any value of a whole command: a field at a time, because a tuple has no room for them all.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use super::Values;

/// One value of a strategy.
pub(crate) fn draw<T>(runner: &mut TestRunner, strategy: &BoxedStrategy<T>) -> T
where
    T: std::fmt::Debug,
{
    strategy.new_tree(runner).expect("every strategy of a field finds a value").current()
}

/// Any values of a command.
pub(crate) fn whole<T: Values + std::fmt::Debug>() -> impl Strategy<Value = T> {
    any::<[u8; 32]>().prop_map(|seed| {
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
        T::sample(&mut TestRunner::new_with_rng(Config::default(), rng))
    })
}
