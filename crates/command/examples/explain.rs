//! Says what docker lines mean, one JSON object a line.
//!
//! ```text
//! explain [--shell posix|powershell] [--folder PATH] [--home PATH] LINE
//! explain … --stdin        one line each; an object for each, empty lines included
//! ```
//!
//! The folder and the home are those of the process when they are not given. What is not UTF-8 is read with U+FFFD in its
//! place, so that every line is answered.

use std::{
    env,
    io::{self, BufRead, Write},
    process::ExitCode,
};

use naru_command::{EngineFlag, Here, Place, Shell, parse, render_with};
use serde_json::{Value, json};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to say it to when this fails as well.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> io::Result<()> {
    let wrong = |text: &str| io::Error::new(io::ErrorKind::InvalidInput, text.to_owned());
    let path = |path: std::path::PathBuf| path.to_str().map(str::to_owned);
    let mut here = Here { shell: Shell::Posix, folder: env::current_dir().ok().and_then(path), home: env::var("HOME").ok() };
    let (mut lines, mut stdin) = (Vec::new(), false);
    let mut arguments = env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| wrong("a value is missing"));
        match argument.as_str() {
            "--stdin" => stdin = true,
            "--shell" => {
                here.shell = match value()?.as_str() {
                    "posix" => Shell::Posix,
                    "powershell" => Shell::PowerShell,
                    _ => return Err(wrong("--shell is posix or powershell")),
                }
            }
            "--folder" => here.folder = Some(value()?),
            "--home" => here.home = Some(value()?),
            _ => lines.push(argument),
        }
    }
    if !stdin && lines.len() != 1 {
        return Err(wrong("usage: explain [--shell posix|powershell] [--folder PATH] [--home PATH] LINE | --stdin"));
    }
    let mut out = io::stdout().lock();
    for line in &lines {
        writeln!(out, "{}", explain(line, &here))?;
    }
    if stdin {
        for line in io::stdin().lock().split(b'\n') {
            let line = line?;
            let line = line.strip_suffix(b"\r").unwrap_or(&line);
            writeln!(out, "{}", explain(&String::from_utf8_lossy(line), &here))?;
        }
    }
    Ok(())
}

fn explain(line: &str, here: &Here) -> Value {
    match parse(line, here) {
        Ok(parsed) => {
            let written = |shell| render_with(&parsed.command, &Place { shell, engine: parsed.engine.clone() }, &parsed.globals);
            let powershell = written(Shell::PowerShell);
            json!({
                "ok": true,
                "command": parsed.command,
                "engine": parsed.engine.as_ref().map(|engine| match engine {
                    EngineFlag::Context(name) => json!({"context": name}),
                    EngineFlag::Host(address) => json!({"host": address}),
                }),
                "globals": parsed.globals,
                "posix": written(Shell::Posix).text,
                "powershell": powershell.text,
                "powershellOnly": powershell.only,
                "parts": parsed.parts,
            })
        }
        Err(error) => json!({
            "ok": false,
            "code": error.code,
            "at": error.at,
            "end": error.end,
            "what": error.what,
            "suggestion": error.suggestion,
            "detail": error.detail,
        }),
    }
}
