//! What the benchmark asks of the window: to say on its standard output when something is painted.

/// Set by `cargo xtask bench`.
const VARIABLE: &str = "NARU_BENCH";

/// The page reports the second animation frame after `mark` is in it.
pub(crate) fn painted(mark: &str) {
    if std::env::var_os(VARIABLE).is_some() {
        println!("NARU_PAINTED {mark}");
    }
}
