import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { DatasetBody, DatasetMappingInput } from '#shared/contract/rest/datasets.ts'
import { eventsTableName } from '#server/datasets/events-table.ts'
import { mapped, uploaded, type TestDatasets } from '#tests/support/data-datasets.ts'
import { openSharedDatasets } from '#tests/support/data-open-datasets.ts'
import { zipOf } from '#tests/support/zip-file.ts'
import { hasSharedData, sharedFile, sharedJson } from '#tests/support/data-shared.ts'

// A quarter of a million events take a while on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

type Expected = string | string[] | undefined
type ExpectedMapping = Partial<Record<'customer' | 'timestamp' | 'event' | 'channel' | 'value', Expected>> & {
  readonly ignore?: string[]
}
interface Golden {
  readonly eventDefinition: { readonly map?: { readonly timestamp?: string } }
  readonly events: {
    readonly counts: {
      readonly events: number
      readonly cases: number
      readonly distinctEvents: number
      readonly firstTsUs: number
      readonly lastTsUs: number
      readonly eventsPerName: Record<string, number>
      readonly casesPerName: Record<string, number>
    }
  }
}

interface SurveyGolden {
  readonly survey: { readonly rows: number } & Record<
    string,
    { readonly all: { readonly dist: Record<string, number> } }
  >
}

const SETS: Record<string, string> = {
  receipt: 'receipt.csv.gz',
  'running-example': 'running-example.csv',
  'order-intervals': 'interval_event_log.csv',
  roadtraffic100: 'roadtraffic100traces.csv',
  'bpic2012-loan': 'bpic2012.xes.gz',
}
/** The same log in another format. */
const TWINS: readonly (readonly [set: string, file: string, timezone: string])[] = [
  ['receipt', 'receipt.xes.gz', 'UTC'],
  ['receipt', 'receipt.parquet', 'Europe/Amsterdam'],
  ['running-example', 'running-example.xes', 'UTC'],
  ['running-example', 'running-example.parquet', 'Europe/Amsterdam'],
]

describe.skipIf(!hasSharedData)('files that others wrote', () => {
  let open: TestDatasets
  beforeAll(async () => {
    open = await openSharedDatasets()
  })
  afterAll(() => open.close())

  const guessed = (dataset: DatasetBody) => {
    if (!dataset.profile) throw new Error(`no profile: ${JSON.stringify(dataset.error)}`)
    return dataset.profile.guess
  }

  test.each([...Object.entries(SETS), ['amplitude-export', 'amplitude_event_data.csv']] as const)(
    '%s: the guessed columns are the right ones',
    async (set, file) => {
      const expected = sharedJson(set, 'expected-mapping.json') as ExpectedMapping
      const { guess, guessReasons } = (await uploaded(open.datasets, sharedFile(set, file))).profile ?? {}
      if (!guess) throw new Error('no profile')
      for (const [part, wanted] of [
        ['case', expected.customer],
        ['timestamp', expected.timestamp],
        ['event', expected.event],
        ['channel', expected.channel],
        ['value', expected.value],
      ] as const) {
        if (wanted === undefined) continue
        // What belongs to the case is called @… there and case:… here.
        expect([wanted].flat().map((name) => name.replace(/^@/, 'case:'))).toContain(guess[part])
        expect(guessReasons?.[part]).toMatch(/^[A-Z0-9].*\.$/)
      }
      if (expected.ignore) expect(guess.ignore).toEqual(['column 1'])
    },
  )

  test('a survey is seen as one: score, scale, comment, touchpoint, and no case', async () => {
    const { survey } = sharedJson('nps-telco-verbatim', 'expected-mapping.json') as { survey: Record<string, string> }
    const profiled = await uploaded(open.datasets, sharedFile('nps-telco-verbatim', 'verbatim.csv'))
    const guess = guessed(profiled)
    expect(profiled.profile?.recognized?.shape).toBe('survey')
    expect(guess).toMatchObject({
      case: null,
      value: survey['score'],
      scale: survey['scale'],
      timestamp: survey['timestamp'],
      event: survey['touchpoint'],
    })
    expect(profiled.profile?.recognized?.reasons.join(' ')).toContain(`“${survey['comment']}”`)
    expect(profiled.profile?.dateOrderNeeded).toBe(false)
    const { dataset } = await mapped(open.datasets, profiled.id, { ...guess, timezone: 'UTC' })
    const golden = sharedJson('nps-telco-verbatim', 'golden.json') as SurveyGolden
    expect(dataset.result).toMatchObject({ records: golden.survey.rows, accepted: golden.survey.rows, rejected: 0 })
    expect(await distribution(dataset.id)).toEqual(golden.survey['NPS_SCORE']?.all.dist)
  })

  test('reviews are a survey on five points, of orders', async () => {
    const profiled = await uploaded(open.datasets, sharedFile('olist-sample', 'olist_order_reviews_dataset.csv'))
    const guess = guessed(profiled)
    const { survey } = sharedJson('olist-sample', 'expected-mapping.json') as {
      survey: Record<string, string | string[]>
    }
    expect(guess).toMatchObject({ value: survey['score'], scale: survey['scale'], case: survey['customer'] })
    expect(survey['timestamp']).toContain(guess.timestamp)
    const { dataset } = await mapped(open.datasets, profiled.id, { ...guess, timezone: 'UTC' })
    const golden = sharedJson('olist-sample', 'golden.json') as SurveyGolden
    expect(dataset.result).toMatchObject({ records: golden.survey.rows, accepted: golden.survey.rows })
    expect(await distribution(dataset.id)).toEqual(golden.survey['review_score']?.all.dist)
  })

  async function distribution(id: string): Promise<Record<string, number>> {
    const rows = await open.engine.query<{ value: number; answers: number }>(
      `SELECT value, count(*) AS answers FROM ${eventsTableName(id)} WHERE value IS NOT NULL GROUP BY value`,
    )
    return Object.fromEntries(rows.map(({ value, answers }) => [String(value), answers]))
  }

  test('a wide table is seen as one, and its promised date is no step', async () => {
    const expected = sharedJson('olist-sample', 'expected-mapping.json') as ExpectedMapping & { milestones: string[] }
    const profiled = await uploaded(open.datasets, sharedFile('olist-sample', 'olist_orders_dataset.csv'))
    const guess = guessed(profiled)
    expect(profiled.profile?.recognized?.shape).toBe('wide')
    expect(guess).toMatchObject({ case: expected.customer, timestamp: null, event: null })
    expect(guess.steps.map(({ column }) => column)).toEqual(expected.milestones)
    const golden = sharedJson('olist-sample', 'golden.json') as Golden & {
      readonly eventDefinition: { readonly source: { readonly milestones: [string, string][] } }
    }
    const steps = golden.eventDefinition.source.milestones.map(([column, event]) => ({ column, event }))
    const { dataset } = await mapped(open.datasets, profiled.id, { ...guess, timezone: 'UTC', steps })
    const { eventsPerName } = golden.events.counts
    expect(dataset.result).toMatchObject({ records: 4071, accepted: 4071, rejected: 0 })
    const perName = dataset.eventNames.map(({ event, events }) => [event, events])
    expect(Object.fromEntries(perName)).toEqual(
      Object.fromEntries(steps.map(({ event }) => [event, eventsPerName[event]])),
    )
  })

  test.each(TWINS)('%s: %s holds the same log', async (set, file, timezone) => {
    const golden = (sharedJson(set, 'golden.json') as Golden).events.counts
    const profiled = await uploaded(open.datasets, sharedFile(set, file))
    const { dataset } = await mapped(open.datasets, profiled.id, { ...guessed(profiled), timezone })
    expect(dataset).toMatchObject({ events: golden.events, cases: golden.cases })
    const perName = dataset.eventNames.map(({ event, events }) => [event, events])
    expect(Object.fromEntries(perName)).toEqual(golden.eventsPerName)
    const [range] = await open.engine.query(
      `SELECT min(ts) AS earliest, max(ts) AS latest FROM ${eventsTableName(dataset.id)}`,
    )
    expect(range).toEqual({ earliest: golden.firstTsUs, latest: golden.lastTsUs })
  })

  test('thirty days of JSON in one archive are one log', async () => {
    const golden = (sharedJson('sparkify', 'golden.json') as Golden).events.counts
    const { eventDefinition } = sharedJson('sparkify', 'golden.json') as {
      eventDefinition: { source: { files: string[] } }
    }
    const files = eventDefinition.source.files.map(
      (file) => [file, readFileSync(sharedFile('sparkify', file))] as const,
    )
    const expected = sharedJson('sparkify', 'expected-mapping.json') as ExpectedMapping
    const glued = Buffer.concat(files.map(([, bytes]) => bytes))
    for (const [name, text] of [
      ['days.zip', zipOf(Object.fromEntries(files))],
      ['glued.json', glued],
    ] as const) {
      const profiled = await uploaded(open.datasets, { name, text })
      const guess = guessed(profiled)
      expect(guess).toMatchObject({ case: expected.customer, timestamp: expected.timestamp, event: expected.event })
      const { dataset } = await mapped(open.datasets, profiled.id, { ...guess, timezone: 'UTC' })
      expect(dataset).toMatchObject({ events: golden.events, cases: golden.cases })
      expect(dataset.result).toMatchObject({ records: 8056, rejectedBy: { missing_case: 286 } })
      const perName = dataset.eventNames.map(({ event, events }) => [event, events])
      expect(Object.fromEntries(perName)).toEqual(golden.eventsPerName)
    }
  })

  test.each(Object.entries(SETS))('%s: counts equal those that two other programs computed', async (set, file) => {
    const { events, eventDefinition } = sharedJson(set, 'golden.json') as Golden
    const golden = events.counts
    const profiled = await uploaded(open.datasets, sharedFile(set, file))
    const guess = guessed(profiled)
    const time = eventDefinition.map?.timestamp
    const mapping: DatasetMappingInput = {
      case: guess.case ?? '',
      timestamp: time ?? guess.timestamp ?? '',
      event: guess.event ?? '',
      channel: guess.channel,
      value: guess.value,
      ignore: guess.ignore,
    }
    const { dataset } = await mapped(open.datasets, profiled.id, mapping)
    expect(dataset.result).toMatchObject({ accepted: golden.events, rejected: 0, complete: true })
    expect(dataset).toMatchObject({ state: 'ready', events: golden.events, cases: golden.cases })
    expect(dataset.eventNames).toHaveLength(golden.distinctEvents)
    const perName = dataset.eventNames.map(({ event, events }) => [event, events])
    expect(Object.fromEntries(perName)).toEqual(golden.eventsPerName)
    const casesPerName = dataset.eventNames.map(({ event, cases }) => [event, cases])
    expect(Object.fromEntries(casesPerName)).toEqual(golden.casesPerName)
    const [range] = await open.engine.query(
      `SELECT min(ts) AS earliest, max(ts) AS latest FROM ${eventsTableName(dataset.id)}`,
    )
    expect(range).toEqual({ earliest: golden.firstTsUs, latest: golden.lastTsUs })
  })
})
