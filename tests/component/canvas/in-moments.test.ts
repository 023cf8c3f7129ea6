import { expect, test } from 'vitest'
import { inMoments } from '#src/canvas/in-moments.ts'

/** What happened: pieces that each take longer than a moment, and the turns that the page had meanwhile. */
async function done(isAwaited: boolean): Promise<readonly (number | 'turn')[]> {
  const order: (number | 'turn')[] = []
  function* pieces(): Generator<undefined> {
    for (const piece of [1, 2, 3]) {
      for (const end = performance.now() + 10; performance.now() < end;);
      order.push(piece)
      setTimeout(() => order.push('turn'))
      yield
    }
  }
  await inMoments(pieces(), () => isAwaited)
  return order
}

test('a large work leaves the page its turns', async () => {
  expect(await done(false)).toEqual([1, 'turn', 2, 'turn', 3, 'turn'])
})

test('once somebody waits for it, it is done in one go', async () => {
  expect(await done(true)).toEqual([1, 2, 3])
})
