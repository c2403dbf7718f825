//! How a screen asks for a picture: in one of a few sizes.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{problem::Problem, request::lists::refuse};

/// The size of a picture.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SizeQuery {
    /// The longest side in pixels: 96, 320 or 800; the whole picture when left out.
    pub size: Option<u32>,
}

impl SizeQuery {
    /// The side; none for the whole picture.
    ///
    /// # Errors
    /// `query_invalid` for another number.
    pub fn size(&self) -> Result<Option<u32>, Problem> {
        match self.size {
            None | Some(800) => Ok(None),
            Some(side @ (96 | 320)) => Ok(Some(side)),
            Some(_) => Err(refuse("size", "is 96, 320 or 800")),
        }
    }
}
