//! The dense table: head sticks while scrolling; on phones every row becomes a card and nothing scrolls sideways.

use crate::ui::icon::Icon;
use leptos::prelude::*;

/// A column: its heading and how its cells behave.
#[derive(Debug, Clone, Default)]
pub struct Column {
    label: String,
    numeric: bool,
    main: bool,
    acts: bool,
    sort: Option<(String, Option<Order>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Rising,
    Falling,
}

impl Column {
    #[must_use]
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }
    /// Right-aligned figures.
    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }
    /// The cell that names the row: the top of its card on phones.
    #[must_use]
    pub fn main(mut self) -> Self {
        self.main = true;
        self
    }
    /// Buttons; the heading is for screen readers only.
    #[must_use]
    pub fn acts(mut self) -> Self {
        self.acts = true;
        self
    }
    /// A heading that sorts: where it leads, and the order in force when this column decides it.
    #[must_use]
    pub fn sort(mut self, href: impl Into<String>, order: Option<Order>) -> Self {
        self.sort = Some((href.into(), order));
        self
    }

    fn cell_class(&self) -> &'static str {
        match (self.main, self.acts, self.numeric) {
            (true, _, _) => "is-main",
            (_, true, _) => "is-acts",
            (_, _, true) => "is-num",
            _ => "",
        }
    }

    fn head_view(self) -> AnyView {
        let class = if self.numeric { "is-num" } else { "" };
        if self.acts {
            return view! { <th scope="col"><span class="sr-only">{self.label}</span></th> }.into_any();
        }
        let Some((href, order)) = self.sort else {
            return view! { <th scope="col" class=class>{self.label}</th> }.into_any();
        };
        let (aria, icon) = match order {
            None => (None, "chevrons-up-down"),
            Some(Order::Rising) => (Some("ascending"), "chevron-up"),
            Some(Order::Falling) => (Some("descending"), "chevron-down"),
        };
        view! {
            <th scope="col" class=class aria-sort=aria>
                <a class="inline-flex items-center gap-1 min-h-11 -my-2.5 hover:underline" href=href>
                    {self.label}
                    <Icon name=icon class="size-3.5"/>
                </a>
            </th>
        }
        .into_any()
    }
}

/// A row: one cell per column, in the same order.
#[derive(Default)]
pub struct Row {
    pub cells: Vec<AnyView>,
    pub selected: bool,
}

impl Row {
    #[must_use]
    pub fn new(cells: Vec<AnyView>) -> Self {
        Self { cells, selected: false }
    }
}

/// The roles are written out, because turning rows into cards takes them away in some browsers.
#[component]
pub fn DataTable(
    /// What the table holds, for screen readers.
    #[prop(into)]
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
) -> AnyView {
    let labels: Vec<(String, &'static str)> =
        columns.iter().map(|column| (column.label.clone(), column.cell_class())).collect();
    let body: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let cells: Vec<_> = row
                .cells
                .into_iter()
                .zip(labels.iter().cloned())
                .map(|(cell, (label, class))| {
                    let cell = if class == "is-acts" {
                        view! { <div class="flex flex-wrap gap-2 lg:justify-end">{cell}</div> }.into_any()
                    } else {
                        cell
                    };
                    view! { <td role="cell" class=class data-label=label>{cell}</td> }
                })
                .collect();
            view! { <tr role="row" aria-selected=row.selected.then_some("true")>{cells}</tr> }
        })
        .collect();
    view! {
        <div class="lg:bg-surface lg:border lg:border-line lg:rounded-box lg:shadow-panel">
            <table class="grid-t to-cards" role="table">
                <caption class="sr-only">{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row">{columns.into_iter().map(Column::head_view).collect_view()}</tr>
                </thead>
                <tbody role="rowgroup">{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}
