//! The frame of every mail: one column, inline styles, text beside HTML. Nothing is loaded from anywhere.

use super::Rendered;
use crate::{kernel::lang::Lang, say};

/// A letter of plain lines and at most one button. All text is escaped here.
pub fn letter(lang: Lang, subject: &str, lines: &[String], button: Option<(&str, String)>) -> Rendered {
    let footer = say!(lang, mails.footer);
    let mut text = lines.join("\n\n");
    let mut html: String = lines
        .iter()
        .map(|line| format!("<p style=\"margin:0 0 16px\">{}</p>", escape(line).replace('\n', "<br>")))
        .collect();
    if let Some((label, address)) = button {
        text.push_str(&format!("\n\n{label}: {address}"));
        html.push_str(&format!(
            "<p style=\"margin:24px 0\"><a href=\"{}\" style=\"background:#0B4F5C;color:#ffffff;text-decoration:none;\
             font-weight:600;padding:14px 22px;border-radius:10px;display:inline-block\">{}</a></p>",
            escape(&address),
            escape(label)
        ));
    }
    text.push_str(&format!("\n\n—\n{footer}"));
    let html = format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{subject}</title></head>\
         <body style=\"margin:0;background:#F6F7F8;color:#14212B;font:16px/1.55 -apple-system,'Segoe UI',Roboto,sans-serif\">\
         <table role=\"presentation\" width=\"100%\" cellspacing=\"0\" cellpadding=\"0\"><tr><td align=\"center\" style=\"padding:24px 12px\">\
         <table role=\"presentation\" width=\"100%\" style=\"max-width:560px;background:#ffffff;border:1px solid #E1E5E8;border-radius:12px\" cellspacing=\"0\" cellpadding=\"0\">\
         <tr><td style=\"background:#0B4F5C;color:#ffffff;padding:18px 24px;border-radius:12px 12px 0 0;font-weight:700;font-size:18px\">{site}</td></tr>\
         <tr><td style=\"padding:24px\"><h1 style=\"font-size:22px;line-height:1.25;margin:0 0 16px\">{subject}</h1>{html}</td></tr></table>\
         <p style=\"color:#4F5F6A;font-size:13px;max-width:560px\">{footer}</p></td></tr></table></body></html>",
        lang.code(),
        subject = escape(subject),
        site = say!(lang, common.site),
    );
    Rendered { subject: subject.to_owned(), text, html, ics: None }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_a_letter_is_escaped() {
        let mail = letter(Lang::Tr, "Konu", &["<script>x</script>".to_owned()], None);
        assert!(!mail.html.contains("<script>"));
        assert!(mail.text.contains("<script>"));
    }
}
