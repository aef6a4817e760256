//! Running text out of plain lines: `## ` begins a heading, `- ` an item, an empty line a paragraph.

use leptos::prelude::*;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Heading(String),
    Paragraph(String),
    List(Vec<String>),
}

/// Reads a text into its parts.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix("## ") {
            blocks.push(Block::Heading(heading.to_owned()));
        } else if let Some(item) = line.strip_prefix("- ") {
            match blocks.last_mut() {
                Some(Block::List(items)) => items.push(item.to_owned()),
                _ => blocks.push(Block::List(vec![item.to_owned()])),
            }
        } else {
            blocks.push(Block::Paragraph(line.to_owned()));
        }
    }
    blocks
}

/// Draws the parts, one below the other; the frame around them spaces them.
#[must_use]
pub fn prose(blocks: Vec<Block>) -> AnyView {
    blocks.into_iter().map(draw).collect_view().into_any()
}

fn draw(block: Block) -> AnyView {
    match block {
        Block::Heading(text) => view! { <h2 class="text-lg md:text-xl mt-6">{text}</h2> }.into_any(),
        Block::Paragraph(text) => view! { <p>{text}</p> }.into_any(),
        Block::List(items) => view! {
            <ul class="list-disc pl-5 grid gap-1.5">{items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ul>
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, blocks};

    #[test]
    fn lines_become_headings_lists_and_paragraphs() {
        let expected = [
            Block::Paragraph("Giriş".into()),
            Block::Heading("Başlık".into()),
            Block::List(vec!["bir".into(), "iki".into()]),
        ];
        assert_eq!(blocks("Giriş\n\n## Başlık\n- bir\n- iki\n"), expected);
    }
}
