//! What hydrates: passkeys, and the meter below a new password.

mod credentials;
mod new_password;
mod passkey;

#[cfg(feature = "ssr")]
pub use new_password::NewPassword;
pub use new_password::PasswordFieldProps;
#[cfg(feature = "ssr")]
pub use passkey::PasskeyButton;
pub use passkey::PasskeyProps;
