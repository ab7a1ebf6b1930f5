use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

use super::{KeyValue, csv};

/// Which GPUs a container gets: `all`, `2`, `"device=1,2"`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct GpuRequest {
    count: Option<i64>,
    devices: Vec<String>,
    driver: Option<String>,
    capabilities: Vec<String>,
    options: Vec<KeyValue>,
}

/// Not a request for GPUs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not all, a number, or options such as \"device=1,2\"")]
pub struct GpuRequestError;

impl GpuRequest {
    /// How many; -1 is all of them, none where devices are named.
    #[must_use]
    pub fn count(&self) -> Option<i64> {
        self.count
    }

    /// Which, by number or UUID.
    #[must_use]
    pub fn devices(&self) -> &[String] {
        &self.devices
    }

    /// The driver.
    #[must_use]
    pub fn driver(&self) -> Option<&str> {
        self.driver.as_deref()
    }

    /// What they have to be able to.
    #[must_use]
    pub fn capabilities(&self) -> &[String] {
        &self.capabilities
    }

    /// Options of the driver.
    #[must_use]
    pub fn options(&self) -> &[KeyValue] {
        &self.options
    }
}

impl FromStr for GpuRequest {
    type Err = GpuRequestError;

    fn from_str(text: &str) -> Result<Self, GpuRequestError> {
        let mut request = Self { count: None, devices: Vec::new(), driver: None, capabilities: Vec::new(), options: Vec::new() };
        let list = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        let mut named: Vec<String> = Vec::new();
        for field in csv::split(text).ok_or(GpuRequestError)? {
            let (key, value) = field.split_once('=').unwrap_or(("count", &field));
            if named.iter().any(|before| before == key) {
                return Err(GpuRequestError);
            }
            named.push(key.to_owned());
            match key {
                "count" if value == "all" => request.count = Some(-1),
                "count" => request.count = Some(value.parse().map_err(|_| GpuRequestError)?),
                "device" => request.devices = list(value),
                "driver" => request.driver = Some(value.to_owned()),
                "capabilities" => request.capabilities = list(value),
                "options" => {
                    let options = csv::split(value).ok_or(GpuRequestError)?;
                    request.options = options.iter().map(|option| option.parse()).collect::<Result<_, _>>().map_err(|_| GpuRequestError)?;
                }
                _ => return Err(GpuRequestError),
            }
        }
        // Docker takes one GPU where neither a number nor devices are named.
        if request.count.is_none() && request.devices.is_empty() {
            request.count = Some(1);
        }
        Ok(request)
    }
}

impl fmt::Display for GpuRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = Vec::new();
        match self.count {
            Some(-1) => fields.push("all".to_owned()),
            Some(count) => fields.push(count.to_string()),
            None => {}
        }
        if !self.devices.is_empty() {
            fields.push(format!("device={}", self.devices.join(",")));
        }
        fields.extend(self.driver.iter().map(|driver| format!("driver={driver}")));
        if !self.capabilities.is_empty() {
            fields.push(format!("capabilities={}", self.capabilities.join(",")));
        }
        if !self.options.is_empty() {
            let options: Vec<String> = self.options.iter().map(ToString::to_string).collect();
            fields.push(format!("options={}", csv::join(options.iter().map(String::as_str))));
        }
        f.write_str(&csv::join(fields.iter().map(String::as_str)))
    }
}
