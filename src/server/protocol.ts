/**
 * What the language server and its clients say to each other beyond the Language Server Protocol. Types and names only, so that
 * clients carry no part of the server.
 *
 * What a client contributes:
 * - documents: languages `markdown`, `mdx`, `html`, `plaintext` in any scheme (untitled files and Markdown cells of notebooks
 *   among them), and files called `forthright.yml`, for completion and mistakes in them;
 * - the settings of `ForthrightSettings` as `forthright.*`, answered to `workspace/configuration` by scope;
 * - initialisation options as `InitializationOptions`;
 * - commands that it lists in `InitializationOptions.commands`; lenses and actions offer only these;
 * - where there is no file system (`dist/server/browser.js`): answers to the file requests below.
 */
import type { Stage } from '../core/index.js'

/** The severities of Forthright, the gravest first. */
export type SeverityName = 'error' | 'warning' | 'info' | 'hint'

/** `forthright.*`; anything left out takes its default. */
export interface ForthrightSettings {
  /** Whether documents are checked. Default true; scope resource. */
  readonly enable: boolean
  /**
   * When documents are checked. Default `onType`; scope resource. With `onSave` the server sends diagnostics only for what is
   * saved; a client that pulls asks only on open and on save.
   */
  readonly run: 'onType' | 'onSave'
  /**
   * The language of messages: a locale; `document` for that of each passage; `auto` (default) as forthright.yml says, else
   * `document`. Scope resource.
   */
  readonly messageLanguage: string
  /**
   * How severities are shown; the finding keeps its own. Default: `{ "error": "warning" }`, the rest as it is; `off` hides.
   * Scope resource.
   */
  readonly severityOverride: Readonly<Partial<Record<SeverityName, SeverityName | 'off'>>>
  /** Default true; scope resource. */
  readonly codeLens: boolean
  /** Default true; scope resource. */
  readonly inlayHints: boolean
  /** The only configuration that counts, seen from the workspace folder; empty (default) for the nearest. Scope resource. */
  readonly configFile: string
}

/** Section of all settings. `forthright.trace.server` is read by the client's library. */
export const settingsSection = 'forthright'

/** Commands that are the client's to run. */
export const clientCommands = {
  /** `(ruleId: string, url: string)`: shows the rule's page. Hovers link to it, too. The server opens `url` itself where the client does not list it. */
  openRule: 'forthright.openRule',
  /** `(uri: string)`: lets a person choose the document's kind, then applies what `forthright/setKind` answers. */
  setKind: 'forthright.setKind',
  /** `(uri: string)`: asks for `forthright/checkLarge`. The server does it itself where the client does not list it. */
  checkLarge: 'forthright.checkLarge',
  /** `(uri: string)`: shows the findings of the document. */
  showFindings: 'forthright.openReport',
} as const

/** `initializationOptions`. */
export interface InitializationOptions {
  /** The commands of `clientCommands` that the client has. */
  readonly commands?: readonly string[]
  /**
   * False for folders that nobody vouches for: then neither their configuration nor their own rules are read, until
   * `forthright/trust`. Default true.
   */
  readonly trusted?: boolean
  /**
   * False where the client asks for the workspace through `forthright/checkWorkspace` only; then `workspace/diagnostic` is not
   * offered, which some clients would otherwise ask for over and over. Default true.
   */
  readonly workspaceDiagnostics?: boolean
  /** Settings for clients that do not answer `workspace/configuration`. */
  readonly settings?: Partial<ForthrightSettings>
}

/** `InitializeResult.capabilities.experimental.forthright`. */
export interface ServerFacts {
  readonly version: string
  /** Document kinds, for choosing one. */
  readonly kinds: readonly string[]
  readonly locales: readonly string[]
}

/** A place in lines and columns: 1-based, `offset` 0-based; all in UTF-16 code units. */
export interface ReportPoint {
  readonly line: number
  readonly column: number
  readonly offset: number
}

export interface ReportPlace {
  readonly start: ReportPoint
  readonly end: ReportPoint
}

export interface ReportRelated extends ReportPlace {
  /** Seen from the workspace folder of the finding's document, which may be another than the place's; `DocumentReport.others`. */
  readonly path: string
  readonly message: string
}

/** A finding exactly as the command line's JSON has it: the same keys in the same order. */
export interface ReportFinding extends ReportPlace {
  readonly ruleId: string
  readonly group: string
  readonly severity: SeverityName
  readonly message: string
  readonly note: string | null
  readonly url: string
  readonly locale: string
  readonly actual: string
  readonly fixes: readonly {
    readonly title: string
    readonly safe: boolean
    readonly edits: readonly {
      readonly path: string
      readonly start: number
      readonly end: number
      readonly text: string
    }[]
  }[]
  readonly related: readonly ReportRelated[]
  readonly suppressed: string | null
}

/** `Diagnostic.data`; without `finding` for problems that are no findings. */
export interface DiagnosticData {
  readonly finding?: ReportFinding
  /** The texts that the fixes put in place of the passage, by the index of the fix. */
  readonly expected?: readonly string[]
}

/** Asks for the page of a rule; the answer is Markdown, or null for a rule that is not built in. */
export interface RulePageParams {
  readonly ruleId: string
}

/** A question that customers ask of a document of its kind. */
export interface ReportCoverage extends ReportPlace {
  readonly ruleId: string
  readonly topic: string
  /** In the document's language. */
  readonly question: string
  readonly stage: Stage | null
  readonly required: boolean
  readonly covered: boolean
}

/** A fact that a document promises. */
export interface ReportCommitment extends ReportPlace {
  readonly topic: string
  /** What the topic is called, in the language of the interface. */
  readonly label: string
  /** The normalised value, such as `up-to 14 days [sale-items]`. */
  readonly value: string
  readonly actual: string
  readonly locale: string
}

/** Everything that is known of one document. */
export interface DocumentReport {
  readonly uri: string
  /** Seen from the workspace folder, with `/`. */
  readonly path: string
  readonly locale: string | null
  readonly localeFrom: string
  readonly kind: string | null
  readonly kindFrom: string
  /** Suppressed ones included. */
  readonly findings: readonly ReportFinding[]
  /** The URIs of other documents that findings point to, by `ReportRelated.path`. */
  readonly others: Readonly<Record<string, string>>
  readonly coverage: readonly ReportCoverage[]
  /** Whether the document is compared with others: false for drafts, archives, and what does not hold yet or no longer. */
  readonly inForce: boolean
  readonly commitments: readonly ReportCommitment[]
}

/** What the status item shows of a document. */
export interface DocumentStatus {
  readonly uri: string
  /**
   * `checked`; `off` by setting; `ignored` by a pattern; `broken` where the configuration is, and no earlier one is known;
   * `failed` where the document could not be read; `large` where it has more than 5 MB and nobody has asked for it.
   */
  readonly state: 'checked' | 'off' | 'ignored' | 'broken' | 'failed' | 'large'
  /**
   * The pattern that excludes the document, what is wrong, or how large it is. Of a checked document: that it is compared with no
   * other, as the workspace has more than 1000 and `forthright/checkWorkspace` was not asked for.
   */
  readonly detail: string | null
  readonly locale: string | null
  readonly localeFrom: string | null
  readonly kind: string | null
  readonly kindFrom: string | null
  /** Standing findings by the severities of the rules, whatever the editor shows. */
  readonly counts: Readonly<Record<SeverityName, number>>
  readonly suppressed: number
  /** The configuration that holds, as a URI; null where there is none. */
  readonly config: string | null
  /** What is wrong with the configuration; an earlier state of it holds meanwhile. */
  readonly configProblem: string | null
  /** Whether configuration is left unread because the folder is not trusted. */
  readonly restricted: boolean
}

/** `forthright/report`, client to server. Without `uri`: every document of the workspace, once all were read. */
export interface ReportParams {
  readonly uri?: string
}
export interface ReportResult {
  readonly documents: readonly DocumentReport[]
}

/** `forthright/status`, client to server. Null for a document that is not open. */
export interface StatusParams {
  readonly uri: string
}

/**
 * `forthright/checkWorkspace`, client to server: checks all documents of all folders, as the command line does without paths.
 * Takes a work-done token for progress and can be cancelled. Diagnostics of documents that are not open are published and kept
 * up to date until they are opened.
 */
export interface CheckWorkspaceResult {
  readonly files: number
  /** Standing findings. */
  readonly findings: number
  /** What could not be done. */
  readonly problems: readonly string[]
  readonly cancelled: boolean
}

/**
 * `forthright/setKind`, client to server; answers a `WorkspaceEdit`, or null where the document already says so, and where it
 * would be the configuration that says so but the folder is not trusted.
 */
export interface SetKindParams {
  readonly uri: string
  readonly kind: string
}

/** `forthright/checkLarge`, client to server: checks the present state of an open document, however large it is. */
export interface CheckLargeParams {
  readonly uri: string
}

/** `forthright/readFile` and `forthright/listFiles`, server to client, where the server has no file system. */
export interface FileParams {
  readonly uri: string
}
/** The bytes in base64; null where there is no such file. */
export interface ReadFileResult {
  readonly base64: string | null
}
/** What is in a folder; null where there is no such folder. */
export interface ListFilesResult {
  readonly entries: readonly { readonly name: string; readonly type: 'file' | 'folder' | 'other' }[] | null
}

export const methods = {
  report: 'forthright/report',
  rulePage: 'forthright/rulePage',
  status: 'forthright/status',
  checkWorkspace: 'forthright/checkWorkspace',
  setKind: 'forthright/setKind',
  checkLarge: 'forthright/checkLarge',
  /** Notification, client to server, without parameters: the folders are trusted from now on. */
  trust: 'forthright/trust',
  /** Notification, server to client: a `DocumentStatus` that changed. */
  statusChanged: 'forthright/statusChanged',
  readFile: 'forthright/readFile',
  listFiles: 'forthright/listFiles',
} as const
