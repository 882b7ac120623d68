import type { InferOutput } from 'valibot'
import type { Example, PageData, TopicPage } from '../core/index.js'
import { DataError } from './data-error.js'
import { readYaml } from './read-yaml.js'
import { pageSchema, topicPageSchema } from './schema.js'

/** The sections of a page, in their order; those with `?` may be missing. */
const ruleSections = ['Examples', 'How to fix it', 'Where it is silent?', 'Fix safety?', 'Sources?']
const topicSections = ['Examples', 'Sources?']

/** A page taken apart: front matter, title, first paragraphs, examples and the other sections. */
interface PageParts<Meta> {
  readonly meta: Meta
  readonly title: string
  readonly why: string
  readonly examples: readonly Example[]
  readonly sections: Readonly<Record<string, string>>
}

/**
 * Reads a rule's page.
 * @throws DataError for missing or misplaced sections, fences that are not closed, or front matter that does not fit.
 */
export function readPage(path: string, source: string, id: string, group: string): PageData {
  const { meta, ...parts } = readParts(path, source, pageSchema, ruleSections)
  return { id, group, ...parts, ...meta }
}

/**
 * Reads a topic's page.
 * @throws DataError as for a rule's.
 */
export function readTopicPage(path: string, source: string, id: string): TopicPage {
  const { meta, title, why, examples } = readParts(path, source, topicPageSchema, topicSections)
  return { id, title, why, examples, ...meta }
}

function readParts<Schema extends Parameters<typeof readYaml>[0]>(
  path: string,
  source: string,
  schema: Schema,
  sections: readonly string[],
): PageParts<InferOutput<Schema>> {
  const lines = source.replaceAll('\r\n', '\n').split('\n')
  const close = lines.indexOf('---', 1)
  if (lines[0] !== '---' || close < 0)
    throw new DataError(path, 1, 1, 'Begin the page with front matter between two lines ---')
  const meta = readYaml(schema, path, lines.slice(1, close).join('\n'), { line: 1 })

  let title: string | undefined
  const bodies = new Map<string, string[]>([['', []]])
  let section = ''
  const examples: Example[] = []
  for (let at = close + 1; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const fence = /^(`{3,})(.*)$/.exec(line)
    if (fence) {
      const end = lines.findIndex((other, index) => index > at && other === fence[1])
      if (end < 0) throw new DataError(path, at + 1, 1, `Close this fence with ${fence[1]}`)
      if (section === 'Examples')
        examples.push(readExample(path, at + 1, fence[2] ?? '', lines.slice(at + 1, end).join('\n')))
      else bodies.get(section)?.push(...lines.slice(at, end + 1))
      at = end
    } else if (line.startsWith('# ')) title ??= line.slice(2).trim()
    else if (line.startsWith('## ')) {
      section = line.slice(3).trim()
      const known = sections.findIndex((name) => name.replace('?', '') === section)
      if (known < 0)
        throw new DataError(
          path,
          at + 1,
          1,
          `No section is called “${section}”; there are ${sections.map((name) => name.replace('?', '')).join(', ')}`,
        )
      bodies.set(section, [])
    } else bodies.get(section)?.push(line)
  }
  if (title === undefined) throw new DataError(path, close + 2, 1, 'Give the page a title: # …')
  const missing = sections.find((name) => !name.endsWith('?') && !bodies.has(name))
  if (missing) throw new DataError(path, lines.length, 1, `Add the section ## ${missing}`)
  const text = (name: string): string => (bodies.get(name) ?? []).join('\n').trim()
  const why = text('')
  if (why === '') throw new DataError(path, close + 3, 1, 'Say under the title why it costs trust')
  return {
    meta,
    title,
    why,
    examples,
    sections: Object.fromEntries(
      [...bodies.keys()].filter((name) => name !== '' && name !== 'Examples').map((name) => [name, text(name)]),
    ),
  }
}

function readExample(path: string, line: number, info: string, text: string): Example {
  const [language, locale, ...rest] = info.trim().split(/\s+/)
  if (language !== 'md' || !locale)
    throw new DataError(path, line, 1, 'Write md and the locale behind the fence, for instance ```md en')
  const kind = rest.find((part) => part.startsWith('kind='))?.slice(5)
  return { locale, text, line, ...(kind === undefined ? {} : { kind }) }
}
