import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { createMetrics } from '#server/metrics/metrics.ts'
import type { EventsTable, MetricsDatasets, MetricsRooms } from '#server/metrics/ports.ts'
import type { PushMessage } from '#shared/contract/socket.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import { addToLog, openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import type { LogEvent } from '#tests/support/metrics-oracle.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

const JOURNEY = 'journey1'
const DATASET = 'live' as DatasetId

let engine: Engine
let close: () => Promise<void>
let table: EventsTable
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())
beforeEach(async () => {
  table = await writeLog(engine, DATASET, [])
})

const arrived = (of: string, seq: number): LogEvent => ({
  case: of,
  ts: seq * 1e6,
  seq,
  event: 'arrived',
  channel: null,
  attributes: {},
})

/** Metrics of one open journey whose first touchpoint is bound; the journey is real, its room only hands it out. */
function start() {
  const ana = createTestJourney().person('Ana')
  const { cards, steps } = drawSmallJourney(ana)
  ana.does(setBinding, {
    elementId: cards[0],
    datasetId: DATASET,
    rule: { events: ['arrived'], channels: [], where: [] },
  })

  const listeners = new Map<'changed' | 'opened', (journeyId: string) => void>()
  const pushed: JourneyReadings[] = []
  const errors: string[] = []
  let isOpen = true
  const rooms: MetricsRooms = {
    read: (_journeyId, use) => Promise.resolve(use(ana.doc)),
    headOf: () => Promise.resolve(null),
    openJourneyIds: () => (isOpen ? [JOURNEY] : []),
    isOpen: () => isOpen,
    push: (_journeyId, message: PushMessage) => {
      if (message.kind === 'readings') pushed.push(message.readings)
    },
    on: (event, listener) => {
      listeners.set(event, listener)
      return () => listeners.delete(event)
    },
  }

  const changes = new Set<(datasetId: string) => void>()
  const datasets: MetricsDatasets = {
    table: async (id) => (id === DATASET ? table : undefined),
    freshness: async (datasetId) => ({
      datasetId,
      name: 'Live',
      events: 0,
      cases: 0,
      firstEventAt: null,
      lastEventAt: null,
      timeZone: 'UTC',
      updatedAt: 0,
    }),
    onChanged: (listener) => {
      changes.add(listener)
      return () => changes.delete(listener)
    },
  }

  // The real engine behind a gate: what is asked while it is shut waits.
  let gate = Promise.resolve()
  const asked = { running: 0, most: 0, all: 0, failures: 0 }
  const gated: Engine = {
    ...engine,
    async query<Row extends object>(...question: Parameters<Engine['query']>) {
      asked.all++
      asked.most = Math.max(asked.most, ++asked.running)
      await gate
      asked.running--
      if (asked.failures > 0) {
        asked.failures--
        throw new Error('the engine fell over')
      }
      return engine.query<Row>(...question)
    },
  }
  const metrics = createMetrics({
    engine: gated,
    datasets,
    rooms,
    logger: { error: (_details, message) => errors.push(message) },
  })
  onTestFinished(() => metrics.close())

  return {
    ana,
    cards,
    steps,
    metrics,
    pushed,
    errors,
    asked,
    emit: (event: 'changed' | 'opened') => listeners.get(event)?.(JOURNEY),
    setOpen: (open: boolean) => (isOpen = open),
    shutGate: (): (() => void) => {
      let open = (): void => undefined
      gate = new Promise((resolve) => (open = resolve))
      return () => open()
    },
    arrive: async (...events: LogEvent[]): Promise<void> => {
      await addToLog(engine, table, events)
      for (const listener of changes) listener(DATASET)
    },
    latest: () => pushed.at(-1)?.elements.find(({ elementId }) => elementId === cards[0])?.cases,
  }
}

/** Between two computations it rests, the longer the more the first one took. */
const RESTED = { timeout: 10_000 }

it('never computes a journey twice at once, and ends with the newest', async () => {
  const { emit, arrive, shutGate, asked, pushed, latest } = start()
  emit('opened')
  await expect.poll(latest).toMatchObject({ value: 0 })
  const openGate = shutGate()
  await arrive(arrived('case 0', 0))
  await expect.poll(() => asked.running).toBe(1)
  for (let seq = 1; seq < 20; seq++) await arrive(arrived(`case ${seq}`, seq))
  openGate()
  await expect.poll(latest, RESTED).toMatchObject({ value: 20 })
  // The one when it was opened, the one that stood at the gate, and one more for all that came meanwhile.
  await expect.poll(() => asked.all, RESTED).toBe(3)
  expect(asked.most).toBe(1)
  expect(pushed.length).toBeLessThanOrEqual(3)
})

it('asks nothing when nothing changed, and pushes what is known to who comes', async () => {
  const { emit, metrics, asked, pushed, latest, arrive } = start()
  await arrive(arrived('a', 1))
  const first = await metrics.readingsOf(JOURNEY)
  const began = performance.now()
  expect(await metrics.readingsOf(JOURNEY)).toBe(first)
  expect(performance.now() - began).toBeLessThan(50)
  emit('opened')
  expect(latest()).toMatchObject({ value: 1 })
  await metrics.readingsOf(JOURNEY)
  expect([asked.all, pushed.length]).toEqual([1, 1])
})

it('computes again after an edit only when it changes what readings rest on', async () => {
  const { emit, ana, cards, steps, asked, pushed, metrics } = start()
  emit('opened')
  await expect.poll(() => pushed.length).toBe(1)

  // A thought has no numbers.
  ana.does(setText, { root: 'cards', id: cards[2], field: 'title', text: 'Hm.' })
  emit('changed')
  ana.does(setBinding, { elementId: steps[2], datasetId: DATASET, rule: { events: ['left'], channels: [], where: [] } })
  emit('changed')
  await expect.poll(() => pushed.length).toBe(2)
  expect(asked.all).toBe(2)
  expect(pushed[1]?.elements.some(({ elementId }) => elementId === steps[2])).toBe(true)

  // A new title changes the words, not the numbers: no question to the engine.
  ana.does(setText, { root: 'steps', id: steps[2], field: 'title', text: 'Leaves' })
  emit('changed')
  await expect.poll(() => pushed.length).toBe(3)
  expect(asked.all).toBe(2)
  expect(JSON.stringify(pushed[2])).toContain('“Leaves”')
  await metrics.close()
})

it('says that numbers are missing when the engine fails, and brings them when it is back', async () => {
  const { emit, arrive, asked, errors, latest } = start()
  await arrive(arrived('a', 1))
  asked.failures = 1
  emit('opened')
  await expect.poll(latest).toMatchObject({ value: null, note: 'could not be computed just now' })
  expect(errors).toEqual(['the readings of a dataset could not be computed'])
  await expect.poll(latest, { timeout: 6_000 }).toMatchObject({ value: 1 })
})

it('says so when the dataset is gone', async () => {
  const { ana, cards, metrics } = start()
  const rule = { events: ['arrived'], channels: [], where: [] }
  ana.does(setBinding, { elementId: cards[0], datasetId: 'nowhere' as DatasetId, rule })
  const { elements, datasets } = await metrics.readingsOf(JOURNEY)
  expect(elements[0]?.cases).toMatchObject({ value: null, note: 'the dataset has no events yet, or is gone' })
  expect(datasets).toEqual([])
})

it('leaves a journey alone that nobody has open', async () => {
  const { emit, arrive, setOpen, asked, latest } = start()
  emit('opened')
  await expect.poll(latest).toMatchObject({ value: 0 })
  setOpen(false)
  await arrive(arrived('a', 1))
  expect(asked.all).toBe(1)
  setOpen(true)
  emit('opened')
  await expect.poll(latest).toMatchObject({ value: 1 })
})
