use super::percent_encode;

/// What stands behind the `?` of a request. An empty one writes nothing at all.
#[derive(Debug, Default)]
pub(crate) struct Query(String);

impl Query {
    /// Adds `key=value`. A key may be there several times.
    pub(crate) fn with(mut self, key: &str, value: &str) -> Self {
        self.0.push(if self.0.is_empty() { '?' } else { '&' });
        self.0.push_str(key);
        self.0.push('=');
        self.0.push_str(&percent_encode(value));
        self
    }

    /// Adds it when there is a value.
    pub(crate) fn with_some(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds `key=1` when it is on.
    pub(crate) fn with_switch(self, key: &str, on: bool) -> Self {
        if on { self.with(key, "1") } else { self }
    }
}

impl std::fmt::Display for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_encoded() {
        let query = Query::default().with("t", "a:1").with("t", "b/c").with_some("no", None).with_switch("q", true);
        assert_eq!(query.to_string(), "?t=a%3A1&t=b%2Fc&q=1");
        assert_eq!(Query::default().to_string(), "");
    }
}
