/** A `forthright.yml` that explains itself: all of it is comments. */
export const configTemplate = (kinds: readonly string[], locales: readonly string[]): string => `\
# Forthright reads marketing copy and customer policies for trust.
# Comments stand on lines of their own. Globs are seen from this folder; a glob without / means the name in any folder.

# What is checked when no path is given, and what kind of document it is. Later entries win.
# Kinds: ${kinds.join(', ')}
# Languages: ${locales.join(', ')}
#documents:
#  - files: copy/**
#    kind: marketing
#  - files: [policies/returns*.md, help/returns/]
#    kind: returns-policy
#  - files: '**/th/**'
#    locale: th

# The language of documents that do not tell it (front matter, lang, folder names and the text itself do).
#locale: en

# The language of messages: a locale, or “document” for that of each passage.
#messageLanguage: document

# error, warning, info, hint or off, by rule id. “forthright rules” lists all.
#rules:
#  false-urgency: error
#  empty-slogan: off

# Names and wordings that you stand by, each with the reason. --stats shows how often each was met.
#accept:
#  - text: Best Western
#    reason: the name of a hotel

# Folders with rules of your own. Each rule brings a sentence that it must find and one that it must leave alone.
#lexicons: house-rules

# The claims register: claims with their proof, owner and end date. What is registered and in date needs no source
# beside it; a claim whose proof has ended is reported.
#claims: claims.yml

# What is never checked, as in .gitignore.
#ignore:
#  - drafts/

# Other settings for some files.
#overrides:
#  - files: policies/archive/**
#    rules:
#      vague-timeline: off

# Settings to build on: a file (./base.yml) or an npm package.
#extends: ./base.yml
`
