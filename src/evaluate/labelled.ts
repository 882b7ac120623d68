import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as v from 'valibot'
import { DataError, readYaml } from '../build/read-yaml.js'

/** A sentence with the classes that people gave it. */
export interface LabelledRow {
  readonly locale: string
  readonly text: string
  readonly classes: readonly string[]
}

/** A labelled set: its rows, and for each class the rules that should find it. */
export interface LabelledSet {
  readonly name: string
  readonly classes: Readonly<Record<string, readonly string[]>>
  readonly rows: readonly LabelledRow[]
}

const mappingSchema = v.strictObject({
  /** For each class the rules of which at least one should find a row of that class. */
  classes: v.record(v.string(), v.array(v.string())),
})

const rowSchema = v.object({
  text: v.string(),
  lang: v.string(),
  category: v.union([v.string(), v.array(v.string())]),
})

/** Reads every JSONL file of `folder` that has a mapping (`<name>.yml`) in `mappings`. @throws DataError with file and line. */
export function readLabelledSets(folder: string, mappings: string): LabelledSet[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl') && existsSync(mappingPath(mappings, file)))
    .sort()
    .map((file) => {
      const path = mappingPath(mappings, file)
      const { classes } = readYaml(mappingSchema, path, readFileSync(path, 'utf8'))
      const rows = readJsonLines(rowSchema, join(folder, file)).map(({ text, lang, category }) => ({
        locale: lang,
        text,
        classes: typeof category === 'string' ? [category] : category,
      }))
      return { name: basename(file, '.jsonl'), classes, rows }
    })
}

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
