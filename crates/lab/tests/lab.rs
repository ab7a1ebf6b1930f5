//! Labs of both generations, as tests and people use them.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test says so by panicking")]

use naru_lab::{Generation, Lab, Options};

#[test]
fn up() {
    for g in Generation::ALL {
        let lab = Lab::up(&Options::ephemeral(g)).unwrap_or_else(|e| panic!("{e}"));
        assert!(lab.docker(&["pull", "nginx"]).status().unwrap().success());
        lab.down().unwrap_or_else(|e| panic!("{e}"));
    }
}
