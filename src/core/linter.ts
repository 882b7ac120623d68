import type { Nodes, Paragraph, Root } from 'nlcst'
import { toString as textOf } from 'nlcst-to-string'
import type { Catalog, LexiconData, RuleData } from './data/catalog.js'
import { compiledOf } from './data/compiled.js'
import type {
  Coverage,
  Evidence,
  Format,
  Input,
  Linter,
  Meter,
  Problem,
  Report,
  RuleSettings,
} from './data/document.js'
import type { Finding } from './data/finding.js'
import { byPlace } from './findings/by-place.js'
import { createClaimFinder, provenIn, type StatedClaim, statedClaims } from './findings/claims.js'
import { createFinding, labelsFor, lexiconFor, severityOf } from './findings/create-finding.js'
import { isInnocent, type Surroundings, surroundingsOf } from './findings/guards.js'
import { type Kept, type LastKept, makeAgain } from './findings/kept.js'
import { createWords, namedBy, type Words } from './findings/lexicons.js'
import { createMemory } from './findings/memory.js'
import { allConditions, Content, type Hit, type Passage, type Passages } from './findings/passage.js'
import { findPhrases, fixesFor, placeOf } from './findings/phrase-rule.js'
import { type Answered, ask, type QuestionedDocument, type Telling, tellingOf } from './findings/questions.js'
import type { FoundClaim, FoundCue, LocatedBlock, ReadDocument, Suppression } from './findings/rule.js'
import { createSaid, type Said } from './findings/said.js'
import { again, type Picked, pickAgain, type Since, type Structure, sinceThen, structureOf } from './findings/since.js'
import { readSuppressions, suppress } from './findings/suppression.js'
import { fillSlots } from './fixes/rewrite.js'
import { type CollectedCommitments, collectCommitments, mentionedTopics, nothingCollected } from './ledger/collect.js'
import type { RuleCodes } from './ledger/ledger-view.js'
import { createValueReader, type ValueReader } from './ledger/read-value.js'
import { marketsOf, standingOf } from './ledger/standing.js'
import { fold } from './text/fold.js'
import { createRecent, REMEMBERED } from './text/recent.js'
import { contains, moved, type Span } from './text/span.js'
import { frontMatterEntries } from './tree/front-matter.js'
import { readHtml } from './tree/html.js'
import { createKindDetector, type KindGuess } from './tree/kind.js'
import { createLocaleDetector, type LocaleDetector } from './tree/locale.js'
import { createMarkdownMemory, readMarkdown, readMdx } from './tree/markdown.js'
import { createSentenceReader, type SentenceReader } from './tree/nlcst.js'
import { localeInPath } from './tree/path-locale.js'
import { readPlain } from './tree/plain.js'
import { type Block, ProseBuilder, toSource, writtenText } from './tree/prose.js'
import { ReadError, type Reading } from './tree/reading.js'

const readers: Readonly<Record<Format, (source: string) => Reading>> = {
  markdown: readMarkdown,
  mdx: readMdx,
  html: readHtml,
  text: readPlain,
}

/** A document as it was read last, in one language. */
interface LastReading {
  readonly locale: string | undefined
  readonly structure: Structure
  readonly located: readonly LocatedBlock[]
  readonly passages: Passages
  /** How often passages say what tells of a kind of document, and speak of topics. */
  readonly said: Said
  /** What the questions of each rule find, and its cues, by its id; and the blocks of which something holds, by what that is. */
  readonly tellings: PickedBy<Telling>
  readonly cues: PickedBy<readonly Hit[]>
  readonly numbers: PickedBy<true>
  /** What all blocks are read with. */
  readonly kind: string | undefined
  readonly markets: string
  readonly settings: RuleSettings
  readonly findings: Picked<Kept<Finding>>
  readonly commitments: CollectedCommitments
}

/** What rules know of the document in which a tree stands. */
export interface TreeContext {
  readonly path: string
  readonly locale: string | undefined
  readonly kind: string | undefined
  readonly settings: RuleSettings
  /** The registered claims that it states, by passage. */
  readonly stated?: ReadonlyMap<Passage, readonly StatedClaim[]>
  /** The text in which the tree's offsets are, where more of it is known than the tree says. */
  readonly source?: string
}

/** A linter that also reads trees of other people's making. */
export interface TreeLinter extends Linter {
  /**
   * Runs the rules that read prose over an nlcst tree: ours, whose paragraphs carry their blocks, or any other with positions.
   * @returns findings in order, and the rules that failed.
   */
  readonly checkTree: (
    tree: Root,
    context: TreeContext,
  ) => { readonly findings: Finding[]; readonly problems: Problem[] }
}

export interface LinterOptions {
  /**
   * So many UTF-16 units of text are remembered with what was found in them, so that an edited document costs the blocks that
   * changed. By default none.
   */
  readonly remember?: number
  /** Told of the parts of the work as they run. By default nobody is. */
  readonly meter?: Meter | undefined
}

/** Lines of lists and cells of tables recur: so many units of short texts are remembered in any case, none of them longer than this. */
const RECURRING = 10_000
const LONGEST_RECURRING = 100

const unmetered: Meter = (_stage, work) => work()

/** Builds a linter on a catalogue; `codes` holds the rules that are more than words. Words are compiled when first needed. */
export function createLinter(
  catalog: Catalog,
  codes: RuleCodes,
  { remember = 0, meter }: LinterOptions = {},
): TreeLinter {
  const during = meter ?? unmetered
  const wordsByLocale = new Map<string, Words | undefined>()
  const wordsOf = (locale: string): Words | undefined => {
    if (!wordsByLocale.has(locale))
      wordsByLocale.set(
        locale,
        during('words', () => createWords(locale, catalog)),
      )
    return wordsByLocale.get(locale)
  }
  const valuesByLocale = new Map<string, ValueReader | undefined>()
  const valuesOf = (locale: string): ValueReader | undefined => {
    const language = catalog.languages[locale]
    if (!valuesByLocale.has(locale))
      valuesByLocale.set(
        locale,
        language?.values && createValueReader(language.values, language, compiledOf(catalog, locale)?.values),
      )
    return valuesByLocale.get(locale)
  }
  const sentenceReaders = new Map<string, SentenceReader>()
  const sentencesOf = (words: Words): SentenceReader => {
    const known = sentenceReaders.get(words.locale)
    if (known) return known
    const read = createSentenceReader(words.locale, words.language.spacing)
    sentenceReaders.set(words.locale, read)
    return read
  }
  const locales = createLocaleDetector(catalog.languages)
  const kindOf = createKindDetector(catalog)
  const rulesById = new Map(catalog.rules.map((rule) => [rule.page.id, rule]))
  const knownRules = new Set(rulesById.keys())
  const comparing = [...knownRules].filter((id) => codes[id]?.compare)
  /** Whether a comment may silence what is found when documents are compared. */
  const mayBeCompared = ({ ruleIds }: Suppression): boolean =>
    comparing.some((id) => ruleIds.length === 0 || ruleIds.includes(id))

  const isOn = (
    rule: RuleData,
    { locale, kind }: Pick<TreeContext, 'locale' | 'kind'>,
    settings: RuleSettings,
  ): boolean =>
    severityOf(rule, locale, settings) !== 'off' &&
    (rule.page.kinds.length === 0 || kind === undefined || rule.page.kinds.includes(kind))

  const finding = (
    rule: RuleData,
    report: Parameters<typeof createFinding>[2],
    settings: RuleSettings,
    path?: string,
  ): Finding => createFinding(catalog, rule, report, settings, path)

  const contents = createMemory<Content>(Math.max(remember, RECURRING))
  const findClaims = createClaimFinder()
  const readAgain = remember > 0 ? createMarkdownMemory() : undefined
  const lastReadings = readAgain && createRecent<LastReading>(REMEMBERED)

  /** The locale of one block. Markup decides; else the text, with the document's locale where the text leaves it open. */
  const localeOfBlock = ({ lang, text }: Block, likely: string | undefined): string | undefined =>
    lang === undefined ? locales.detect(text, likely) : locales.normalise(lang)

  const locate = (block: Block, likely: string | undefined): LocatedBlock => ({
    block,
    locale: localeOfBlock(block, likely),
  })

  function passageOf(block: Block, words: Words): Passage {
    const { locale } = words
    const { text } = block
    const read = (): Content => new Content(text, words, (own) => during('sentences', () => sentencesOf(words)(own)))
    const isRemembered = readAgain !== undefined || text.length <= LONGEST_RECURRING
    return { block, locale, content: isRemembered ? contents.recall(`${locale}\n${text}`, read) : read() }
  }

  function* checkPassage(
    passage: Passage,
    words: Words,
    context: TreeContext,
    around: Surroundings,
  ): Generator<Finding> {
    const { settings } = context
    const labels = labelsFor(catalog, passage.locale, settings)
    const accepted = acceptedSpans(passage, settings)
    const about = { kind: context.kind, preview: settings.preview }
    function* check(rule: RuleData, lexicon: LexiconData): Generator<Finding> {
      for (const hit of findPhrases(rule.page, passage, words, around, about)) {
        const actual = writtenText(passage.block, hit, context.source)
        const base = finding(rule, { place: placeOf(hit, passage), actual, locale: passage.locale }, settings)
        const fixes = [...fixesFor(hit, passage, lexicon, words, labels, context.source)]
        const by = accepted.find(({ span }) => contains(span, hit))
        yield {
          ...base,
          fixes: fixes.map(({ fix }) => fix),
          expected: fixes.map(({ expected }) => expected),
          suppressed: by?.reason ?? null,
        }
      }
    }
    for (const id of passage.content.summary.rules) {
      const rule = rulesById.get(id)
      const lexicon = words.lexicons.get(id)
      if (!rule || !lexicon || !isOn(rule, { locale: passage.locale, kind: context.kind }, settings)) continue
      yield* meter ? meter('rules', () => [...check(rule, lexicon)], id) : check(rule, lexicon)
    }
  }

  /** Runs `produce`; what it throws becomes a problem, told once, and what it gave before stays. */
  function guarded<T>(produce: () => Iterable<T>, what: string, problems: Problem[]): T[] {
    const results: T[] = []
    try {
      for (const result of produce()) results.push(result)
    } catch (error) {
      tell(error, what, problems)
    }
    return results
  }

  /**
   * Runs the phrase rules over passages.
   * @param last what they found when the document was last read with the same settings, and what changed since.
   */
  function checkPassages(
    passages: Passages,
    context: TreeContext,
    problems: Problem[],
    last?: LastKept<Finding>,
  ): { readonly findings: Finding[]; readonly kept: Picked<Kept<Finding>> } {
    const { kept, items } = makeAgain(passages, last, moveFinding, (passage, number) => {
      const words = wordsWithPhrases(passage)
      if (!words) return []
      const around = surroundingsOf(passage, passages, provenIn(context.stated?.get(passage) ?? []), number)
      const read = () => checkPassage(passage, words, context, around)
      return guarded(read, `Reading the ${passage.locale} lexicons`, problems)
    })
    return { findings: items.sort(byPlace), kept }
  }

  const wordsWithPhrases = ({ content, locale }: Passage): Words | undefined =>
    content.summary.rules.length === 0 ? undefined : wordsOf(locale)

  function checkTree(tree: Root, context: TreeContext): { findings: Finding[]; problems: Problem[] } {
    const problems: Problem[] = []
    const locale = context.locale === undefined ? undefined : locales.normalise(context.locale)
    if (locale === undefined && context.locale !== undefined) {
      const known = Object.keys(catalog.languages).join(', ')
      problems.push({ message: `unknown locale “${context.locale}”; known are ${known}` })
    }
    function* blocksOf(paragraph: Paragraph): Generator<LocatedBlock> {
      const block = blockOf(paragraph)
      if (block) yield locate(block, locale)
    }
    const paragraphs = tree.children.filter((node): node is Paragraph => node.type === 'ParagraphNode')
    const blocks = paragraphs.flatMap((paragraph) =>
      guarded(() => blocksOf(paragraph), 'Reading a paragraph', problems),
    )
    const passages = blocks.map((block) => passageIn(block, problems))
    return { findings: checkPassages(passages, { ...context, locale }, problems).findings, problems }
  }

  /** The passage of a block in a language that is known. */
  function passageIn({ block, locale }: LocatedBlock, problems: Problem[]): Passage | undefined {
    try {
      const words = locale === undefined ? undefined : wordsOf(locale)
      return words && passageOf(block, words)
    } catch (error) {
      tell(error, 'Reading a paragraph', problems)
      return undefined
    }
  }

  /** Asks a document what customers ask of its kind. Where it is not known, nothing is asked. */
  function checkQuestions(
    { kind, locale, settings }: Pick<TreeContext, 'kind' | 'locale' | 'settings'>,
    problems: Problem[],
    document: QuestionedDocument,
    tellingsOf: (ruleId: string) => Picked<Telling>,
  ): { findings: Finding[]; coverage: Coverage[] } {
    const findings: Finding[] = []
    const coverage: Coverage[] = []
    if (kind === undefined || locale === undefined) return { findings, coverage }
    const labels = labelsFor(catalog, locale, settings)
    const asking = catalog.rules.flatMap((rule) => {
      const { questions, kinds, id, pack } = rule.page
      const lexicon = questions && kinds.includes(kind) ? rule.lexicons[locale] : undefined
      // A rule in preview finds nothing, but it still tells what is answered.
      const isShown = isOn(rule, { locale, kind }, settings)
      const isAsked = isShown || (settings.severities[id] !== 'off' && pack === undefined)
      return lexicon && isAsked ? [{ rule, lexicon, isShown }] : []
    })
    for (const { rule, lexicon, isShown } of asking) {
      const { questions = {}, leastAnswered = 0, id } = rule.page
      const answers: readonly Answered[] = during(
        'rules',
        () => guarded(() => ask(rule, lexicon, document, tellingsOf(id)), `Rule ${id}`, problems),
        id,
      )
      const isSuch = answers.filter(({ covered }) => covered).length >= leastAnswered
      for (const { edit, adds, ...answer } of answers) {
        coverage.push(answer)
        const { place, required } = answer
        if (answer.covered || !isShown || !(isSuch || required)) continue
        if (!settings.preview && questions[answer.topic]?.preview.includes(locale)) continue
        const actual = document.source.slice(place.start, place.end)
        const question = lexiconFor(rule, locale, settings)?.answers?.[answer.topic]?.question ?? answer.question
        const base = finding(
          rule,
          { place, actual, locale, values: { question }, ...(required ? { message: 'required' } : {}) },
          settings,
        )
        const title = fillSlots(labels.insert ?? '<text>', { text: adds })
        findings.push({
          ...base,
          severity: required && base.severity === 'hint' ? 'warning' : base.severity,
          expected: edit ? [edit.text.trim()] : [],
          fixes: edit ? [{ title, safe: false, edits: [edit] }] : [],
        })
      }
    }
    return { findings, coverage }
  }

  /** The registered claims that a document states, by passage. */
  function claimsIn(
    passages: Passages,
    { claims = [] }: RuleSettings,
    markets: ReadonlySet<string>,
  ): ReadonlyMap<Passage, readonly StatedClaim[]> {
    const stated = new Map<Passage, readonly StatedClaim[]>()
    if (claims.length === 0) return stated
    for (const passage of passages) {
      const words = passage && wordsOf(passage.locale)
      const hits = words ? findClaims(passage, words, claims) : []
      if (passage && hits.length > 0) stated.set(passage, statedClaims(hits, markets))
    }
    return stated
  }

  /** What a rule is told of them: all that no guard of the rule excuses. */
  function foundClaims({ page }: RuleData, { stated, source }: TreeContext, passages: Passages) {
    return [...(stated ?? [])].flatMap(([passage, claims]): FoundClaim[] => {
      const words = wordsOf(passage.locale)
      if (!words) return []
      const around = surroundingsOf(passage, passages)
      return claims
        .filter((one) => !one.isPart && !isInnocent(one, passage, page.guards, words, around))
        .map((one) => ({
          claim: one.claim,
          place: placeOf(one, passage),
          actual: writtenText(passage.block, one, source),
          locale: passage.locale,
          missing: one.missing,
        }))
    })
  }

  /** What is known of a document from its last reading, and what changed since; of another language nothing is. */
  function lastOf({ path }: Input, reading: Reading, locale: string | undefined) {
    const { blocks, changed, keepsNumbers = false } = reading
    const last = lastReadings?.get(path)
    if (!last || !changed || last.locale !== locale) return { last: undefined, since: undefined }
    return { last, since: sinceThen(last.structure, blocks, changed, keepsNumbers) }
  }

  /** Counts what passages say: again that of the passages that changed. */
  function saidIn(passages: Passages, last: LastReading | undefined, since: Since | undefined): Said {
    const said = last?.said ?? createSaid()
    const gone = last?.passages.slice(since?.start, since?.restThen) ?? []
    for (const passage of gone) if (passage) said.remove(passage.content)
    for (const passage of passages.slice(since?.start, since?.rest)) if (passage) said.add(passage.content)
    return said
  }

  function check(input: Input, settings: RuleSettings, reading: Reading): Report {
    const entries = frontMatterEntries(reading.frontMatter?.text ?? '')
    const spoken = during('locale', () => localeOf(input, reading, entries, locales))
    const { last, since } = during('reading', () => lastOf(input, reading, spoken.locale))
    // What was counted is counted on: should anything fail, the document is read anew.
    lastReadings?.delete(input.path)
    const blocks = during('locale', () =>
      again(reading.blocks, since, last?.located, (block) => locate(block, spoken.locale)),
    )
    const written = during('suppressions', () => readSuppressions(reading.comments, input.text))
    const problems: Problem[] = []
    const passages = during('matching', () =>
      again(blocks, since, last?.passages, (block) => passageIn(block, problems)),
    )
    const said = saidIn(passages, last, since)
    const tellings: PickedBy<Telling> = new Map()
    const cues: PickedBy<readonly Hit[]> = new Map()
    const numbers: PickedBy<true> = new Map()
    function picked<From, Item>(
      all: PickedBy<Item>,
      then: PickedBy<Item> | undefined,
      key: unknown,
      of: readonly From[],
      pick: (from: From) => Item | undefined,
    ): Picked<Item> {
      const found = all.get(key) ?? pickAgain(of, since, then?.get(key), pick)
      all.set(key, found)
      return found
    }
    const cuesIn = (ruleId: string): Picked<readonly Hit[]> =>
      picked(cues, last?.cues, ruleId, passages, (passage) => {
        const hits = passage ? allConditions(passage, namedBy(ruleId)) : []
        return hits.length === 0 ? undefined : hits
      })
    const where: ReadDocument['where'] = (is) =>
      picked(numbers, last?.numbers, is, reading.blocks, (block) => is(block) || undefined).numbers
    const guess = (): KindGuess => kindOf(input.path, reading.blocks, spoken.locale, said.kindSigns())
    const about = { ...spoken, ...during('kind', () => kindIn(input, entries, guess)) }
    const standing = standingOf(reading.frontMatter?.text ?? '', input.standing ?? {})
    const markets = marketsOf(standing, catalog.markets)
    const stated = during('matching', () => claimsIn(passages, settings, markets))
    const context = { ...about, path: input.path, settings, stated, source: input.text }
    const readWith = { kind: about.kind, markets: [...markets].join(), settings }
    const alike =
      last && since && last.kind === readWith.kind && last.markets === readWith.markets && last.settings === settings
        ? { last, since }
        : undefined
    const phrased = checkPassages(
      passages,
      context,
      problems,
      alike && { known: alike.last.findings, since: alike.since },
    )

    const run = (phase: 'check' | 'audit', suppressions: readonly Suppression[]): Reported[] => {
      const document: Omit<ReadDocument, 'cues' | 'claims'> = {
        path: input.path,
        source: input.text,
        locale: about.locale,
        kind: about.kind,
        blocks,
        where,
        commitments: collected.commitments,
        suppressions,
      }
      return catalog.rules.flatMap((rule) => {
        const code = codes[rule.page.id]?.[phase]
        if (!code || !isOn(rule, about, settings)) return []
        const reports = during(
          'rules',
          () =>
            guarded(
              () => {
                const claims = () => foundClaims(rule, context, passages)
                return code({ ...document, claims, cues: cuesOf(rule.page.id, passages, cuesIn) }, knownRules)
              },
              `Rule ${rule.page.id}`,
              problems,
            ),
          rule.page.id,
        )
        return reports.map((report) => {
          const wording = fold(report.actual).text
          const by = settings.accept.find(({ text }) => wording !== '' && fold(text).text.includes(wording))
          const made = { ...finding(rule, report, settings, input.path), suppressed: by?.reason ?? null }
          return { finding: made, unlessUsed: report.unlessUsed }
        })
      })
    }
    const collect = () =>
      collectCommitments({
        topics: catalog.topics,
        blocks: reading.blocks,
        passages,
        where,
        source: input.text,
        usualScopes: catalog.usualScopes,
        kind: about.kind,
        titleLimits: about.kind !== undefined && catalog.kinds[about.kind]?.role === 'policy',
        wordsOf,
        valuesOf,
        last: alike && { known: alike.last.commitments, since: alike.since },
      })
    const [collected = nothingCollected] = during('commitments', () =>
      guarded(() => [collect()], 'Reading commitments', problems),
    )
    const questioned = {
      source: input.text,
      format: input.format,
      blocks: reading.blocks,
      commitments: collected.commitments,
      frontMatter: new Set(entries.keys()),
      frontMatterEnd: reading.frontMatter ? reading.frontMatter.start + reading.frontMatter.text.length : 0,
      markets,
    }
    const tellingsOf = (ruleId: string): Picked<Telling> =>
      picked(tellings, last?.tellings, ruleId, passages, (passage) => {
        try {
          return passage && tellingOf(ruleId, passage)
        } catch (error) {
          return tell(error, 'Reading a paragraph', problems)
        }
      })
    const { findings: gaps, coverage } = checkQuestions({ ...about, settings }, problems, questioned, tellingsOf)
    const found = [...phrased.findings, ...gaps, ...run('check', written).map(findingIn)]
    const suppressed = during('suppressions', () => suppress(found, written))
    const audited = run('audit', suppressed.suppressions)
    const isOpen = ({ unlessUsed }: Reported): boolean => unlessUsed !== undefined && mayBeCompared(unlessUsed)
    const open = new Map(audited.filter(isOpen).map((one) => [one.unlessUsed, one.finding]))
    const settled = audited.filter((one) => !isOpen(one)).map(findingIn)
    if (input.format === 'markdown' && problems.length === 0)
      lastReadings?.set(input.path, {
        ...readWith,
        locale: spoken.locale,
        structure: structureOf(reading.blocks, last && since && { structure: last.structure, since }),
        located: blocks,
        passages,
        said,
        tellings,
        cues,
        numbers,
        findings: phrased.kept,
        commitments: collected,
      })
    return {
      path: input.path,
      ...about,
      findings: [...suppressed.findings, ...settled].sort(byPlace),
      problems,
      commitments: collected.commitments,
      coverage,
      mentions: mentionedTopics(catalog.topics, said.mentions),
      standing,
      suppressions: suppressed.suppressions.map((suppression) => {
        const unused = open.get(suppression)
        return unused ? { ...suppression, unused } : suppression
      }),
    }
  }

  const read = ({ path, text, format }: Input): Reading =>
    format === 'markdown' && readAgain ? readAgain(path, text) : readers[format](text)

  return {
    checkTree,
    lint(input, settings) {
      try {
        return check(
          input,
          settings,
          during('reading', () => read(input)),
        )
      } catch (error) {
        const { path, locale, kind } = input
        const problem: Problem =
          error instanceof ReadError
            ? { message: error.message, place: { start: error.offset, end: error.offset } }
            : {
                message: `Reading the ${input.format} failed: ${error instanceof Error ? error.message : String(error)}`,
              }
        return {
          path,
          locale,
          localeFrom: 'none',
          kind,
          kindFrom: 'none',
          findings: [],
          problems: [problem],
          ...nothing,
        }
      }
    },
  }
}

/** A finding of a phrase rule, so many units further on: field by field, as there may be thousands behind an edit. */
const moveFinding = (finding: Finding, by: number): Finding => ({
  ruleId: finding.ruleId,
  group: finding.group,
  source: finding.source,
  severity: finding.severity,
  reason: finding.reason,
  note: finding.note,
  url: finding.url,
  locale: finding.locale,
  place: moved(finding.place, by),
  actual: finding.actual,
  expected: finding.expected,
  fixes: finding.fixes.map(({ title, safe, edits }) => ({
    title,
    safe,
    edits: edits.map((edit) => ({ ...edit, start: edit.start + by, end: edit.end + by })),
  })),
  related: finding.related,
  suppressed: finding.suppressed,
})

/** A finding of a rule's code. */
interface Reported {
  readonly finding: Finding
  readonly unlessUsed: Suppression | undefined
}

const findingIn = ({ finding }: Reported): Finding => finding

/** What was made of blocks, by what that is. */
type PickedBy<Item> = Map<unknown, Picked<Item>>

/** Finds the cues of a rule by their names. */
function cuesOf(
  ruleId: string,
  passages: Passages,
  cuesIn: (ruleId: string) => Picked<readonly Hit[]>,
): ReadDocument['cues'] {
  return (name, within) => {
    const { numbers, items } = within ? { numbers: within, items: undefined } : cuesIn(ruleId)
    const found: FoundCue[] = []
    for (const [at, block] of numbers.entries()) {
      const passage = passages[block]
      if (!passage) continue
      for (const { owner, start, end } of items?.[at] ?? allConditions(passage, namedBy(ruleId)))
        if (owner.type === 'named' && owner.name === name)
          found.push({ block, span: { start, end }, place: toSource(passage.block, { start, end }) })
    }
    return found
  }
}

/** Notes what a reader or rule threw, once. */
function tell(error: unknown, what: string, problems: Problem[]): undefined {
  const message = `${what} failed: ${error instanceof Error ? error.message : String(error)}`
  if (!problems.some((problem) => problem.message === message)) problems.push({ message })
}

const nothing = { commitments: [], coverage: [], mentions: [], standing: {}, suppressions: [] } as const

/** The locale of a document, and how we know. */
function localeOf(
  input: Input,
  reading: Reading,
  entries: ReadonlyMap<string, string>,
  locales: LocaleDetector,
): Pick<Report, 'locale' | 'localeFrom'> {
  const declared = [entries.get('lang'), entries.get('locale'), entries.get('language')].flatMap((tag) =>
    tag ? [locales.normalise(tag)] : [],
  )
  const candidates: readonly (readonly [string | undefined, Evidence])[] = [
    [declared.find((locale) => locale !== undefined), 'front matter'],
    [input.locale === undefined ? undefined : locales.normalise(input.locale), 'configuration'],
    [localeOfPath(input, reading, locales), 'path'],
    [reading.lang === undefined ? undefined : locales.normalise(reading.lang), 'markup'],
  ]
  const [locale, localeFrom] =
    candidates.find(([found]) => found !== undefined) ?? localeOfText(reading, input, locales)
  return locale === undefined ? { locale, localeFrom: 'none' } : { locale, localeFrom }
}

/** What a path says of a text that is not plainly in another of our languages, where the path may mean something else. */
function localeOfPath({ path }: Input, { blocks }: Reading, { detect, normalise }: LocaleDetector): string | undefined {
  const found = localeInPath(path, normalise)
  if (!found || found.isSure) return found?.locale
  const told = detect(beginningOf(blocks), found.locale)
  return told === undefined || told === found.locale ? found.locale : undefined
}

function localeOfText(
  { blocks }: Reading,
  { fallbackLocale }: Input,
  locales: LocaleDetector,
): readonly [string | undefined, Evidence] {
  const fallback = fallbackLocale === undefined ? undefined : locales.normalise(fallbackLocale)
  const { locale, isTold } = locales.detectWhole(beginningOf(blocks), fallback)
  if (locale !== undefined || fallback === undefined) return [locale, isTold ? 'text' : 'configuration']
  // A long table of names and numbers looks foreign in any language.
  const prose = beginningOf(blocks.filter(({ role }) => role !== 'table-cell'))
  return [locales.detectWhole(prose, fallback).locale, 'configuration']
}

/** So much of a text tells its language, in UTF-16 units. */
const TELLING = 4000

function beginningOf(blocks: readonly Block[]): string {
  let text = ''
  for (const block of blocks) {
    if (text.length > TELLING) break
    text += `${block.text}\n`
  }
  return text.slice(0, -1)
}

/** The kind of a document, and how we know. @param guess called where nobody says it */
function kindIn(
  input: Input,
  entries: ReadonlyMap<string, string>,
  guess: () => KindGuess,
): Pick<Report, 'kind' | 'kindFrom'> {
  const stated = entries.get('kind')
  if (stated) return { kind: stated, kindFrom: 'front matter' }
  if (input.kind !== undefined) return { kind: input.kind, kindFrom: 'configuration' }
  const { kind, from } = guess()
  return { kind, kindFrom: from }
}

/** Where accepted wordings stand in a passage. */
function acceptedSpans(passage: Passage, settings: RuleSettings): { readonly span: Span; readonly reason: string }[] {
  if (settings.accept.length === 0) return []
  const folded = fold(passage.block.text)
  return settings.accept.flatMap(({ text, reason }) => {
    const wanted = fold(text).text
    const spans: { span: Span; reason: string }[] = []
    for (let at = folded.text.indexOf(wanted); wanted !== '' && at >= 0; at = folded.text.indexOf(wanted, at + 1)) {
      spans.push({ span: { start: folded.starts[at] ?? 0, end: folded.ends[at + wanted.length - 1] ?? 0 }, reason })
    }
    return spans
  })
}

/** The block that a paragraph of a foreign tree stands for: its leaves, where they stand in the file. */
function blockOf(paragraph: Paragraph): Block | undefined {
  const builder = new ProseBuilder('', 'text')
  const visit = (node: Nodes): void => {
    if ('children' in node) {
      for (const child of node.children) visit(child)
      return
    }
    const { start, end } = node.position ?? {}
    const value = textOf(node)
    if (start?.offset === undefined || end?.offset === undefined) return
    // What is written otherwise than it reads (`&amp;`) has one place for all its units.
    if (end.offset - start.offset === value.length) builder.addRun(value, start.offset)
    else builder.addAt(value, start.offset, end.offset)
  }
  visit(paragraph)
  return builder.build({ role: 'paragraph', lang: undefined, introduction: -1, heading: -1, depth: 0 })
}
