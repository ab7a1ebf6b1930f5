//! To be replaced by the owner of this folder: only the signature that the rest of the crate is compiled against.
use naru_view::{ImageDetail, ProblemCode};
use crate::error::{Error, Result};
use crate::transport::RawClient;
pub(crate) async fn detail(_raw: &RawClient, _image: &str) -> Result<ImageDetail> {
    Err(Error::new(ProblemCode::Internal, "not written yet"))
}
