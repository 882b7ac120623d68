import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contains, createLineIndex, overlaps } from '../../src/core/index.js'
import { SpanIndex } from '../../src/core/text/span-index.js'

describe('createLineIndex', () => {
  const text = fc
    .array(fc.constantFrom('a', '😀', '\n', '\r', '\r\n', 'ก็'), { maxLength: 20 })
    .map((parts) => parts.join(''))

  it('counts as splitting the text at its line endings does', () => {
    fc.assert(
      fc.property(text, fc.nat(45), (source, offset) => {
        const index = createLineIndex(source)
        const at = Math.min(offset, source.length)
        // Between CR and LF the line has not ended yet.
        const before = source.slice(0, at)
        const lines = (before.endsWith('\r') && source.charAt(at) === '\n' ? before.slice(0, -1) : before).split(
          /\r\n|\r|\n/,
        )
        const point = index.pointAt(offset)
        expect(point).toMatchObject({ line: lines.length, offset: at })
        expect(source.slice(at - point.column + 1, at).trimEnd()).toBe(lines.at(-1))
      }),
    )
  })

  it('gives lines without their endings', () => {
    fc.assert(
      fc.property(text, (source) => {
        const index = createLineIndex(source)
        source.split(/\r\n|\r|\n/).forEach((line, i) => {
          const { start, end } = index.lineSpan(i + 1)
          expect(source.slice(start, end)).toBe(line)
        })
      }),
    )
  })

  it('clamps what lies outside', () => {
    const index = createLineIndex('a\nb')
    expect(index.pointAt(-5)).toEqual({ line: 1, column: 1, offset: 0 })
    expect(index.pointAt(99)).toEqual({ line: 2, column: 2, offset: 3 })
    expect(index.lineSpan(9)).toEqual({ start: 3, end: 3 })
  })
})

describe('spans', () => {
  it('overlap where they share a unit', () => {
    const span = fc.tuple(fc.nat(9), fc.nat(9)).map(([start, width]) => ({ start, end: start + width }))
    const units = ({ start, end }: { start: number; end: number }) =>
      Array.from({ length: end - start }, (_, i) => start + i)
    fc.assert(
      fc.property(span, span, (a, b) => {
        if (a.start < a.end && b.start < b.end)
          expect(overlaps(a, b)).toBe(units(a).some((unit) => units(b).includes(unit)))
        if (b.start < b.end) expect(contains(a, b)).toBe(units(b).every((unit) => units(a).includes(unit)))
      }),
    )
  })
})

describe('SpanIndex', () => {
  const span = fc.tuple(fc.nat(30), fc.nat(8)).map(([start, length]) => ({ start, end: start + length }))

  it('gives what shares a unit with a span, in order', () => {
    fc.assert(
      fc.property(fc.array(span), span, (spans, asked) => {
        const index = new SpanIndex(spans)
        const found = spans.filter((one) => overlaps(one, asked)).sort((a, b) => a.start - b.start)
        expect([...index.at(asked)]).toEqual(found)
        expect(index.hasAt(asked)).toBe(found.length > 0)
      }),
    )
  })
})
