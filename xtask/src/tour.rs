//! `cargo xtask tour`: the real window through every page and state, and a picture of each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use naru_lab::Generation;

use crate::app::Profile;
use crate::engine::TaskEngine;
use crate::packages::{LAB, Package, VIRTUAL_SCREEN, WINDOW, ensure};
use crate::place::{output, root};
use crate::run_command::run;
use crate::step::for_task;
use crate::{driver, e2e, window_build};

/// What to take pictures of.
#[derive(Debug, Clone, clap::Args)]
pub struct Tour {
    /// The window's language
    #[arg(long, value_enum, default_value_t = Language::Ko)]
    lang: Language,
    /// Light or dark
    #[arg(long, value_enum, default_value_t = Theme::Light)]
    theme: Theme,
    /// The window's size in pixels
    #[arg(long, default_value = "1200x800", value_parser = size)]
    size: (u32, u32),
    /// Where the pictures go [default: target/tour]
    #[arg(long)]
    out: Option<PathBuf>,
    /// The engine's generation: `old` or `new`
    #[arg(long, default_value = "new", value_parser = generation)]
    engine: Generation,
    /// Only stops whose name has this in it
    #[arg(long)]
    only: Option<String>,
}

impl Default for Tour {
    fn default() -> Self {
        Self { lang: Language::Ko, theme: Theme::Light, size: (1200, 800), out: None, engine: Generation::New, only: None }
    }
}

/// A language of the window.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Language {
    /// Korean
    Ko,
    /// English
    En,
}

/// A theme of the window.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Theme {
    /// Light
    Light,
    /// Dark
    Dark,
}

/// Takes them.
pub fn tour(wanted: &Tour) -> Result<()> {
    let program = prepare(&[WINDOW, VIRTUAL_SCREEN, LAB])?;
    let engine = TaskEngine::up(wanted.engine)?;
    take(wanted, |out| e2e::script("tour", &program, &engine, out))
}

/// Takes all that can be had on this machine: where no engine can be started, the pages that say so.
pub fn tour_as_far_as_possible(wanted: &Tour) -> Result<()> {
    let program = prepare(&[WINDOW, VIRTUAL_SCREEN])?;
    match ensure(&[LAB]).and_then(|()| TaskEngine::up(wanted.engine)) {
        Ok(engine) => take(wanted, |out| e2e::script("tour", &program, &engine, out)),
        Err(error) => {
            eprintln!("The lab's engine could not be started: {error:#}");
            eprintln!("Only the window without an engine is pictured. As root, or with sudo, there is one.");
            let wanted = Tour { only: Some(WITHOUT_ENGINE.to_owned()), ..wanted.clone() };
            take(&wanted, |out| Ok(e2e::script_without_engine("tour", &program, out)))
        }
    }
}

/// The stop of the tour that needs no engine, by its name in `e2e/tour/engines.tour.ts`.
const WITHOUT_ENGINE: &str = "^no engine$";

/// The window's program, built, and what it takes to drive it.
fn prepare(packages: &[&[Package]]) -> Result<PathBuf> {
    ensure(packages)?;
    let program = window_build::build(Profile::Dev)?;
    driver::ensure(&mut for_task()?)?;
    Ok(program)
}

fn take(wanted: &Tour, script: impl FnOnce(&Path) -> Result<Command>) -> Result<()> {
    let out = wanted.out.clone().map_or_else(|| output("tour"), |out| root().join(out));
    fs::create_dir_all(&out).with_context(|| format!("could not make {}", out.display()))?;
    let mut script = script(&out)?;
    if let Some(only) = &wanted.only {
        script.args(["--testNamePattern", only]);
    }
    script
        .env("NARU_TOUR_LANGUAGE", value(&wanted.lang))
        .env("NARU_TOUR_THEME", value(&wanted.theme))
        .env("NARU_TOUR_SIZE", format!("{}x{}", wanted.size.0, wanted.size.1));
    run(&mut script)?;
    println!("The pictures are in {}", out.display());
    Ok(())
}

fn value(choice: &impl ValueEnum) -> String {
    choice.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

fn size(text: &str) -> Result<(u32, u32)> {
    let (width, height) = text.split_once('x').context("a size is WIDTHxHEIGHT")?;
    let size = (width.parse()?, height.parse()?);
    if size.0 < 320 || size.1 < 240 {
        bail!("smaller than any window");
    }
    Ok(size)
}

/// `old` or `new`.
pub fn generation(text: &str) -> Result<Generation> {
    Generation::ALL.into_iter().find(|known| known.to_string() == text).context("the generation is `old` or `new`")
}
