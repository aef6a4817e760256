//! The frame of every mail: one column of tables with inline styles, text beside HTML. Nothing is loaded from anywhere; the
//! one style block is an extra for readers that know small screens and dark colours.

use super::Rendered;
use crate::{kernel::lang::Lang, say};

/// What stands in a letter, from top to bottom. All text is escaped when it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph; lines are kept.
    Line(String),
    /// A leaf of a calendar with what is on that day beside it.
    When { month: String, day: String, title: String, lines: Vec<String> },
    /// Names and amounts with their sum.
    Bill { rows: Vec<(String, String)>, total: Option<(String, String)> },
    /// The one thing to do: label and address.
    Button(String, String),
    /// What comes next, below a rule.
    Next { title: String, text: String },
}

/// A letter of plain lines and at most one button.
pub fn letter(lang: Lang, subject: &str, lines: &[String], button: Option<(&str, String)>) -> Rendered {
    let lines = lines.iter().cloned().map(Part::Line);
    let button = button.map(|(label, address)| Part::Button(label.to_owned(), address));
    compose(lang, subject, &lines.chain(button).collect::<Vec<_>>())
}

/// A letter of parts.
pub fn compose(lang: Lang, subject: &str, parts: &[Part]) -> Rendered {
    let footer = say!(lang, mails.footer);
    let text = parts.iter().map(Part::text).collect::<Vec<_>>().join("\n\n");
    let rows: String = parts.iter().map(Part::html).collect();
    let html = format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>{subject}</title><style>{STYLE}</style></head>\
         <body class=\"bg\" style=\"margin:0;padding:0;background:#f6f7f8\">\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" class=\"bg\" style=\"background:#f6f7f8\">\
         <tr><td align=\"center\" class=\"out\" style=\"padding:28px 12px\">\
         <table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" class=\"card tx\" style=\"width:100%;max-width:600px;\
         background:#ffffff;border:1px solid #e1e5e8;border-radius:12px;{FONT};color:#14212b\">\
         <tr><td class=\"px ln\" style=\"padding:22px 36px;border-bottom:1px solid #e1e5e8\">{MARK}\
         <td class=\"lk\" style=\"padding-left:10px;font-size:18px;font-weight:800;letter-spacing:-.3px;color:#0b4f5c\">{site}</td></tr></table></td></tr>\
         <tr><td class=\"px\" style=\"padding:32px 36px 0\"><h1 style=\"margin:0;font-size:26px;line-height:1.2;font-weight:800;\
         letter-spacing:-.5px\">{subject}</h1></td></tr>{rows}<tr><td style=\"padding:0 0 30px\"></td></tr></table>\
         <table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" style=\"width:100%;max-width:600px;{FONT}\">\
         <tr><td class=\"px mu\" style=\"padding:20px 36px;font-size:12px;line-height:1.6;color:#4f5f6a\">{footer}</td></tr></table>\
         </td></tr></table></body></html>",
        lang.code(),
        subject = escape(subject),
        site = say!(lang, common.site),
    );
    Rendered { subject: subject.to_owned(), text: format!("{text}\n\n—\n{footer}"), html, ics: None }
}

const FONT: &str = "font-family:'Plus Jakarta Sans',-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MARK: &str = "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\"><tr>\
    <td width=\"32\" height=\"32\" align=\"center\" style=\"background:#0b4f5c;border-radius:8px;color:#f59e0b;font-size:18px;\
    font-weight:800;line-height:32px\">&#10003;</td>";
const STYLE: &str = "@media (max-width:480px){.px{padding-left:20px!important;padding-right:20px!important}\
    .btn a{display:block!important}.out{padding:0!important}.card{border-radius:0!important}}\
    @media (prefers-color-scheme:dark){.bg{background:#0f171c!important}.card{background:#16222a!important;border-color:#263640!important}\
    .tx,.tx td,h1{color:#e6edf1!important}.mu,.tx td.mu{color:#a3b4be!important}.soft{background:#17343d!important}\
    .soft td.on{color:#cfeaf0!important}.leaf td{color:#14212b!important}.leaf td.top{color:#ffffff!important}\
    .ln{border-color:#263640!important}.lk,.tx td.lk{color:#86d0dd!important}}";

impl Part {
    fn text(&self) -> String {
        match self {
            Self::Line(text) => text.clone(),
            Self::When { title, lines, .. } => {
                std::iter::once(title).chain(lines).map(String::as_str).collect::<Vec<_>>().join("\n")
            }
            Self::Bill { rows, total } => rows
                .iter()
                .chain(total)
                .map(|(name, amount)| format!("{name}: {amount}"))
                .collect::<Vec<_>>()
                .join("\n"),
            Self::Button(label, address) => format!("{label}: {address}"),
            Self::Next { title, text } => format!("{title}\n{text}"),
        }
    }

    fn html(&self) -> String {
        match self {
            Self::Line(text) => format!(
                "<tr><td class=\"px\" style=\"padding:14px 36px 0;font-size:16px;line-height:1.55\">{}</td></tr>",
                lined(text)
            ),
            Self::When { month, day, title, lines } => leaf(month, day, title, lines),
            Self::Bill { rows, total } => bill(rows, total.as_ref()),
            Self::Button(label, address) => format!(
                "<tr><td class=\"px btn\" style=\"padding:24px 36px 0\"><a href=\"{}\" style=\"display:inline-block;background:#0b4f5c;\
                 color:#ffffff;text-decoration:none;font-weight:700;font-size:16px;line-height:48px;padding:0 28px;border-radius:10px;\
                 text-align:center\">{}</a></td></tr>",
                escape(address),
                escape(label)
            ),
            Self::Next { title, text } => format!(
                "<tr><td class=\"px\" style=\"padding:26px 36px 0\"><table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\">\
                 <tr><td class=\"ln mu\" style=\"border-top:1px solid #e1e5e8;padding-top:18px;font-size:14px;line-height:1.6;color:#4f5f6a\">\
                 <b>{}</b><br>{}</td></tr></table></td></tr>",
                escape(title),
                lined(text)
            ),
        }
    }
}

fn leaf(month: &str, day: &str, title: &str, lines: &[String]) -> String {
    let rest: String = lines.iter().map(|line| format!("<br>{}", lined(line))).collect();
    format!(
        "<tr><td class=\"px\" style=\"padding:22px 36px 0\"><table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" class=\"soft\" \
         style=\"background:#e4eff1;border-radius:12px\"><tr><td width=\"84\" align=\"center\" style=\"padding:18px 0 18px 18px\">\
         <table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" width=\"66\" class=\"leaf\" style=\"background:#ffffff;border-radius:10px\">\
         <tr><td align=\"center\" class=\"top\" style=\"background:#0b4f5c;border-radius:10px 10px 0 0;color:#ffffff;font-size:12px;font-weight:700;\
         padding:4px\">{}</td></tr><tr><td align=\"center\" style=\"font-size:26px;font-weight:800;padding:6px 0 8px;color:#14212b;line-height:1\">{}</td></tr>\
         </table></td><td class=\"on\" style=\"padding:18px;font-size:15px;line-height:1.5;color:#0b4f5c\"><b style=\"font-size:18px\">{}</b>{rest}</td></tr></table></td></tr>",
        escape(month),
        escape(day),
        escape(title),
    )
}

fn bill(rows: &[(String, String)], total: Option<&(String, String)>) -> String {
    let rows: String = rows
        .iter()
        .map(|(name, amount)| {
            format!(
                "<tr><td class=\"mu\" style=\"padding:7px 12px 7px 0;color:#4f5f6a;font-size:15px\">{}</td>\
                 <td align=\"right\" style=\"padding:7px 0;font-size:15px\">{}</td></tr>",
                escape(name),
                escape(amount)
            )
        })
        .collect();
    let total = total.map_or_else(String::new, |(name, amount)| {
        format!(
            "<tr><td class=\"ln\" style=\"border-top:1px solid #e1e5e8;padding:12px 12px 0 0;font-size:16px;font-weight:700\">{}</td>\
             <td class=\"ln\" align=\"right\" style=\"border-top:1px solid #e1e5e8;padding:12px 0 0;font-size:20px;font-weight:800;white-space:nowrap\">{}</td></tr>",
            escape(name),
            escape(amount)
        )
    });
    format!(
        "<tr><td class=\"px\" style=\"padding:18px 36px 0\"><table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" class=\"tx\" \
         style=\"color:#14212b\">{rows}{total}</table></td></tr>"
    )
}

fn lined(text: &str) -> String {
    escape(text).replace('\n', "<br>")
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

    #[test]
    fn every_part_is_escaped_and_stands_in_the_text_too() {
        let evil = || "<script>\"&".to_owned();
        let parts = [
            Part::Line(evil()),
            Part::When { month: evil(), day: evil(), title: evil(), lines: vec![evil()] },
            Part::Bill { rows: vec![(evil(), evil())], total: Some((evil(), evil())) },
            Part::Button(evil(), evil()),
            Part::Next { title: evil(), text: evil() },
        ];
        let mail = compose(Lang::En, &evil(), &parts);
        assert!(!mail.html.contains("<script>") && !mail.html.contains("\"&\""), "{}", mail.html);
        assert_eq!(mail.text.matches("<script>").count(), 11, "{}", mail.text);
        assert_eq!(mail.html.matches("&lt;script&gt;&quot;&amp;").count(), 15, "the subject stands there twice");
    }
}
