//! `cargo xtask run`: from a fresh machine to the open window.

use std::env;
use std::process::Command;

use anyhow::Result;
use naru_lab::{Generation, Lab};

use crate::app::Profile;
use crate::engine::lasting;
use crate::packages::{LAB, VIRTUAL_SCREEN, WINDOW, ensure, is_root};
use crate::run_command::run as run_command;
use crate::tour::{Tour, tour_as_far_as_possible};
use crate::{reachable, window_build};

/// The lab that `run` starts where there is no engine.
const LAB_NAME: &str = "naru";

/// Installs, builds, and opens the window.
pub fn run() -> Result<()> {
    let screen = has_screen();
    let mut packages = vec![WINDOW];
    if !screen {
        packages.push(VIRTUAL_SCREEN);
    }
    let needs_lab = cfg!(target_os = "linux") && !reachable::some_engine();
    if needs_lab {
        packages.push(LAB);
    }
    if let Err(error) = ensure(&packages) {
        // The build may work all the same, and says itself what is missing when it doesn't.
        eprintln!("{error:#}");
    }
    if !screen {
        println!("There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): taking pictures on a virtual one.");
        return tour_as_far_as_possible(&Tour::default());
    }
    let program = window_build::build(Profile::Dev)?;
    let mut window = Command::new(program);
    if needs_lab {
        start_lab(&mut window);
    }
    println!("Opening the window");
    run_command(&mut window)
}

fn start_lab(window: &mut Command) {
    println!("No Docker engine answers here. Starting the lab's (some minutes the first time; nothing is installed for it).");
    match lasting(LAB_NAME, Generation::New) {
        Ok(reach) => {
            println!("Naru's lines reach the lab's engine from a terminal where this was said first:");
            println!("{}", reach.exports());
            println!("It stays when the window is closed; end it with");
            println!("  cargo xtask lab down --name {LAB_NAME}");
            window.env("DOCKER_HOST", reach.docker_host).env("DOCKER_CONFIG", reach.docker_config);
        }
        Err(error) => {
            eprintln!("The lab's engine could not be started: {error:#}");
            eprintln!("The window opens without an engine and connects by itself when one appears: install Docker and start it,");
            eprintln!("or set DOCKER_HOST to one that runs elsewhere.");
            if !is_root() && Lab::available().is_err() {
                eprintln!("As root, or with sudo, `cargo xtask lab up` starts one.");
            }
        }
    }
}

fn has_screen() -> bool {
    !cfg!(target_os = "linux") || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}
