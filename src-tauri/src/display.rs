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
