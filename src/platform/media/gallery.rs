//! Photos of workshops, in two sizes under one name. Who may see one is not known here: whoever asks has found out.

use super::store;
use crate::{
    kernel::error::{AppError, Code, Result},
    platform::{db, wires::Wires},
};
use object_store::{ObjectStoreExt, PutPayload, path::Path};

/// The folder of these photos inside of `MEDIA_DIR`.
const FOLDER: &str = "atolye";

/// A photo drawn anew, ready to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shot {
    pub large: Vec<u8>,
    pub small: Vec<u8>,
    /// Of the large one.
    pub width: u32,
    pub height: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Large,
    Small,
}

impl Size {
    pub const ALL: [Self; 2] = [Self::Large, Self::Small];

    /// How the name of a file ends, and of its address.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Large => ".jpg",
            Self::Small => "-kucuk.jpg",
        }
    }
}

fn place(key: &str, size: Size) -> Path {
    Path::from_iter([FOLDER, &format!("{key}{}", size.ending())])
}

/// Keeps both sizes under a name that holds no other photo.
///
/// # Errors
/// `internal` when the disk refuses.
pub async fn put_shot(wires: &Wires, key: &str, shot: &Shot) -> Result<()> {
    let store = store(wires)?;
    for (size, bytes) in [(Size::Large, &shot.large), (Size::Small, &shot.small)] {
        store.put(&place(key, size), PutPayload::from(bytes.clone())).await.map_err(|error| db::internal(&error))?;
    }
    Ok(())
}

/// Deletes both sizes; a second time does nothing.
///
/// # Errors
/// `internal` when the disk refuses.
pub async fn forget_shot(wires: &Wires, key: &str) -> Result<()> {
    let store = store(wires)?;
    for size in Size::ALL {
        match store.delete(&place(key, size)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(db::internal(&error)),
        }
    }
    Ok(())
}

/// # Errors
/// `not_found` for a name that holds nothing.
pub async fn read_shot(wires: &Wires, key: &str, size: Size) -> Result<axum::body::Bytes> {
    let found = store(wires)?.get(&place(key, size)).await.map_err(|error| match error {
        object_store::Error::NotFound { .. } => AppError::new(Code::NotFound),
        error => db::internal(&error),
    })?;
    found.bytes().await.map_err(|error| db::internal(&error))
}
