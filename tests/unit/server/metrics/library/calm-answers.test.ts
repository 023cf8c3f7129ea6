import { expect, it, onTestFinished } from 'vitest'
import { createCalmAnswers } from '#server/metrics/library/calm-answers.ts'
import type { Metric } from '#shared/metrics/metric.ts'

const metric = (event: string): Metric => ({ kind: 'count', rule: { events: [event], channels: [], where: [] } })

/** A dataset whose answers say of which version of its rows they are. */
function start() {
  const rows = { version: 1, epoch: 1 }
  const running = { now: 0, most: 0 }
  const newer: string[] = []
  const calm = createCalmAnswers({
    answers: {
      version: () => rows.version,
      numbersOfSides: async () => {
        const number = { value: rows.version, unit: 'cases', n: rows.version } as const
        return { own: number, others: number }
      },
      ask: async () => {
        running.most = Math.max(running.most, ++running.now)
        const events = rows.version
        await new Promise((resolve) => setImmediate(resolve))
        running.now--
        return { events, cases: 0 }
      },
    },
    datasets: {
      table: async () => ({
        datasetId: 'd',
        name: '',
        table: 't',
        fields: [],
        timeZone: 'UTC',
        hasSmallCaseNumbers: true,
        epoch: rows.epoch,
      }),
    },
    onNewer: (datasetId) => newer.push(datasetId),
    logger: { error: (_details, message) => expect.unreachable(message) },
  })
  onTestFinished(() => calm.close())
  return { rows, running, newer, calm }
}

it('gives what was a moment ago while rows come, and tells when there is something newer', async () => {
  const { rows, newer, calm } = start()
  const ask = async () => {
    const library = calm.begin()
    return [await library.ask('d', metric('a')), library.isBehind()]
  }
  expect(await ask()).toEqual([{ events: 1, cases: 0 }, false])
  rows.version = 2
  expect(await ask()).toEqual([{ events: 1, cases: 0 }, true])
  await expect.poll(() => newer).toEqual(['d'])
  expect(await ask()).toEqual([{ events: 2, cases: 0 }, false])
})

it('gives numbers of two sides as calmly', async () => {
  const { rows, newer, calm } = start()
  const sides = { own: {}, others: {} }
  const told = async () => {
    const library = calm.begin()
    const both = await library.numbersOfSides('d', { question: metric('a') as never, show: 'cases' }, sides, [])
    return [both?.others.value, library.isBehind()]
  }
  expect(await told()).toEqual([1, false])
  rows.version = 2
  expect(await told()).toEqual([1, true])
  await expect.poll(() => newer).toEqual(['d'])
  expect(await told()).toEqual([2, false])
})

it('waits for what is true where rows went', async () => {
  const { rows, calm } = start()
  await calm.begin().ask('d', metric('a'))
  Object.assign(rows, { version: 2, epoch: 2 })
  const library = calm.begin()
  expect(await library.ask('d', metric('a'))).toMatchObject({ events: 2 })
  expect(library.isBehind()).toBe(false)
})

it('computes one after another, each once for however many changes', async () => {
  const { rows, running, newer, calm } = start()
  const names = ['a', 'b', 'c']
  for (const name of names) await calm.begin().ask('d', metric(name))
  for (rows.version = 2; rows.version < 6; rows.version++) {
    for (const name of names) expect(await calm.begin().ask('d', metric(name))).toMatchObject({ events: 1 })
  }
  await expect.poll(() => newer.length, { timeout: 5_000 }).toBe(3)
  expect(running.most).toBe(1)
  const library = calm.begin()
  expect(await library.ask('d', metric('c'))).toMatchObject({ events: 6 })
})
