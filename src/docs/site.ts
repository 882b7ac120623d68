import type { Element, ElementContent, Root } from 'hast'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'

const toHtml = unified().use(remarkParse).use(remarkGfm).use(remarkRehype).use(rehypeSite).use(rehypeStringify).freeze()

/**
 * Pages as HTML that is read from any folder without a server: links stay relative, and the search index is a script.
 * @param pages Markdown by path
 */
export function siteOf(pages: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const site = new Map<string, string>([
    ['style.css', style],
    ['search.js', search],
    ['index.js', `window.forthrightPages = ${JSON.stringify([...pages].map(([path, text]) => entry(path, text)))}\n`],
  ])
  for (const [path, text] of pages) {
    const up = '../'.repeat(path.split('/').length - 1)
    site.set(htmlPath(path), document(titleOf(text), String(toHtml.processSync(text)), up))
  }
  return site
}

const htmlPath = (path: string): string => path.replace(/README\.md$/, 'index.html').replace(/\.md$/, '.html')

const titleOf = (text: string): string => /^# (.*)$/m.exec(text)?.[1] ?? ''

/** What the search knows of a page. */
const entry = (path: string, text: string) => ({ path: htmlPath(path), title: titleOf(text), text: text.toLowerCase() })

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const document = (title: string, body: string, up: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${up}style.css">
</head>
<body data-up="${up}">
<header><a href="${up}index.html">Forthright</a> <input type="search" id="search" placeholder="Search rules and examples" aria-label="Search"><ul id="results"></ul></header>
<main>
${body}
</main>
<script src="${up}index.js"></script>
<script src="${up}search.js"></script>
</body>
</html>
`

/** Makes links to pages work in HTML, and shows the marks of examples. */
function rehypeSite() {
  return (tree: Root): void => visit(tree.children)
}

function visit(nodes: Root['children'] | ElementContent[]): void {
  for (const node of nodes) {
    if (node.type !== 'element') continue
    if (node.tagName === 'a') relink(node)
    if (node.tagName === 'code' && String(node.properties.className ?? '').includes('language-md')) showMarks(node)
    else visit(node.children)
  }
}

function relink({ properties }: Element): void {
  const { href } = properties
  if (typeof href === 'string' && !/^[a-z]+:/i.test(href)) properties.href = htmlPath(href)
}

const marked = /\{==([\s\S]*?)==\}|\{~~([\s\S]*?)~>([\s\S]*?)~~\}|\{--([\s\S]*?)--\}|\{>>([\s\S]*?)<<\}/g

function showMarks(code: Element): void {
  const [first] = code.children
  if (first?.type !== 'text') return
  const source = first.value
  const children: ElementContent[] = []
  const add = (tagName: string, text: string): void => {
    children.push({ type: 'element', tagName, properties: {}, children: [{ type: 'text', value: text }] })
  }
  let done = 0
  for (const match of source.matchAll(marked)) {
    const [whole, found, old, becomes, removed, comment] = match
    children.push({ type: 'text', value: source.slice(done, match.index) })
    if (comment !== undefined) add('small', ` ${comment}`)
    else add(found === undefined ? 'del' : 'mark', found ?? old ?? removed ?? '')
    if (becomes !== undefined) add('ins', becomes)
    done = match.index + whole.length
  }
  code.children = [...children, { type: 'text', value: source.slice(done) }]
}

const style = `:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; }
#search { flex: 1; font: inherit; padding: .3rem .5rem; }
#results { flex-basis: 100%; margin: 0; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid #8884; padding: .2rem .5rem; text-align: start; }
pre { white-space: pre-wrap; border: 1px solid #8884; border-radius: .3rem; padding: .6rem; }
code { font: inherit; }
:not(pre) > code { font-family: ui-monospace, monospace; }
del { color: #b00020; }
ins { color: #00702c; text-decoration: none; border-bottom: 2px solid; margin-inline-start: .3em; }
@media (prefers-color-scheme: dark) { del { color: #ff8a80; } ins { color: #7ddb9b; } }
`

const search = `const input = document.getElementById('search')
const results = document.getElementById('results')
const up = document.body.dataset.up
input.addEventListener('input', () => {
  const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean)
  const found = words.length === 0 ? [] : window.forthrightPages
    .filter(({ title, text }) => words.every((word) => title.toLowerCase().includes(word) || text.includes(word)))
    .sort((a, b) => rank(b, words) - rank(a, words))
    .slice(0, 12)
  results.replaceChildren(...found.map(({ path, title }) => {
    const link = document.createElement('a')
    link.href = up + path
    link.textContent = title
    const item = document.createElement('li')
    item.append(link)
    return item
  }))
})
const rank = ({ title }, words) => words.filter((word) => title.toLowerCase().includes(word)).length
`
