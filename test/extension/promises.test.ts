import { expect, test } from 'vitest'
import { topicsOf } from '../../src/extension/promises/nodes.js'
import { commitment, document, shop } from './documents.js'

test('topics in conflict come first, then by name', () => {
  expect(topicsOf(shop).map(({ topic, conflicts }) => [topic, conflicts])).toEqual([
    ['return-window', 2],
    ['refund-time', 0],
    ['trial-length', 0],
  ])
})

test('a conflict stands at both ends', () => {
  const [topic] = topicsOf(shop)
  expect(topic?.children.map(({ path, children }) => [path, children[0]?.conflicts])).toEqual([
    ['landing.md', ['a message']],
    ['returns.md', ['a message']],
  ])
})

test('a document of the same path in another folder has no part in it', () => {
  const [policy] = shop
  const namesake = {
    ...document('returns.md', { commitments: policy?.commitments ?? [] }),
    uri: 'file:///other/returns.md',
  }
  const [topic] = topicsOf([...shop, namesake])
  expect(topic?.children.map(({ uri, conflicts }) => [uri, conflicts])).toEqual([
    ['file:///shop/landing.md', 1],
    ['file:///shop/returns.md', 1],
    ['file:///other/returns.md', 0],
  ])
})

test('a topic is called as in the language of the interface', () => {
  const documents = [
    document('id.md', { commitments: [commitment({ locale: 'id', label: 'Batas retur' })] }),
    document('en.md', { commitments: [commitment({})] }),
  ]
  expect(topicsOf(documents, 'en')[0]?.label).toBe('Return window')
  expect(topicsOf(documents, 'id')[0]?.label).toBe('Batas retur')
  expect(topicsOf(documents, 'ru')[0]?.label).toBe('Batas retur')
})

test('nothing is made of nothing', () => expect(topicsOf([])).toEqual([]))
