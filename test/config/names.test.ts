import { expect, it } from 'vitest'
import { folderOf, foldersUp, isWithin, join, nearest, normalize, relativeTo } from '../../src/config/index.js'

it('normalizes paths of both systems', () => {
  expect(normalize('/a/./b//../c/')).toBe('/a/c')
  expect(normalize('C:/a/../../b')).toBe('C:/b')
  expect(normalize('../a/../../b')).toBe('../../b')
  expect(normalize('a/..')).toBe('.')
  expect(join('/a', '../b')).toBe('/b')
  expect(join('C:/a', 'D:/b')).toBe('D:/b')
  expect(folderOf('/a')).toBe('/')
  expect(foldersUp('C:/a/b')).toEqual(['C:/a/b', 'C:/a', 'C:/'])
})

it('finds the way between paths', () => {
  expect(relativeTo('/a/b', '/a/b/c/d')).toBe('c/d')
  expect(relativeTo('/a/b', '/a/c')).toBe('../c')
  expect(relativeTo('/a/b', '/a/b')).toBe('.')
  expect(relativeTo('/a/b/c', '/a')).toBe('../..')
  expect(relativeTo('/', '/a')).toBe('a')
  expect(relativeTo('C:/a', 'D:/b')).toBe('D:/b')
  expect(isWithin('/a', '/ab')).toBe(false)
  expect(isWithin('/', '/ab')).toBe(true)
})

it('finds the name that was meant', () => {
  const names = ['false-urgency', 'false-scarcity', 'no-returns', 'fix']
  expect(nearest('false-urgancy', names)).toBe('false-urgency')
  expect(nearest('flase-scarcity', names)).toBe('false-scarcity')
  expect(nearest('No-Returns', names)).toBe('no-returns')
  expect(nearest('fxi', names)).toBe('fix')
  expect(nearest('something-else', names)).toBeUndefined()
})
