/// The candidate nearest to a misspelt name, if one is near enough to be meant: at most two edits,
/// and less than half of the name; or one of the two contains the other.
///
/// ```
/// let names = ["总分".to_owned(), "机构设置".to_owned()];
/// assert_eq!(ankang::problem::nearest("机构设制", &names), Some("机构设置".to_owned()));
/// assert_eq!(ankang::problem::nearest("县区", &names), None);
/// ```
#[must_use]
pub fn nearest(name: &str, candidates: &[String]) -> Option<String> {
    let length = name.chars().count();
    candidates
        .iter()
        .filter_map(|candidate| {
            let edits = strsim::osa_distance(name, candidate);
            let near = edits <= 2 && edits * 2 < length.max(candidate.chars().count()).max(2) + 1;
            let contained = length >= 2
                && candidate.chars().count() >= 2
                && (candidate.contains(name) || name.contains(candidate.as_str()));
            (near || contained).then_some((edits, candidate))
        })
        .min_by_key(|(edits, candidate)| (*edits, candidate.len()))
        .map(|(_, candidate)| candidate.clone())
}
