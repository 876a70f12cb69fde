//! What changes in a file, line by line, in the form that `patch` and people read.

use crate::output::printable;
use std::fmt::Write;

/// Lines around a change that stay as they are.
const CONTEXT: usize = 3;

/// More changed lines than this are shown as a block that takes the place of another: the search for the smallest difference
/// takes time and memory in the square of them.
const MOST_CHANGES: usize = 1000;

/// A line of both texts, of the old one or of the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line<'t> {
    Kept(&'t str),
    Removed(&'t str),
    Added(&'t str),
}

/// The difference between two texts, the old one of which may not be there yet; empty when there is none.
pub(super) fn unified_diff(path: &str, old: Option<&str>, new: &str, color: bool) -> String {
    let lines = difference(&split(old.unwrap_or_default()), &split(new));
    let changed = |at: usize| lines.get(at).is_some_and(|line| !matches!(line, Line::Kept(_)));
    let mut out = String::new();
    let (mut at, mut end) = (0, 0);
    while let Some(first) = (at..lines.len()).find(|at| changed(*at)) {
        let start = first.saturating_sub(CONTEXT).max(end);
        let mut last = first;
        while let Some(next) = (last + 1..lines.len().min(last + 2 + 2 * CONTEXT)).find(|at| changed(*at)) {
            last = next;
        }
        end = lines.len().min(last + 1 + CONTEXT);
        if out.is_empty() {
            let from = if old.is_some() { path } else { "/dev/null" };
            let _ = writeln!(out, "--- {from}\n+++ {path}");
        }
        hunk(&lines, start, end, color, &mut out);
        at = end;
    }
    out
}

fn hunk(lines: &[Line<'_>], start: usize, end: usize, color: bool, out: &mut String) {
    let count =
        |lines: &[Line<'_>], is_other: fn(&Line<'_>) -> bool| lines.iter().filter(|line| !is_other(line)).count();
    let (before, inside) = (lines.get(..start).unwrap_or_default(), lines.get(start..end).unwrap_or_default());
    let range = |is_other: fn(&Line<'_>) -> bool| {
        let (before, length) = (count(before, is_other), count(inside, is_other));
        // A range without lines names the line before it.
        format!("{},{length}", if length == 0 { before } else { before + 1 })
    };
    let old = range(|line| matches!(line, Line::Added(_)));
    let new = range(|line| matches!(line, Line::Removed(_)));
    let _ = writeln!(out, "@@ -{old} +{new} @@");
    for line in inside {
        let (sign, text, code) = match line {
            Line::Kept(text) => (' ', text, ""),
            Line::Removed(text) => ('-', text, "31"),
            Line::Added(text) => ('+', text, "32"),
        };
        let shown = shown(text);
        let _ = if color && !code.is_empty() {
            writeln!(out, "\u{1b}[{code}m{sign}{shown}\u{1b}[0m")
        } else {
            writeln!(out, "{sign}{shown}")
        };
        if !text.ends_with('\n') {
            out.push_str("\\ No newline at end of file\n");
        }
    }
}

/// A line without its end, a byte-order mark, and anything that a terminal obeys; tabs stay.
fn shown(line: &str) -> String {
    let line = line.trim_end_matches(['\r', '\n']).trim_start_matches('\u{feff}');
    line.split('\t').map(printable).collect::<Vec<_>>().join("\t")
}

fn split(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The smallest difference of two lists of lines (E. Myers, An O(ND) difference algorithm, 1986).
fn difference<'t>(old: &[&'t str], new: &[&'t str]) -> Vec<Line<'t>> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (old.get(start..).unwrap_or_default(), new.get(start..).unwrap_or_default());
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle_old = old_rest.get(..old_rest.len() - end).unwrap_or_default();
    let middle_new = new_rest.get(..new_rest.len() - end).unwrap_or_default();
    let kept = |lines: &[&'t str]| lines.iter().map(|line| Line::Kept(line)).collect::<Vec<_>>();
    let mut lines = kept(old.get(..start).unwrap_or_default());
    lines.extend(smallest(middle_old, middle_new).unwrap_or_else(|| {
        let removed = middle_old.iter().map(|line| Line::Removed(line));
        removed.chain(middle_new.iter().map(|line| Line::Added(line))).collect()
    }));
    lines.extend(kept(old_rest.get(old_rest.len() - end..).unwrap_or_default()));
    lines
}

/// The furthest line of the old text that is reached on each diagonal, for one number of changes.
type Front = Vec<usize>;

fn smallest<'t>(old: &[&'t str], new: &[&'t str]) -> Option<Vec<Line<'t>>> {
    let most = (old.len() + new.len()).min(MOST_CHANGES);
    let mut front: Front = vec![0; 2 * most + 3];
    let mut fronts: Vec<Front> = Vec::new();
    for changes in 0..=most {
        fronts.push(front.clone());
        for step in 0..=changes {
            // Diagonal `x - y`, moved so that it is never negative.
            let diagonal = most + 1 + 2 * step - changes;
            let down = step == 0 || (step != changes && front[diagonal - 1] < front[diagonal + 1]);
            let mut x = if down { front[diagonal + 1] } else { front[diagonal - 1] + 1 };
            let Some(mut y) = (x + most + 1).checked_sub(diagonal) else { continue };
            while x < old.len() && y < new.len() && old[x] == new[y] {
                (x, y) = (x + 1, y + 1);
            }
            front[diagonal] = x;
            if x >= old.len() && y >= new.len() {
                return Some(way_back(old, new, &fronts, most));
            }
        }
    }
    None
}

fn way_back<'t>(old: &[&'t str], new: &[&'t str], fronts: &[Front], most: usize) -> Vec<Line<'t>> {
    let (mut x, mut y) = (old.len(), new.len());
    let mut lines = Vec::new();
    for (changes, front) in fronts.iter().enumerate().rev() {
        let diagonal = x + most + 1 - y;
        let lowest = most + 1 - changes;
        let down = diagonal == lowest || (diagonal != most + 1 + changes && front[diagonal - 1] < front[diagonal + 1]);
        let from = if down { diagonal + 1 } else { diagonal - 1 };
        let (start_x, start_y) = if changes == 0 { (0, 0) } else { (front[from], front[from] + most + 1 - from) };
        let (x_after, y_after) = match (changes, down) {
            (0, _) => (0, 0),
            (_, true) => (start_x, start_y + 1),
            (_, false) => (start_x + 1, start_y),
        };
        while x > x_after && y > y_after {
            (x, y) = (x - 1, y - 1);
            lines.push(Line::Kept(old[x]));
        }
        if changes > 0 {
            lines.push(if down { Line::Added(new[start_y]) } else { Line::Removed(old[start_x]) });
        }
        (x, y) = (start_x, start_y);
    }
    lines.reverse();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both texts, out of their difference.
    fn texts(lines: &[Line<'_>]) -> (String, String) {
        let (mut old, mut new) = (String::new(), String::new());
        for line in lines {
            match line {
                Line::Kept(text) => {
                    old += text;
                    new += text;
                }
                Line::Removed(text) => old += text,
                Line::Added(text) => new += text,
            }
        }
        (old, new)
    }

    #[test]
    fn a_difference_holds_both_texts_and_no_more_changes_than_needed() {
        let words = ["", "a", "b", "aa", "ab", "abc", "cab", "abcabba", "cbabac", "abab", "xaybz", "abz"];
        for (old, new) in words.iter().flat_map(|old| words.map(|new| (*old, new))) {
            let lines_of = |word: &str| word.chars().map(|c| format!("{c}\n")).collect::<String>();
            let (old, new) = (lines_of(old), lines_of(new));
            assert_eq!(texts(&difference(&split(&old), &split(&new))), (old.clone(), new.clone()), "{old:?} {new:?}");
        }
        let lines = difference(&["a", "b", "c", "a", "b", "b", "a"], &["c", "b", "a", "b", "a", "c"]);
        assert_eq!(lines.iter().filter(|line| !matches!(line, Line::Kept(_))).count(), 5, "{lines:?}");
    }

    #[test]
    fn hunks_have_context_and_ranges() {
        let old: String = (1..=20).map(|line| format!("{line}\n")).collect();
        let new = old.replace("5\n6\n", "5\nnew\n6\n").replace("19\n20\n", "19\nlast");
        let expected = "--- f\n+++ f\n@@ -3,6 +3,7 @@\n 3\n 4\n 5\n+new\n 6\n 7\n 8\n@@ -17,4 +18,4 @@\n 17\n 18\n 19\n-20\n\
                        +last\n\\ No newline at end of file\n";
        assert_eq!(unified_diff("f", Some(&old), &new, false), expected);
        assert_eq!(unified_diff("f", Some(&old), &old, false), "");
        assert_eq!(
            unified_diff("f", None, "\u{feff}a\tb\r\n", false),
            "--- /dev/null\n+++ f\n@@ -0,0 +1,1 @@\n+a\tb\n"
        );
    }

    #[test]
    fn texts_without_a_common_line_are_shown_as_blocks() {
        let old: String = (0..900).map(|line| format!("old {line}\n")).collect();
        let new: String = (0..900).map(|line| format!("new {line}\n")).collect();
        assert_eq!(texts(&difference(&split(&old), &split(&new))), (old, new));
    }
}
