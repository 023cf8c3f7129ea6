import * as fc from 'fast-check'
import { generateKeyBetween } from 'fractional-indexing'
import { describe, expect, it } from 'vitest'
import { isOrderKey, orderBetween, ordersBetween } from '#shared/lib/fractional-order.ts'
import { moveStage } from '#shared/model/commands/move-stage.ts'
import { addStage } from '#shared/model/commands/add-stage.ts'
import { orderAmong } from '#shared/model/commands/order-among.ts'
import type { Sibling } from '#shared/model/commands/stored.ts'
import { ORDER_MAX_LENGTH } from '#shared/model/records/limits.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { createTestJourney } from '#tests/support/test-journey.ts'

const sorted = (siblings: readonly Sibling[]): Sibling[] =>
  [...siblings].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1))

/** Inserts as a command does. */
function insert(siblings: readonly Sibling[], id: string, index: number): Sibling[] {
  const order = orderAmong(siblings, index, 1)
  const renumbered = new Map(order.renumbered.map((sibling) => [sibling.id, sibling.order]))
  const kept = siblings.map((sibling) => ({ ...sibling, order: renumbered.get(sibling.id) ?? sibling.order }))
  return sorted([...kept, { id, order: order.keys[0] ?? '' }])
}

describe('orderAmong', () => {
  it('puts each one exactly where it was wanted, whatever came before', () => {
    const wanted = fc.array(fc.nat({ max: 30 }), { maxLength: 60 })
    fc.assert(
      fc.property(wanted, (indices) => {
        let siblings: Sibling[] = []
        const expected: string[] = []
        for (const [count, at] of indices.entries()) {
          const index = Math.min(at, siblings.length)
          siblings = insert(siblings, `s${count}`, index)
          expected.splice(index, 0, `s${count}`)
        }
        expect(siblings.map(({ id }) => id)).toEqual(expected)
      }),
    )
  })

  it('keeps keys short, however often one inserts at the same place', () => {
    let siblings: Sibling[] = [
      { id: 'first', order: 'a0' },
      { id: 'last', order: 'a1' },
    ]
    for (let count = 0; count < 1_000; count++) siblings = insert(siblings, `s${count}`, 1)
    expect(Math.max(...siblings.map(({ order }) => order.length))).toBeLessThan(ORDER_MAX_LENGTH)
    expect(siblings[1]?.id).toBe('s999')
    expect(siblings.at(-1)?.id).toBe('last')
  })

  it('gets between two that drew the same key', () => {
    const tied = [
      { id: 'a', order: 'a1' },
      { id: 'b', order: 'a1' },
      { id: 'c', order: 'a2' },
    ]
    expect(insert(tied, 'new', 1).map(({ id }) => id)).toEqual(['a', 'new', 'b', 'c'])
  })

  it('takes an index outside as the nearest end', () => {
    const two = [
      { id: 'a', order: 'a0' },
      { id: 'b', order: 'a1' },
    ]
    expect(insert(two, 'new', -5)[0]?.id).toBe('new')
    expect(insert(two, 'new', 99)[2]?.id).toBe('new')
    expect(insert(two, 'new', Number.NaN)[2]?.id).toBe('new')
  })
})

describe('order keys', () => {
  it('of a pasted block rise and stay short', () => {
    const keys = ordersBetween('a0', 'a1', 2_000)
    expect(keys.length).toBe(2_000)
    expect([...keys].sort()).toEqual(keys)
    expect(Math.max(...keys.map((key) => key.length))).toBeLessThan(16)
  })

  it('from elsewhere are checked', () => {
    expect(isOrderKey(orderBetween('a0', 'a1'))).toBe(true)
    for (const wrong of ['', '!', 'a', 'a00', 'ü0', 'z', '0']) expect(isOrderKey(wrong)).toBe(false)
  })

  it('are told from other words as the library that makes them tells', () => {
    const isTaken = (key: string): boolean => {
      try {
        generateKeyBetween(key, null)
        return true
      } catch {
        return false
      }
    }
    const digit = fc.constantFrom('0', '1', '9', 'A', 'M', 'Y', 'Z', 'a', 'b', 'c', 'y', 'z')
    const nearKey = fc.tuple(digit, fc.string({ unit: digit, maxLength: 30 })).map(([head, rest]) => head + rest)
    const edges = ['A', 'Z', 'a', 'z', '0'].flatMap((head) =>
      [0, 1, 2, 25, 26, 27].flatMap((length) => ['0', 'z'].map((fill) => head + fill.repeat(length))),
    )
    for (const key of edges) expect([key, isOrderKey(key)]).toEqual([key, isTaken(key)])
    fc.assert(
      fc.property(nearKey, (key) => isOrderKey(key) === isTaken(key)),
      { numRuns: 2_000 },
    )
  })

  it('that are wrong make a record a problem, and nothing else', () => {
    const ana = createTestJourney().person('Ana')
    const { stageId } = ana.does(addStage, { title: 'Good' })
    const damaged = ana.does(addStage, { title: 'Damaged' }).stageId
    const stage = ana.doc.getMap('stages').get(damaged) as { set: (field: string, value: unknown) => void }
    stage.set('order', 'not a key')
    expect(ana.sees().problems).toMatchObject([{ root: 'stages', id: damaged }])
    ana.does(addStage, { title: 'Next' })
    ana.does(moveStage, { stageId, index: 1 })
    expect(stagesInOrder(ana.sees()).map(({ title }) => title)).toEqual(['Next', 'Good'])
  })
})
