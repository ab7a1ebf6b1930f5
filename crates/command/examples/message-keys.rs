//! Writes the key of every explanation, one a line, sorted: what the message files of both languages have to hold.

use std::io::{self, Write};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for key in naru_command::message_keys() {
        writeln!(out, "{key}")?;
    }
    Ok(())
}
