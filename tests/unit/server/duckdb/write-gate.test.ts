import { expect, it } from 'vitest'
import { createWriteGate } from '#server/duckdb/write-gate.ts'

function held() {
  let release!: () => void
  const until = new Promise<void>((resolve) => (release = resolve))
  return { until, release }
}

it('lets writes through at once, and makes them wait for what needs quiet', async () => {
  const gate = createWriteGate()
  const done: string[] = []
  const [first, second, copy] = [held(), held(), held()]
  const writes = [
    gate.write(() => first.until.then(() => done.push('first'))),
    gate.write(() => second.until.then(() => done.push('second'))),
  ]
  const quiet = gate.whenQuiet(60_000, () => copy.until.then(() => done.push('copy')))
  // A write that comes while others are under way is not held back by what waits.
  await gate.write(() => Promise.resolve(done.push('between')))
  first.release()
  second.release()
  await Promise.all(writes)
  const late = gate.write(() => Promise.resolve(done.push('late')))
  copy.release()
  await Promise.all([quiet, late])
  expect(done).toEqual(['between', 'first', 'second', 'copy', 'late'])
})

it('gives up when there is never quiet, and goes on when the quiet work fails', async () => {
  const gate = createWriteGate()
  const write = held()
  const writing = gate.write(() => write.until)
  await expect(gate.whenQuiet(5, () => Promise.resolve(1))).rejects.toMatchObject({ code: 'timeout' })
  write.release()
  await writing
  await expect(gate.whenQuiet(1_000, () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full')
  expect(await gate.write(() => Promise.resolve('written'))).toBe('written')
  expect(await gate.whenQuiet(1_000, () => Promise.resolve('copied'))).toBe('copied')
})
