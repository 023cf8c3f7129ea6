import { expect, test } from 'vitest'
import { beforeLaterParts, fetchLaterParts, laterParts, withLaterParts } from '#src/canvas/later.ts'

test('the parts come into use when what they need first is done, a piece at a time', async () => {
  const done: string[] = []
  function* pieces(): Generator<undefined> {
    for (const piece of ['first', 'second', 'third']) {
      expect(laterParts()).toBeNull()
      done.push(piece)
      yield
    }
  }
  beforeLaterParts((parts) => parts.inMoments(pieces(), () => false))
  withLaterParts(() => done.push('used'))
  const parts = await fetchLaterParts()
  expect(done).toEqual(['first', 'second', 'third', 'used'])
  expect(laterParts()).toBe(parts)
})
