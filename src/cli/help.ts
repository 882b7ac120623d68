/** The text of `--help`. */
export const help = `Reviews marketing copy and customer policies for trust, in six languages.

Usage
  forthright [options] [files|folders|globs…]   no path: the documents of the configuration, else this folder
  forthright rules [ID]                         all rules, or the page of one
  forthright ledger [files|folders|globs…]      what the documents promise, by topic, and what contradicts what
  forthright diff OLD NEW                       what changes for customers between two files, folders or git revisions
  forthright diff REVISION                      … between a git revision and the files as they stand
  forthright init                               write a commented forthright.yml
  forthright test [ID…]                         run the examples of your own rules, or of the rules named
  forthright lsp --stdio                        serve an editor

What is checked
  --stdin                   read the text from standard input; with --fix, write the fixed text to standard output
  --stdin-filename FILE     take standard input for this file
  --locale LOCALE           the language where nothing else tells it
  --kind KIND               the kind of document where it does not tell it itself
  --max-size MB             report a larger document as an error instead of reading it (default 10)
  --no-ignore               check files that .gitignore, .forthrightignore and the configuration exclude
  -c, --config FILE         use this configuration only; its globs are seen from the current folder
  --print-config FILE       show what holds for a file, and why, as JSON
  --cache                   keep what was found in .forthright-cache.json, and read only what changed since
  --cache-location FILE     keep it there
  --concurrency N           read documents in so many threads; auto (default): as many as pay for their start
  --as-of DATE              compare what is in force on that day (2026-11-22), not today
  --preset NAME             begin with a choice of rules, such as strict, policy-review or copy-review; may be repeated
  --rule ID:SEVERITY        set a rule to error, warning, info, hint or off; may be repeated

What comes out
  -f, --format FORMAT       human, json, sarif, github, junit or markdown;
                            ledger: human, json, csv or markdown; diff: human, json, markdown or github
  -o, --output FILE         write the report to a file
  --message-language LANG   a locale, or “document” for the language of each passage
  -q, --quiet               leave out findings below the threshold
  --stats                   add counts per rule and per accepted wording, and what the time went into
  --color, --no-color       NO_COLOR and FORCE_COLOR are honoured, too

Fixing
  --fix                     apply fixes of wording
  --fix-suggestions         apply the first suggestion, too; it may change what is promised, so read the result

When it fails
  --fail-on SEVERITY        the threshold: error, warning (default), info or hint; never: findings do not fail
  --fail-on-weakened        diff: fail where something is taken away from customers
  --max-warnings N          let up to N warnings pass; the threshold is error unless --fail-on says otherwise

  -v, --version
  -h, --help

Exit code: 0 clean, 1 findings at or above the threshold, 2 something could not be done, 130 cancelled.
A path called rules, ledger, diff, init, test or lsp is written ./rules.
`
