//! What an engine's ids are called in a comparison.
//!
//! The same object has another id on each side, and other objects speak of it by that id. So each id gets a symbol that says what it
//! is (`container web`, or the line that made it where it has no name of its own), and stands for it wherever it is spoken of: a
//! reference to another object is then a difference, and the same reference is none.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::hex::{each_run, replace_runs};
use super::snapshot::{Kind, Snapshot};

/// The line after which something was seen first.
pub struct Moment<'a> {
    /// Its number.
    pub number: usize,
    /// All lines until then.
    pub lines: &'a str,
    /// Whether it makes images (see [`super::case::Case::makes_images`]).
    pub makes_images: bool,
}

/// The symbols of one side. They stay for good: what comes back under the id that it had is what it was.
#[derive(Default)]
pub struct Names {
    symbols: HashMap<String, String>,
    taken: HashSet<String>,
    /// Container names that the engine invented.
    invented: Vec<(String, String)>,
    /// Images that a line made: their digests hold the time at which they were made.
    made: HashSet<String>,
    /// Every digest of the images that came from elsewhere: these are compared as they are.
    fetched: HashSet<String>,
}

impl Names {
    /// Gives symbols to what is new.
    pub fn learn(&mut self, snapshot: &Snapshot, moment: &Moment<'_>) {
        for (id, network) in new(snapshot, Kind::Network, &self.symbols) {
            self.give(id, network["Name"].as_str().unwrap_or_default(), moment);
        }
        self.learn_containers(snapshot, moment);
        self.learn_images(snapshot, moment);
        for (name, _) in new(snapshot, Kind::Volume, &self.symbols).into_iter().filter(|(name, _)| is_id(name)) {
            let symbol = self.used_as(snapshot, name).unwrap_or_else(|| format!("unused@{}", moment.number));
            self.give(name, &symbol, moment);
        }
    }

    fn learn_containers(&mut self, snapshot: &Snapshot, moment: &Moment<'_>) {
        let mut containers = new(snapshot, Kind::Container, &self.symbols);
        containers.sort_by_key(|(_, container)| container["Created"].as_str());
        for (id, container) in containers {
            let name = container["Name"].as_str().unwrap_or_default().trim_start_matches('/');
            if is_invented(name) && !moment.lines.contains(name) {
                let symbol = self.give(id, &format!("unnamed@{}", moment.number), moment);
                self.invented.push((name.to_owned(), symbol));
            } else {
                self.give(id, name, moment);
            }
        }
    }

    fn learn_images(&mut self, snapshot: &Snapshot, moment: &Moment<'_>) {
        let images = |(kind, id): &(Kind, String)| (*kind == Kind::Image).then(|| digest(id).to_owned());
        let mut unseen: Vec<(String, &Value)> = snapshot
            .iter()
            .filter_map(|(key, image)| Some((images(key)?, image)))
            .filter(|(id, _)| !self.made.contains(id) && !self.fetched.contains(id))
            .collect();
        unseen.sort_by_key(|(_, image)| (image["RepoTags"].to_string(), image["Created"].to_string()));
        for (id, image) in unseen {
            let fetched = &mut self.fetched;
            if !moment.makes_images {
                each_run(&image.to_string(), 64, |run| {
                    fetched.insert(run.to_owned());
                });
                continue;
            }
            let mut unknown = vec![id.clone()];
            each_run(&image.to_string(), 64, |run| {
                if !fetched.contains(run) && !unknown.iter().any(|other| other == run) {
                    unknown.push(run.to_owned());
                }
            });
            self.made.insert(id);
            unknown.retain(|digest| !self.symbols.contains_key(digest));
            for digest in unknown {
                let what = if self.made.contains(&digest) { "image" } else { "digest" };
                self.give(&digest, &format!("{what}@{}", moment.number), moment);
            }
        }
    }

    /// What an anonymous volume is to the first container that has it.
    fn used_as(&self, snapshot: &Snapshot, volume: &str) -> Option<String> {
        let mut users: Vec<(&Value, String)> = Vec::new();
        for ((kind, id), container) in snapshot.iter().filter(|((kind, _), _)| *kind == Kind::Container) {
            let mount = container["Mounts"].as_array().into_iter().flatten().find(|mount| mount["Name"] == volume);
            if let Some(place) = mount.and_then(|mount| mount["Destination"].as_str()) {
                users.push((&container["Created"], format!("of {}:{place}", self.symbol(*kind, id))));
            }
        }
        users.sort_by_key(|(created, _)| created.to_string());
        users.into_iter().next().map(|(_, symbol)| symbol)
    }

    fn give(&mut self, id: &str, symbol: &str, moment: &Moment<'_>) -> String {
        let symbol = self.free(symbol, moment);
        self.symbols.insert(id.to_owned(), symbol.clone());
        symbol
    }

    /// The symbol, or the first of its kind that nothing has: a name can be used again for something else.
    fn free(&mut self, symbol: &str, moment: &Moment<'_>) -> String {
        let tries = (1..).map(|count| if count == 1 { format!("{symbol}@{}", moment.number) } else { format!("{symbol}@{}.{count}", moment.number) });
        let mut all = std::iter::once(symbol.to_owned()).chain(tries);
        let free = all.find(|symbol| !self.taken.contains(symbol)).unwrap_or_else(|| symbol.to_owned());
        self.taken.insert(free.clone());
        free
    }

    /// What an object is called.
    pub fn symbol(&self, kind: Kind, id: &str) -> String {
        let known = match kind {
            Kind::Image => self.symbols.get(digest(id)),
            _ => self.symbols.get(id),
        };
        known.cloned().unwrap_or_else(|| id.to_owned())
    }

    /// Whether an image was made by a line.
    pub fn is_made(&self, id: &str) -> bool {
        self.made.contains(digest(id))
    }

    /// A text with every id that is known in it replaced by its symbol, whole or shortened as docker does it.
    pub fn rewrite(&self, text: &str) -> String {
        let long = replace_runs(text, 64, |run| self.symbols.get(run).map(|symbol| format!("‹{symbol}›")));
        let mut text = replace_runs(&long, 12, |run| {
            let whole = self.symbols.iter().find(|(id, _)| id.len() == 64 && id.starts_with(run));
            whole.map(|(_, symbol)| format!("‹{symbol}, short›"))
        });
        for (name, symbol) in &self.invented {
            if text.contains(name.as_str()) {
                text = text.replace(name.as_str(), &format!("‹{symbol}, invented›"));
            }
        }
        text
    }
}

fn new<'a>(snapshot: &'a Snapshot, kind: Kind, known: &HashMap<String, String>) -> Vec<(&'a str, &'a Value)> {
    let unknown = snapshot.iter().filter(|((of, id), _)| *of == kind && !known.contains_key(id));
    unknown.map(|((_, id), object)| (id.as_str(), object)).collect()
}

/// Without `sha256:`.
fn digest(id: &str) -> &str {
    id.strip_prefix("sha256:").unwrap_or(id)
}

fn is_id(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Two words and perhaps a number, as in `zen_hopper` and `brave_bell3`.
fn is_invented(name: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    name.split_once('_').is_some_and(|(left, right)| word(left) && word(right.trim_end_matches(|c: char| c.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_id_is_called_by_its_name_wherever_it_is_spoken_of() {
        let id = "ab12".repeat(16);
        let mut snapshot = Snapshot::new();
        snapshot.insert((Kind::Container, id.clone()), json!({ "Name": "/zen_hopper", "Created": "2026-01-01" }));
        let mut names = Names::default();
        names.learn(&snapshot, &Moment { number: 7, lines: "docker run nginx", makes_images: false });
        assert_eq!(names.symbol(Kind::Container, &id), "unnamed@7");
        assert_eq!(names.rewrite(&format!("/x/{id}/y")), "/x/‹unnamed@7›/y");
        assert_eq!(names.rewrite(&id[..12]), "‹unnamed@7, short›");
        assert_eq!(names.rewrite("zen_hopper"), "‹unnamed@7, invented›");
        assert_eq!(names.rewrite("feedfeedfeed"), "feedfeedfeed", "what is no id stays");
    }

    #[test]
    fn a_name_that_a_line_gave_is_not_invented() {
        let id = "cd".repeat(32);
        let mut snapshot = Snapshot::new();
        snapshot.insert((Kind::Container, id.clone()), json!({ "Name": "/my_web", "Created": "2026-01-01" }));
        let mut names = Names::default();
        names.learn(&snapshot, &Moment { number: 1, lines: "docker run --name my_web nginx", makes_images: false });
        assert_eq!(names.symbol(Kind::Container, &id), "my_web");
    }
}
