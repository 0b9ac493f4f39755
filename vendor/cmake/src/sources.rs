//! What HiGHS' own build files say: lists of sources, the version, the configuration header.

use std::path::PathBuf;

/// The files of `set(NAME file file …)` in a `sources.cmake` text.
pub fn files(text: &str, name: &str) -> Vec<String> {
    let opening = format!("set({name}");
    let Some(start) = text.find(&opening) else {
        panic!("sources.cmake has no list {name}: this stand-in is for another version of HiGHS");
    };
    let body = &text[start + opening.len()..];
    let body = &body[..body.find(')').unwrap_or(body.len())];
    body.split_whitespace()
        .filter(|w| matches!(w.rsplit('.').next(), Some("c" | "cpp" | "cc")))
        .map(str::to_owned)
        .collect()
}

/// `HConfig.h` for a plain optimised CPU build of the version in `Version.txt`.
pub fn config_header(version: &str) -> String {
    let part = |key: &str| {
        let line = version.lines().find_map(|l| l.trim().strip_prefix(key)?.strip_prefix('='));
        line.map_or_else(|| panic!("Version.txt has no {key}"), str::trim).to_owned()
    };
    format!(
        "#ifndef HCONFIG_H_\n#define HCONFIG_H_\n#define FAST_BUILD\n#define CUPDLP_CPU\n#define HIGHS_SHARED_EXTRAS_LIBRARY\n\
         #define CMAKE_BUILD_TYPE \"Release\"\n\
         #if defined(__GNUC__)\n#define HIGHS_HAVE_BUILTIN_CLZ\n#endif\n\
         #if defined(__x86_64__) || defined(__i386__)\n#define HIGHS_HAVE_MM_PAUSE\n#endif\n\
         #define HIGHS_GITHASH \"n/a\"\n#define HIGHS_VERSION_MAJOR {}\n#define HIGHS_VERSION_MINOR {}\n\
         #define HIGHS_VERSION_PATCH {}\n#endif\n",
        part("HIGHS_MAJOR"),
        part("HIGHS_MINOR"),
        part("HIGHS_PATCH")
    )
}

/// Groups of at most `most` files, each group from one folder and in the order given; the group with the most bytes first.
pub fn units(files: &[(PathBuf, u64)], most: usize) -> Vec<Vec<PathBuf>> {
    let mut units: Vec<(u64, Vec<PathBuf>)> = Vec::new();
    for (file, bytes) in files {
        match units.last_mut() {
            Some((sum, unit)) if unit.len() < most && unit[0].parent() == file.parent() => {
                *sum += bytes;
                unit.push(file.clone());
            }
            _ => units.push((*bytes, vec![file.clone()])),
        }
    }
    units.sort_by_key(|(sum, _)| std::cmp::Reverse(*sum));
    units.into_iter().map(|(_, unit)| unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_one_list_and_leaves_headers_out() {
        let text = "set(a\n x/one.c\n x/one.h)\nset(b two.cpp\n  three.cpp)\n";
        assert_eq!(files(text, "a"), ["x/one.c"]);
        assert_eq!(files(text, "b"), ["two.cpp", "three.cpp"]);
    }

    #[test]
    fn a_unit_never_crosses_folders_and_the_largest_is_first() {
        let files = ["a/1.cpp", "a/2.cpp", "a/3.cpp", "b/1.cpp"].map(PathBuf::from).into_iter().zip([3, 4, 9, 8]);
        let expected = [vec!["a/3.cpp"], vec!["b/1.cpp"], vec!["a/1.cpp", "a/2.cpp"]];
        let expected = expected.map(|unit| unit.into_iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(units(&files.collect::<Vec<_>>(), 2), expected);
    }

    #[test]
    fn writes_the_version() {
        let header = config_header("HIGHS_MAJOR=1\nHIGHS_MINOR=16\nHIGHS_PATCH=0\n");
        assert!(header.contains("#define HIGHS_VERSION_MINOR 16"));
    }
}
