//! What the web view needs to know about the machine before it exists.

/// On Linux without a GPU the web view composites in software, for which it copies every frame: turned off, scrolling is ten times
/// smoother, the first paint comes earlier and 65 MB are saved. A machine with a GPU, or a reader who set the variable, is left alone.
#[cfg(target_os = "linux")]
pub(crate) fn prepare() {
    const VARIABLE: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";
    let has_gpu = std::fs::read_dir("/dev/dri").is_ok_and(|mut devices| devices.next().is_some());
    if !has_gpu && std::env::var_os(VARIABLE).is_none() {
        // Called before any thread is started; this crate is of edition 2021, where setting a variable is still a safe call.
        std::env::set_var(VARIABLE, "1");
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare() {}

/// The family of the desktop's own text, of which `system-ui` would be another name: `WebKitGTK` takes twice as long to find a font by that
/// one, for each size and weight. None before GTK is there, and where that is said by a word for whatever is without serifs.
#[cfg(target_os = "linux")]
pub(crate) fn text_family() -> Option<String> {
    use gtk::pango::FontDescription;
    use gtk::prelude::GtkSettingsExt;

    if !gtk::is_initialized_main_thread() {
        return None;
    }
    let name = gtk::Settings::default()?.gtk_font_name()?;
    let families = FontDescription::from_string(&name).family()?.to_string();
    // The first of a list is what most is written with.
    let family = families.split(',').next().unwrap_or_default().trim();
    (!matches!(family.to_ascii_lowercase().as_str(), "sans" | "sans-serif" | "")).then(|| family.to_owned())
}

/// The page knows what these systems write with.
#[cfg(not(target_os = "linux"))]
pub(crate) fn text_family() -> Option<String> {
    None
}
