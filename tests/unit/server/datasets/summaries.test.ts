import { expect, onTestFinished, test, vi } from 'vitest'
import { mapped, startDatasets, uploaded } from '#tests/support/data-datasets.ts'

const MAPPING = { case: 'who', timestamp: 'when', event: 'what' }
const COUNTING_MS = 200

test('after an import nobody is told of the events from before, though counting takes long; live events may wait', async () => {
  const { datasets, engine } = await startDatasets()
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const query = engine.query.bind(engine)
  vi.spyOn(engine, 'query').mockImplementation(async (...asked) => {
    const answer = await query(...asked)
    vi.setSystemTime(Date.now() + COUNTING_MS)
    return answer
  })
  const { id } = await uploaded(datasets, {
    name: 'a.csv',
    text: 'who,when,what,how\nc1,2026-03-01T10:00:00Z,visit,order',
  })
  const names = async () => (await datasets.get(id))?.eventNames.map(({ event }) => event).toSorted()

  await mapped(datasets, id, MAPPING)
  expect(await names()).toEqual(['visit'])
  await datasets.ingest(id, [{ index: 0, raw: { case: 'c1', event: 'call' } }])
  expect(await names()).toEqual(['visit'])
  await mapped(datasets, id, { ...MAPPING, event: 'how' })
  expect(await names()).toEqual(['call', 'order'])
})
