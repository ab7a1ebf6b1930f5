//! An object as it is compared: ids are symbols, and what is by chance is taken out by its [rule](super::rules).

use serde_json::Value;

use super::hex::replace_runs;
use super::names::Names;
use super::rules::{How, RULES};
use super::snapshot::Kind;

/// What an object is compared by.
pub struct Normal<'a> {
    pub names: &'a Names,
    /// Every line until now.
    pub lines: &'a str,
}

impl Normal<'_> {
    /// The object as it is compared.
    pub fn of(&self, kind: Kind, id: &str, object: &Value) -> Value {
        let image = if kind == Kind::Image { id } else { object["Image"].as_str().unwrap_or_default() };
        let made = self.names.is_made(image);
        let mut object = self.rewrite(object);
        for rule in RULES.iter().filter(|rule| rule.kind == kind && (made || !rule.made)) {
            let path: Vec<&str> = rule.path.split('.').collect();
            self.apply(&mut object, &path, rule.how);
        }
        object
    }

    fn rewrite(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => self.names.rewrite(text).into(),
            Value::Array(items) => items.iter().map(|item| self.rewrite(item)).collect(),
            Value::Object(fields) => fields.iter().map(|(key, field)| (self.names.rewrite(key), self.rewrite(field))).collect(),
            other => other.clone(),
        }
    }

    fn apply(&self, value: &mut Value, path: &[&str], how: How) {
        let Some((first, rest)) = path.split_first() else {
            *value = self.become_of(value, how);
            return;
        };
        match (value, *first) {
            (Value::Array(items), "*") => items.iter_mut().for_each(|item| self.apply(item, rest, how)),
            (Value::Object(fields), "*") => fields.values_mut().for_each(|field| self.apply(field, rest, how)),
            (Value::Object(fields), key) => {
                if let Some(field) = fields.get_mut(key) {
                    self.apply(field, rest, how);
                }
            }
            _ => {}
        }
    }

    fn become_of(&self, value: &Value, how: How) -> Value {
        let named = |text: &str| self.lines.contains(text.split('/').next().unwrap_or(text));
        match (how, value) {
            (How::Nothing, _) => Value::Null,
            (How::Something, value) if is_something(value) => "‹something›".into(),
            (How::Time, Value::String(text)) if !text.is_empty() && !text.starts_with("0001-01-01") => "‹time›".into(),
            (How::Address, Value::String(text)) if !text.is_empty() && !named(text) => "‹address›".into(),
            (How::Port, Value::String(text)) if !text.is_empty() && !named(text) => "‹port›".into(),
            (How::Ids, Value::String(text)) => replace_runs(text, 64, |_| Some("‹id›".to_owned())).into(),
            (How::Refusal, Value::String(text)) => {
                let text = replace_runs(text, 64, |_| Some("‹id›".to_owned()));
                ANYWHERE.iter().fold(text, |text, address| text.replace(address, "Bind for ‹address›:")).into()
            }
            (How::Unordered, Value::Array(items)) => {
                let mut items = items.clone();
                items.sort_by_key(Value::to_string);
                items.into()
            }
            _ => value.clone(),
        }
    }
}

/// How an engine begins to say that a port is taken at every address of its machine: by those of IPv4 or of IPv6, whichever it tried first.
const ANYWHERE: [&str; 2] = ["Bind for 0.0.0.0:", "Bind for :::"];

fn is_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(is) => *is,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn normal(kind: Kind, object: &Value, lines: &str) -> Value {
        Normal { names: &Names::default(), lines }.of(kind, "x", object)
    }

    #[test]
    fn what_is_by_chance_is_taken_out_and_nothing_else() {
        let object =
            json!({ "State": { "Pid": 71, "StartedAt": "2026-01-01T00:00:00Z", "FinishedAt": "0001-01-01T00:00:00Z", "Running": true } });
        let expected =
            json!({ "State": { "Pid": "‹something›", "StartedAt": "‹time›", "FinishedAt": "0001-01-01T00:00:00Z", "Running": true } });
        assert_eq!(normal(Kind::Container, &object, ""), expected);
        assert_eq!(normal(Kind::Container, &json!({ "State": { "Pid": 0 } }), ""), json!({ "State": { "Pid": 0 } }), "none stays none");
    }

    #[test]
    fn a_taken_port_is_the_same_at_either_address() {
        let error = |address: &str, port: u16| {
            let object = json!({ "State": { "Error": format!("endpoint x ({}): Bind for {address}:{port} failed", "ab".repeat(32)) } });
            normal(Kind::Container, &object, "")
        };
        assert_eq!(error("0.0.0.0", 80), error("::", 80));
        assert_ne!(error("0.0.0.0", 80), error("0.0.0.0", 81));
        assert_ne!(error("0.0.0.0", 80), error("127.0.0.1", 80));
    }

    #[test]
    fn an_address_that_a_line_gives_is_compared() {
        let object = json!({ "NetworkSettings": { "Networks": { "n": { "IPAddress": "10.9.0.5" } } } });
        assert_eq!(normal(Kind::Container, &object, "docker run --ip 10.9.0.5 x"), object);
        assert_ne!(normal(Kind::Container, &object, "docker run x"), object);
    }
}
