//! Places in the grids of calendars, as whole literal class names: the style compiler sees nothing else, and the content
//! policy refuses `style` attributes.

const ROWS: [&str; 96] = [
    "row-start-1", "row-start-2", "row-start-3", "row-start-4", "row-start-5", "row-start-6", "row-start-7", "row-start-8", "row-start-9", "row-start-10", "row-start-11", "row-start-12",
    "row-start-13", "row-start-14", "row-start-15", "row-start-16", "row-start-17", "row-start-18", "row-start-19", "row-start-20", "row-start-21", "row-start-22", "row-start-23", "row-start-24",
    "row-start-25", "row-start-26", "row-start-27", "row-start-28", "row-start-29", "row-start-30", "row-start-31", "row-start-32", "row-start-33", "row-start-34", "row-start-35", "row-start-36",
    "row-start-37", "row-start-38", "row-start-39", "row-start-40", "row-start-41", "row-start-42", "row-start-43", "row-start-44", "row-start-45", "row-start-46", "row-start-47", "row-start-48",
    "row-start-49", "row-start-50", "row-start-51", "row-start-52", "row-start-53", "row-start-54", "row-start-55", "row-start-56", "row-start-57", "row-start-58", "row-start-59", "row-start-60",
    "row-start-61", "row-start-62", "row-start-63", "row-start-64", "row-start-65", "row-start-66", "row-start-67", "row-start-68", "row-start-69", "row-start-70", "row-start-71", "row-start-72",
    "row-start-73", "row-start-74", "row-start-75", "row-start-76", "row-start-77", "row-start-78", "row-start-79", "row-start-80", "row-start-81", "row-start-82", "row-start-83", "row-start-84",
    "row-start-85", "row-start-86", "row-start-87", "row-start-88", "row-start-89", "row-start-90", "row-start-91", "row-start-92", "row-start-93", "row-start-94", "row-start-95", "row-start-96",
];
const ROW_SPANS: [&str; 96] = [
    "row-span-1", "row-span-2", "row-span-3", "row-span-4", "row-span-5", "row-span-6", "row-span-7", "row-span-8", "row-span-9", "row-span-10", "row-span-11", "row-span-12",
    "row-span-13", "row-span-14", "row-span-15", "row-span-16", "row-span-17", "row-span-18", "row-span-19", "row-span-20", "row-span-21", "row-span-22", "row-span-23", "row-span-24",
    "row-span-25", "row-span-26", "row-span-27", "row-span-28", "row-span-29", "row-span-30", "row-span-31", "row-span-32", "row-span-33", "row-span-34", "row-span-35", "row-span-36",
    "row-span-37", "row-span-38", "row-span-39", "row-span-40", "row-span-41", "row-span-42", "row-span-43", "row-span-44", "row-span-45", "row-span-46", "row-span-47", "row-span-48",
    "row-span-49", "row-span-50", "row-span-51", "row-span-52", "row-span-53", "row-span-54", "row-span-55", "row-span-56", "row-span-57", "row-span-58", "row-span-59", "row-span-60",
    "row-span-61", "row-span-62", "row-span-63", "row-span-64", "row-span-65", "row-span-66", "row-span-67", "row-span-68", "row-span-69", "row-span-70", "row-span-71", "row-span-72",
    "row-span-73", "row-span-74", "row-span-75", "row-span-76", "row-span-77", "row-span-78", "row-span-79", "row-span-80", "row-span-81", "row-span-82", "row-span-83", "row-span-84",
    "row-span-85", "row-span-86", "row-span-87", "row-span-88", "row-span-89", "row-span-90", "row-span-91", "row-span-92", "row-span-93", "row-span-94", "row-span-95", "row-span-96",
];
const COLUMNS: [&str; 48] = [
    "col-start-1", "col-start-2", "col-start-3", "col-start-4", "col-start-5", "col-start-6", "col-start-7", "col-start-8", "col-start-9", "col-start-10", "col-start-11", "col-start-12",
    "col-start-13", "col-start-14", "col-start-15", "col-start-16", "col-start-17", "col-start-18", "col-start-19", "col-start-20", "col-start-21", "col-start-22", "col-start-23", "col-start-24",
    "col-start-25", "col-start-26", "col-start-27", "col-start-28", "col-start-29", "col-start-30", "col-start-31", "col-start-32", "col-start-33", "col-start-34", "col-start-35", "col-start-36",
    "col-start-37", "col-start-38", "col-start-39", "col-start-40", "col-start-41", "col-start-42", "col-start-43", "col-start-44", "col-start-45", "col-start-46", "col-start-47", "col-start-48",
];
const COLUMN_SPANS: [&str; 48] = [
    "col-span-1", "col-span-2", "col-span-3", "col-span-4", "col-span-5", "col-span-6", "col-span-7", "col-span-8", "col-span-9", "col-span-10", "col-span-11", "col-span-12",
    "col-span-13", "col-span-14", "col-span-15", "col-span-16", "col-span-17", "col-span-18", "col-span-19", "col-span-20", "col-span-21", "col-span-22", "col-span-23", "col-span-24",
    "col-span-25", "col-span-26", "col-span-27", "col-span-28", "col-span-29", "col-span-30", "col-span-31", "col-span-32", "col-span-33", "col-span-34", "col-span-35", "col-span-36",
    "col-span-37", "col-span-38", "col-span-39", "col-span-40", "col-span-41", "col-span-42", "col-span-43", "col-span-44", "col-span-45", "col-span-46", "col-span-47", "col-span-48",
];

fn nth(names: &'static [&'static str], number: i64) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|place| names.get(place)).copied().unwrap_or_default()
}

/// Rows from `start` (counted from 1), `span` of them.
pub fn rows(start: i64, span: i64) -> String {
    format!("{} {}", nth(&ROWS, start), nth(&ROW_SPANS, span.max(1)))
}

/// Columns from `start` (counted from 1), `span` of them.
pub fn columns(start: i64, span: i64) -> String {
    format!("{} {}", nth(&COLUMNS, start), nth(&COLUMN_SPANS, span.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_whole_class_names() {
        assert_eq!(rows(1, 4), "row-start-1 row-span-4");
        assert_eq!(columns(48, 0), "col-start-48 col-span-1");
        assert_eq!(rows(0, 97), " ");
    }
}
