//! `cargo xtask tour`: the real window through every page and state, and a picture of each.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use naru_lab::Generation;

use crate::app::Profile;
use crate::engine::TaskEngine;
use crate::packages::{LAB, VIRTUAL_SCREEN, WINDOW, ensure};
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
    ensure(&[WINDOW, VIRTUAL_SCREEN, LAB])?;
    let program = window_build::build(Profile::Dev)?;
    driver::ensure(&mut for_task()?)?;
    let engine = TaskEngine::up(wanted.engine)?;
    let out = wanted.out.clone().map_or_else(|| output("tour"), |out| root().join(out));
    fs::create_dir_all(&out).with_context(|| format!("could not make {}", out.display()))?;
    let mut script = e2e::script("tour", &program, &engine, &out)?;
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
