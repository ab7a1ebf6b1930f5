use specta::datatype::DataType;
use specta::{Type, Types};
use tauri::ipc::{InvokeResponseBody, IpcResponse};

/// Bytes as a page gets them: raw, not as a list of numbers.
#[derive(Debug)]
pub(crate) struct TerminalBytes(pub(crate) Vec<u8>);

impl IpcResponse for TerminalBytes {
    fn body(self) -> tauri::Result<InvokeResponseBody> {
        Ok(InvokeResponseBody::Raw(self.0))
    }
}

impl Type for TerminalBytes {
    fn definition(_: &mut Types) -> DataType {
        DataType::Reference(specta_typescript::define("ArrayBuffer"))
    }
}
