//! The paths that a source mentions.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// All paths that a file (its own path below `src/`) mentions of this crate and of others, without those that lead to
/// what the file declares itself.
pub fn mentions_of(file: &str, source: &str) -> Result<Vec<Mention>, proc_macro2::LexError> {
    let (mut mentions, own) = read(file, source)?;
    mentions.retain(|mention| !is_own(&mention.path[0], &own));
    Ok(mentions)
}

/// The same with those that lead to modules which the file declares: these begin with `crate`, too.
pub fn paths_of(file: &str, source: &str) -> Result<Vec<Mention>, proc_macro2::LexError> {
    let (mut mentions, own) = read(file, source)?;
    for mention in mentions.iter_mut().filter(|mention| own.contains(&mention.path[0])) {
        let module = ["crate".to_owned()].into_iter().chain(module_of(file));
        mention.path = module.chain(mention.path.drain(..)).collect();
    }
    Ok(mentions)
}

/// All paths of a source, and the modules that it declares.
fn read(file: &str, source: &str) -> Result<(Vec<Mention>, Vec<String>), proc_macro2::LexError> {
    let tokens: TokenStream = source.parse()?;
    let mut reader = Reader { module: module_of(file), mentions: Vec::new(), own: Vec::new() };
    reader.read(&tokens.into_iter().collect::<Vec<_>>());
    Ok((reader.mentions, reader.own))
}

/// An import may begin with a module that the file declares, or with a type: both are its own.
fn is_own(first: &String, own: &[String]) -> bool {
    own.contains(first) || first.starts_with(char::is_uppercase)
}

/// The path of a file's module, without `crate`.
pub fn module_of(file: &str) -> Vec<String> {
    let mut module: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| last == "mod" || last == "lib") {
        module.pop();
    }
    module
}

/// A path in a source, absolute where it is one of this crate.
pub struct Mention {
    pub path: Vec<String>,
    pub line: usize,
    pub is_import: bool,
}

struct Reader {
    /// Where the reader stands.
    module: Vec<String>,
    mentions: Vec<Mention>,
    /// The modules that the file declares.
    own: Vec<String>,
}

impl Reader {
    fn read(&mut self, tokens: &[TokenTree]) {
        let mut at = 0;
        while at < tokens.len() {
            at = match &tokens[at] {
                TokenTree::Ident(word) if word == "use" && !is_capture(tokens, at) => self.import(tokens, at + 1, &[]),
                TokenTree::Ident(word) if word == "mod" => self.module(tokens, at),
                TokenTree::Ident(word) if word == "extern" => self.foreign(tokens, at),
                TokenTree::Ident(_) => self.path(tokens, at),
                TokenTree::Group(group) => {
                    self.read(&group.stream().into_iter().collect::<Vec<_>>());
                    at + 1
                }
                _ => at + 1,
            };
        }
    }

    /// One tree of a `use`, to its end: the comma, the semicolon, or the end of the group.
    fn import(&mut self, tokens: &[TokenTree], mut at: usize, prefix: &[String]) -> usize {
        let mut path = prefix.to_vec();
        let mut line = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Ident(word) if word == "as" => at += 1,
                TokenTree::Ident(word) => {
                    line = word.span().start().line;
                    if word != "self" || path.is_empty() {
                        path.push(plain(&word.to_string()));
                    }
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    let inner: Vec<_> = group.stream().into_iter().collect();
                    let mut from = 0;
                    while from < inner.len() {
                        from = self.import(&inner, from, &path);
                    }
                    path.clear();
                }
                TokenTree::Punct(end) if matches!(end.as_char(), ',' | ';') => {
                    at += 1;
                    break;
                }
                TokenTree::Punct(star) if star.as_char() == '*' => line = star.span().start().line,
                _ => {}
            }
            at += 1;
        }
        if !path.is_empty() && line > 0 {
            self.mention(path, line, true);
        }
        at
    }

    /// `mod name;` declares one, `mod name { … }` is one.
    fn module(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let Some(TokenTree::Ident(name)) = tokens.get(at + 1) else { return at + 1 };
        self.own.push(name.to_string());
        if let Some(TokenTree::Group(group)) = tokens.get(at + 2) {
            self.module.push(name.to_string());
            self.read(&group.stream().into_iter().collect::<Vec<_>>());
            self.module.pop();
            return at + 3;
        }
        at + 2
    }

    fn foreign(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        match (tokens.get(at + 1), tokens.get(at + 2)) {
            (Some(TokenTree::Ident(word)), Some(TokenTree::Ident(name))) if word == "crate" => {
                self.mention(vec![name.to_string()], name.span().start().line, true);
                at + 3
            }
            _ => at + 1,
        }
    }

    /// A path outside of `use`: words with `::` between.
    fn path(&mut self, tokens: &[TokenTree], mut at: usize) -> usize {
        let mut path = Vec::new();
        let mut line = 0;
        while let Some(TokenTree::Ident(word)) = tokens.get(at) {
            line = word.span().start().line;
            path.push(plain(&word.to_string()));
            at += 1;
            let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(sign)) if sign.as_char() == ':');
            if !(colon(at) && colon(at + 1)) {
                break;
            }
            at += 2;
        }
        if path.len() > 1 {
            self.mention(path, line, false);
        }
        at
    }

    /// Notes a path, with `self` and `super` resolved.
    fn mention(&mut self, path: Vec<String>, line: usize, is_import: bool) {
        if !["crate", "self", "super"].contains(&path[0].as_str()) {
            self.mentions.push(Mention { path, line, is_import });
            return;
        }
        let mut absolute = if path[0] == "crate" { Vec::new() } else { self.module.clone() };
        for word in &path {
            match word.as_str() {
                "crate" | "self" => {}
                "super" => {
                    absolute.pop();
                }
                _ => absolute.push(word.clone()),
            }
        }
        absolute.insert(0, "crate".to_owned());
        self.mentions.push(Mention { path: absolute, line, is_import });
    }
}

/// Whether this `use` is the one of `impl Trait + use<'a>`, which imports nothing.
fn is_capture(tokens: &[TokenTree], at: usize) -> bool {
    matches!(tokens.get(at + 1), Some(TokenTree::Punct(sign)) if sign.as_char() == '<')
}

/// A raw identifier's name.
fn plain(word: &str) -> String {
    word.trim_start_matches("r#").to_owned()
}
