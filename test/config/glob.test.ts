import { describe, expect, it } from 'vitest'
import { compileGlob, compileGlobs, globBase, globOf, isGlob } from '../../src/config/index.js'

describe('compileGlob', () => {
  it.each([
    ['*.md', ['a.md', '.a.md'], ['b/a.md', 'a.mdx']],
    ['**/*.md', ['a.md', 'b/a.md', 'b/c/a.md'], ['a.txt']],
    ['copy/**', ['copy/a', 'copy/a/b', 'copy'], ['copies/a']],
    ['copy/', ['copy/a', 'copy/a/b'], ['b/copy/a']],
    ['./copy/*.md', ['copy/a.md'], ['a.md']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a/x/b/c']],
    ['a/**/**/b', ['a/b', 'a/x/b'], ['b']],
    ['{a,b/c}.md', ['a.md', 'b/c.md'], ['c.md']],
    ['{a,{b,c}}.md', ['a.md', 'b.md', 'c.md'], ['d.md']],
    ['[ab].md', ['a.md', 'b.md'], ['c.md']],
    ['[!ab].md', ['c.md'], ['a.md']],
    ['[a-c].md', ['b.md'], ['d.md']],
    ['?.md', ['a.md', '文.md', '😀.md'], ['ab.md']],
    ['a+(b).md', ['a+(b).md'], ['ab.md']],
    ['a\\*.md', ['a*.md'], ['ab.md']],
    ['\\{a,b\\}.md', ['{a,b}.md'], ['a.md', 'b.md']],
    ['{\\{a,b}.md', ['{a.md', 'b.md'], ['a.md']],
    ['[.md', ['[.md'], ['a.md']],
    ['../x/*.md', ['../x/a.md'], ['x/a.md']],
  ])('%s', (glob, yes, no) => {
    const test = compileGlob(glob)
    expect(yes.filter((path) => !test(path))).toEqual([])
    expect(no.filter(test)).toEqual([])
  })

  it('cannot be made to hang', () => {
    const start = performance.now()
    compileGlob(`${'**/*a'.repeat(30)}`)('a'.repeat(2000))
    compileGlob(`${'*a'.repeat(12)}b`)('a'.repeat(60))
    compileGlob('{a,b}'.repeat(16))('x')
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('a glob of one path', () => {
  it.each([
    'index.html',
    'pages/[slug].html',
    '!old.html',
    '{a,b}/*?.html',
    'a\\b.html',
    'a\\',
    '../x.html',
  ])('means %s and nothing else', (path) => {
    const test = compileGlobs([globOf(path)])
    expect(test(path)).toBe(true)
    expect([`in/${path}`, 'pages/s.html', 'a/bc.html', 'b/c.html', 'old.html', 'ab.html'].filter(test)).toEqual([])
  })
})

describe('compileGlobs', () => {
  it('means a name in any folder where there is no /', () => {
    const test = compileGlobs(['returns*.md', 'copy/*.md', '!copy/old.md'])
    expect(['a/b/returns-th.md', 'returns.md', 'copy/a.md', 'copy/old.md', 'x/copy/a.md'].map(test)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

it('knows the folder of a glob', () => {
  expect(['*.md', 'a/b/*.md', '/a/*.md', '/*.md', '../x/**', 'a/b.md'].map(globBase)).toEqual([
    '.',
    'a/b',
    '/a',
    '/',
    '../x',
    'a',
  ])
  expect(['a.md', 'a*', '{a}', '[a]'].map(isGlob)).toEqual([false, true, true, true])
})
