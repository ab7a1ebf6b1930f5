//! The floor for `cargo xtask bench start` and the idle minutes of `bench list`: the same crates, profile and window, and one line of HTML. It reports its second
//! frame by the same command as the window does, and starts nothing else.

use std::borrow::Cow;

use tauri::utils::assets::{AssetKey, AssetsIter, CspHash};
use tauri::{Assets, Wry};

struct Blank;

const PAGE: &[u8] = b"<!doctype html><title>Naru</title><p>Naru</p><script src=/blank.js></script>";
const SCRIPT: &[u8] = b"requestAnimationFrame(() => requestAnimationFrame(() => __TAURI_INTERNALS__.invoke('painted', { mark: 'blank' })))";

impl Assets<Wry> for Blank {
    fn get(&self, key: &AssetKey) -> Option<Cow<'_, [u8]>> {
        match key.as_ref() {
            "/index.html" => Some(Cow::Borrowed(PAGE)),
            "/blank.js" => Some(Cow::Borrowed(SCRIPT)),
            _ => None,
        }
    }

    fn iter(&self) -> Box<AssetsIter<'_>> {
        Box::new(
            [("/index.html", PAGE), ("/blank.js", SCRIPT)].into_iter().map(|(name, bytes)| (Cow::Borrowed(name), Cow::Borrowed(bytes))),
        )
    }

    fn csp_hashes(&self, _: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
        Box::new(std::iter::empty())
    }
}

fn main() -> tauri::Result<()> {
    let mut context = tauri::generate_context!();
    context.set_assets(Box::new(Blank));
    tauri::Builder::default()
        .invoke_handler(naru::ipc::commands().invoke_handler())
        .setup(|app| Ok(naru::window::open(app.handle(), "")?))
        .run(context)
}
