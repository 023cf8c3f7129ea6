import { expect, onTestFinished, test, vi } from 'vitest'
import { identityDeclaration } from '#shared/contract/rest/identity.ts'
import { eventsTableName } from '#server/datasets/events-table.ts'
import type { Engine } from '#server/duckdb/engine.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { mapped, startDatasets, uploaded } from '#tests/support/data-datasets.ts'

const MAPPING = { case: 'who', timestamp: 'when', event: 'what' }
const COUNTING_MS = 200

/** Whatever is asked of the engine seems to take long. */
function takesLong(engine: Engine): void {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const query = engine.query.bind(engine)
  vi.spyOn(engine, 'query').mockImplementation(async (...asked) => {
    const answer = await query(...asked)
    vi.setSystemTime(Date.now() + COUNTING_MS)
    return answer
  })
}

test('after an import nobody is told of the events from before, though counting takes long; live events may wait', async () => {
  const { datasets, engine } = await startDatasets()
  takesLong(engine)
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

test('of several datasets as one, live events of one may wait, and an import of one may not', async () => {
  const { datasets, engine } = await startDatasets()
  takesLong(engine)
  const members: string[] = []
  for (const text of [
    'who,when,what,how\nc1,2026-03-01T10:00:00Z,visit,order',
    'who,when,what\nc1,2026-03-02T10:00:00Z,pay',
  ]) {
    const { id } = await uploaded(datasets, { name: 'a.csv', text })
    await mapped(datasets, id, MAPPING)
    await datasets.identity.apply(id, identityDeclaration.parse({ caseKinds: ['customer'] }))
    members.push(id)
  }
  const [first = ''] = members
  const made = await datasets.combine(FIRST_WORKSPACE, 'All', members)
  if (!made.ok) throw new Error(made.reason)
  const names = async () => (await datasets.get(made.value.id))?.eventNames.map(({ event }) => event).toSorted()

  expect(await names()).toEqual(['pay', 'visit'])
  await datasets.ingest(first, [{ index: 0, raw: { case: 'c1', event: 'call' } }])
  expect(await names()).toEqual(['pay', 'visit'])
  await mapped(datasets, first, { ...MAPPING, event: 'how' })
  expect(await names()).toEqual(['call', 'order', 'pay'])
})

test('counts are those of all rows, though after live events only what came is looked at', async () => {
  const { datasets, engine } = await startDatasets()
  const query = engine.query.bind(engine)
  const asked: string[] = []
  vi.spyOn(engine, 'query').mockImplementation((...question) => {
    asked.push(question[0])
    return query(...question)
  })
  const rows = ['who,when,what', 'c1,2026-03-01T10:00:00Z,visit', 'c2,2026-03-02T10:00:00Z,visit']
  const { id } = await uploaded(datasets, { name: 'a.csv', text: rows.join('\n') })
  const check = async () => {
    const { events, cases, firstEventAt, lastEventAt } = (await datasets.get(id)) ?? {}
    const [counted] = await query(
      `SELECT count(*) AS events, count(DISTINCT case_id) AS cases, epoch_ms(min(ts)) AS "firstEventAt",
         epoch_ms(max(ts)) AS "lastEventAt" FROM ${eventsTableName(id)}`,
    )
    expect({ events, cases, firstEventAt, lastEventAt }).toEqual(counted)
  }
  const live = (who: string, timestamp: string) => [{ index: 0, raw: { case: who, event: 'call', timestamp } }]
  await mapped(datasets, id, MAPPING)
  await check()
  for (const [who, when] of [
    ['c1', '2026-03-03T10:00:00Z'],
    ['c3', '2026-02-01T10:00:00Z'],
    ['c3', '2026-03-02T10:00:00Z'],
  ] as const) {
    await datasets.ingest(id, live(who, when))
    asked.length = 0
    await check()
    expect(asked.filter((sql) => sql.includes('AS newest')).join()).toMatch(/seq > \d/)
  }
  await datasets.removeCustomer(FIRST_WORKSPACE, 'c3')
  await check()
  await datasets.ingest(id, live('c4', '2026-03-09T10:00:00Z'))
  await check()
  await mapped(datasets, id, { ...MAPPING, case: 'what', event: 'who' })
  await check()
})
