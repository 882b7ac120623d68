import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as v from 'valibot'
import { DataError } from '../build/data-error.js'
import { readYaml } from '../build/read-yaml.js'

/** Rows that authors may read while they write rules, and rows that only the measurement sees. */
export type Split = 'working' | 'held out'

/** A sentence with the classes that people gave it. */
export interface LabelledRow {
  readonly id: string
  readonly locale: string
  readonly text: string
  readonly classes: readonly string[]
  /** Whether people would flag it at all. */
  readonly positive: boolean
  readonly split: Split
}

/** A labelled set: its rows, and for each class the rules that should find it. */
export interface LabelledSet {
  readonly name: string
  readonly classes: Readonly<Record<string, readonly string[]>>
  /** The rules of which one should find a row that is flagged at all. */
  readonly any: readonly string[]
  readonly rows: readonly LabelledRow[]
  /** Rows left out because no editor would share their label, by id, with the reason. */
  readonly disputed: Readonly<Record<string, string>>
}

const numeral = v.pipe(v.string(), v.regex(/^\d+$/, 'Write a number'), v.transform(Number))

const mappingSchema = v.strictObject({
  /** For each class the rules of which at least one should find a row of that class. */
  classes: v.record(v.string(), v.array(v.string())),
  /** Rules beyond those of the classes that may flag a row that is flagged at all. */
  any: v.optional(v.array(v.string()), []),
  /** Which rows are held out: those where the SHA-1 of a field, its first four hexadecimal digits divided by `of`, leaves `rest`. */
  held: v.optional(v.strictObject({ by: v.picklist(['id', 'document']), of: numeral, rest: numeral })),
  disputed: v.optional(v.record(v.string(), v.string()), {}),
})
type Mapping = v.InferOutput<typeof mappingSchema>

const rowSchema = v.object({
  id: v.string(),
  text: v.string(),
  lang: v.string(),
  label: v.number(),
  category: v.union([v.string(), v.array(v.string())]),
  document: v.optional(v.string()),
})
type Row = v.InferOutput<typeof rowSchema>

/** Reads every JSONL file of `folder` that has a mapping (`<name>.yml`) in `mappings`. @throws DataError with file and line. */
export function readLabelledSets(folder: string, mappings: string): LabelledSet[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl') && existsSync(mappingPath(mappings, file)))
    .sort()
    .map((file) => {
      const path = mappingPath(mappings, file)
      const mapping = readYaml(mappingSchema, path, readFileSync(path, 'utf8'))
      const { classes, any, disputed } = mapping
      const rows = readJsonLines(rowSchema, join(folder, file))
        .filter(({ id }) => !(id in disputed))
        .map((row) => labelledRow(row, mapping))
      const name = basename(file, '.jsonl')
      return { name, classes, any: [...new Set([...Object.values(classes).flat(), ...any])], rows, disputed }
    })
}

function labelledRow(row: Row, { held }: Mapping): LabelledRow {
  const { id, text, lang, category, label } = row
  return {
    ...{ id, text, locale: lang, positive: label === 1 },
    classes: typeof category === 'string' ? [category] : category,
    split: held && remainder(row[held.by] ?? id, held.of) === held.rest ? 'held out' : 'working',
  }
}

const remainder = (text: string, of: number): number =>
  Number.parseInt(createHash('sha1').update(text).digest('hex').slice(0, 4), 16) % of

const mappingPath = (mappings: string, file: string): string => join(mappings, `${basename(file, '.jsonl')}.yml`)

/** Reads a file of one JSON value a line. @throws DataError with the line that does not fit. */
export function readJsonLines<S extends v.GenericSchema>(schema: S, path: string): v.InferOutput<S>[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return []
      let value: unknown
      try {
        value = JSON.parse(line)
      } catch {
        throw new DataError(path, index + 1, 1, 'Write one JSON object a line')
      }
      const result = v.safeParse(schema, value)
      if (!result.success)
        throw new DataError(
          path,
          index + 1,
          1,
          `${v.getDotPath(result.issues[0]) ?? 'row'}: ${result.issues[0].message}`,
        )
      return [result.output]
    })
}
