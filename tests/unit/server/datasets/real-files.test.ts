import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DatasetBody, DatasetMappingInput } from '#shared/contract/rest/datasets.ts'
import { eventsTableName } from '#server/datasets/events-table.ts'
import { mapped, uploaded, type TestDatasets } from '#tests/support/data-datasets.ts'
import { openSharedDatasets } from '#tests/support/data-open-datasets.ts'
import { hasSharedData, sharedFile, sharedJson } from '#tests/support/data-shared.ts'

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

const SETS: Record<string, string> = {
  receipt: 'receipt.csv.gz',
  'running-example': 'running-example.csv',
  'order-intervals': 'interval_event_log.csv',
  roadtraffic100: 'roadtraffic100traces.csv',
}

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
        expect([wanted].flat()).toContain(guess[part])
        expect(guessReasons?.[part]).toMatch(/^[A-Z0-9].*\.$/)
      }
      if (expected.ignore) expect(guess.ignore).toEqual(['column 1'])
    },
  )

  test('a survey has no case', async () => {
    const survey = await uploaded(open.datasets, sharedFile('nps-telco-verbatim', 'verbatim.csv'))
    expect(guessed(survey).case).toBeNull()
    expect(survey.profile?.dateOrderNeeded).toBe(false)
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
