/// The key of a prompt.
pub(super) const KEY: &str = "line.prompt";

/// A text without the prompts that were copied with it, everything else at its place.
pub(super) struct Masked {
    pub text: String,
    pub prompts: Vec<(usize, usize)>,
}

/// What may follow a prompt: without it, the signs could be anything.
const PROGRAMS: [&str; 4] = ["docker", "sudo", "winpty", "DOCKER_"];

/// Finds `$ `, `PS C:\> `, `user@host:~$ ` and the like before a command.
pub(super) fn mask(source: &str) -> Masked {
    let mut text = String::with_capacity(source.len());
    let mut prompts = Vec::new();
    for line in source.split_inclusive('\n') {
        let start = text.len();
        let length = prompt_length(line);
        if length > 0 {
            let blank = line.len() - line.trim_start().len();
            prompts.push((start + blank, start + line[..length].trim_end().len()));
        }
        text.push_str(&" ".repeat(length));
        text.push_str(&line[length..]);
    }
    Masked { text, prompts }
}

fn prompt_length(line: &str) -> usize {
    let trimmed = line.trim_start();
    let blank = line.len() - trimmed.len();
    for (at, c) in trimmed.char_indices().take(60) {
        if matches!(c, '$' | '%' | '>' | '#' | '\u{276f}' | '\u{279c}') {
            let rest = &trimmed[at + c.len_utf8()..];
            let program = rest.trim_start();
            let follows = rest.starts_with(' ') && PROGRAMS.iter().any(|name| program.starts_with(name));
            let before = &trimmed[..at];
            // `#` alone is a comment; behind a host's name it is root's prompt.
            let is_prompt = match c {
                '#' => before.contains('@'),
                '>' => before.is_empty() || before.starts_with("PS") || before.as_bytes().get(1) == Some(&b':'),
                _ => before.is_empty() || before.contains('@') || before.ends_with([':', '~', ' ']) && before.starts_with(['(', '[']),
            };
            if follows && is_prompt {
                return blank + at + c.len_utf8();
            }
        }
        if before_is_command(trimmed, at) {
            return 0;
        }
    }
    0
}

/// True once the command itself has begun.
fn before_is_command(line: &str, at: usize) -> bool {
    PROGRAMS.iter().any(|name| line[..at].ends_with(name))
}
