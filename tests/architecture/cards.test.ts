import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { roomOf, ROOT, sourceFiles } from './scan.ts'

const CARD_MAX_LINES = 30

it('every room has a card of at most 30 lines', () => {
  const rooms = [...new Set(sourceFiles().map((file) => roomOf(file.path)))].filter((room) => room.includes('/'))
  const wrong = rooms.filter((room) => {
    const card = path.join(ROOT, room, 'README.md')
    return !fs.existsSync(card) || fs.readFileSync(card, 'utf8').trimEnd().split('\n').length > CARD_MAX_LINES
  })
  expect(rooms.length).toBeGreaterThan(20)
  expect(wrong).toEqual([])
})
