import { describe, expect, it } from 'vitest'
import { presenceSchema } from '#shared/contract/presence.ts'
import { NASTY_PRESENCE } from '#tests/support/nasty-presence.ts'

const user = { id: 'ana', name: 'Ana', color: 3, role: 'editor' }
const place = { item: { client: 1, clock: 2 }, assoc: -1 }
const whole = {
  user,
  cursor: { x: 1, y: 2 },
  selection: ['a'],
  drag: { ids: ['a'], dx: 1, dy: 2 },
  connecting: { fromId: 'a', toId: null, at: { x: 1, y: 2 } },
  editing: 'a',
  caret: { root: 'cards', id: 'a', field: 'title', range: { anchor: place, head: place } },
}

describe('the presence shape', () => {
  it('takes what a participant may show', () => {
    expect(presenceSchema.parse(whole)).toEqual(whole)
    expect(presenceSchema.parse({ user })).toMatchObject({ user })
  })

  it.each(NASTY_PRESENCE)('leaves out a part that is not as it should be, and keeps the rest: %s', (_what, part) => {
    const [[name]] = Object.entries(part) as [[keyof typeof whole, unknown]]
    const { [name]: shown, ...rest } = presenceSchema.parse({ ...whole, ...part })
    const { [name]: _nasty, ...expected } = whole
    expect(shown).toBeUndefined()
    expect(rest).toEqual(expected)
  })

  it('never lets a caret name a root of the document, which asking for it would make', () => {
    const range = { anchor: { ...place, tname: 'nasty' }, head: { tname: 'nasty', ...place } }
    const { caret } = presenceSchema.parse({ ...whole, caret: { ...whole.caret, range } })
    expect(JSON.stringify(caret)).not.toContain('nasty')
  })

  it.each([
    ['nobody', undefined],
    ['a huge name', { ...user, name: 'x'.repeat(1_000_000) }],
    ['no colour of ours', { ...user, color: 'url(https://example.com)' }],
    ['a colour beyond the eight', { ...user, color: 8 }],
    ['an unknown role', { ...user, role: 'god' }],
    ['a list', []],
  ])('shows nobody who does not say who they are: %s', (_what, nasty) => {
    expect(presenceSchema.safeParse({ ...whole, user: nasty }).success).toBe(false)
  })
})
