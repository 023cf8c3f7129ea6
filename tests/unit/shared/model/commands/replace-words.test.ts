import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { replaceWords } from '#shared/model/commands/replace-words.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import { occurrencesIn, occurrencesOf } from '#shared/model/selectors/find-words.ts'
import { command, start } from '#tests/support/test-command.ts'

const anyCase = (text: string) => ({ text, matchCase: false, wholeWords: false })

command('replaceWords', replaceWords, {
  args: () => ({ wanted: anyCase('see an advert'), replacement: 'Hear of it' }),
  does: (after, { cards }, value) => {
    expect(after.cards.get(cards[0])?.title).toBe('Hear of it')
    expect(value).toEqual({ replaced: 1, locked: 0, tooLong: 0 })
  },
  refuses: [
    ['nothing-found', () => ({ wanted: anyCase('nowhere to be found'), replacement: 'x' })],
    ['nothing-found', () => ({ wanted: anyCase(''), replacement: 'x' })],
    ['text-too-long', () => ({ wanted: anyCase('see an advert'), replacement: 'x'.repeat(2_001) })],
    [
      'nothing-found',
      ({ cards }) => ({
        wanted: anyCase('advert'),
        replacement: 'x',
        only: { root: 'cards', id: cards[0], field: 'title', index: 1 },
      }),
    ],
  ],
  beside: [
    (ben, { cards }) =>
      ben.does(editText, { root: 'cards', id: cards[0], field: 'title', index: 13, remove: 0, insert: ' on TV' }),
    (after, { cards }) => expect(after.cards.get(cards[0])?.title).toBe('Hear of it on TV'),
  ],
})

describe('replaceWords', () => {
  it('leaves locked cards alone, and says how many', () => {
    const { ana, world } = start()
    const [first, second] = world.cards
    for (const id of [first, second]) ana.does(setText, { root: 'cards', id, field: 'title', text: 'a b a' })
    ana.does(editCards, { cardIds: [first], patch: { isLocked: true } })
    const value = ana.does(replaceWords, { wanted: anyCase('a'), replacement: 'cc' })
    expect(value.locked).toBeGreaterThanOrEqual(2)
    expect(ana.sees().cards.get(first)?.title).toBe('a b a')
    expect(ana.sees().cards.get(second)?.title).toBe('cc b cc')
    ana.undoes()
    expect(ana.sees().cards.get(second)?.title).toBe('a b a')
  })

  it('replaces one of several', () => {
    const { ana, world } = start()
    const where = { root: 'cards', id: world.cards[0], field: 'title' } as const
    ana.does(setText, { ...where, text: 'one one one' })
    ana.does(replaceWords, { wanted: anyCase('one'), replacement: 'two', only: { ...where, index: 4 } })
    expect(ana.sees().cards.get(world.cards[0])?.title).toBe('one two one')
  })

  it('finds what it would replace', () => {
    const { ana, world } = start()
    const found = Array.from(occurrencesOf(ana.sees(), anyCase('advert')))
    expect(found).toMatchObject([{ root: 'cards', id: world.cards[0], field: 'title', index: 7, length: 6 }])
  })
})

describe('occurrencesIn', () => {
  const find = (text: string, wanted: string, { matchCase = false, wholeWords = false } = {}) =>
    occurrencesIn(text, { text: wanted, matchCase, wholeWords }).map(({ index }) => index)
  it.each([
    ['Cat cat concat', 'cat', {}, [0, 4, 11]],
    ['Cat cat concat', 'cat', { matchCase: true }, [4, 11]],
    ['Cat cat concat', 'cat', { wholeWords: true }, [0, 4]],
    ['Straße, straßen', 'straße', { wholeWords: true }, [0]],
    ['a.b axb (a.b)', 'a.b', {}, [0, 9]],
    ['aaa', 'aa', {}, [0]],
    ['👩‍👩‍👧 x 👧', '👧', {}, [6, 11]],
    ['שלום עולם', 'עולם', { wholeWords: true }, [5]],
  ] as const)('%j for %j %j', (text, wanted, options, places) => expect(find(text, wanted, options)).toEqual(places))

  it('takes any letters as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), (wanted) => {
        expect(find(`x${wanted}y`, wanted, { matchCase: true })).toContain(1 + `x${wanted}y`.slice(1).indexOf(wanted))
      }),
    )
  })
})
