import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { patchedMap } from '#shared/lib/patched-map.ts'

const sized = (size: number): Map<number, string> =>
  new Map(Array.from({ length: size }, (_, index) => [index, `first ${String(index)}`]))

describe('patchedMap', () => {
  test.each([10, 1_000])('says the same as a copy with the changes, of %i', (size) => {
    const key = fc.integer({ min: 0, max: size + 20 })
    const step = fc.array(fc.tuple(key, fc.option(fc.string({ maxLength: 3 }), { nil: undefined })), { maxLength: 12 })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let patched: ReadonlyMap<number, string> = sized(size)
        const plain = sized(size)
        for (const changes of steps) {
          const before = patched
          const entriesBefore = [...before]
          patched = patchedMap(before, new Map(changes))
          expect([...before]).toEqual(entriesBefore)
          for (const [id, value] of new Map(changes)) {
            if (value === undefined) plain.delete(id)
            else plain.set(id, value)
          }
          expect(patched.size).toBe(plain.size)
          const byKey = <Value>(entries: Iterable<readonly [number, Value]>) =>
            [...entries].toSorted(([a], [b]) => a - b)
          expect(byKey(patched)).toEqual(byKey(plain))
          expect(new Set(patched.keys())).toEqual(new Set(plain.keys()))
          expect([...patched.values()].toSorted()).toEqual([...plain.values()].toSorted())
          for (const [id] of changes) {
            expect(patched.has(id)).toBe(plain.has(id))
            expect(patched.get(id)).toBe(plain.get(id))
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('keeps the order, with what is new at the end', () => {
    const after = patchedMap(
      sized(300),
      new Map<number, string | undefined>([
        [999, 'new'],
        [1, 'other'],
        [2, undefined],
      ]),
    )
    const entries = [...after]
    expect(entries.slice(0, 3)).toEqual([
      [0, 'first 0'],
      [1, 'other'],
      [3, 'first 3'],
    ])
    expect(entries.at(-1)).toEqual([999, 'new'])
    const told: unknown[] = []
    // oxlint-disable-next-line unicorn/no-array-for-each -- it is what is tested
    after.forEach((value, id, map) => told.push([id, value, map === after]))
    expect(told).toEqual(entries.map(([id, value]) => [id, value, true]))
  })
})
