import type { Report } from '../core/index.js'
import { type FixedText, fixText, type Subject } from '../workspace/index.js'
import type { ActiveConfig } from './session.js'

/** Reads texts, in this thread or in another. */
export interface Reader {
  /** @throws what the engine throws */
  readonly lint: (subject: Subject, config: ActiveConfig, text: string) => Report | Promise<Report>
  /** As `fixText` does. @throws what the engine throws */
  readonly fix: (
    subject: Subject,
    config: ActiveConfig,
    text: string,
    suggestions: boolean,
  ) => FixedText | Promise<FixedText>
}

/** This thread. */
export const here: Reader = {
  lint: (subject, _config, text) => subject.lint(text),
  fix: (subject, _config, text, suggestions) => fixText(subject.lint, text, suggestions),
}
