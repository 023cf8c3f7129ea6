import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { newId } from '#shared/lib/ids.ts'
import { documentFromJson, journeyJsonOfDocument } from '#shared/model/json-form.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { CARD_FRAUD_DATASET, CARD_FRAUD_EVENTS } from '#server/journeys/templates/card-fraud-events.ts'
import { TEMPLATES } from '#server/journeys/templates/templates.ts'

const dataset = { id: newId<'dataset'>() }

describe('templates', () => {
  it.each(Object.entries(TEMPLATES))(
    '%s becomes a document without a problem and comes back the same',
    (_key, template) => {
      const json = template.build({ dataset })
      const doc = documentFromJson(json)

      expect(snapshotOf(doc).problems).toEqual([])
      expect(journeyJsonOfDocument(doc)).toEqual({
        ...json,
        cards: [...json.cards].sort((a, b) => (a.id < b.id ? -1 : 1)),
        links: [...json.links].sort((a, b) => (a.id < b.id ? -1 : 1)),
        bindings: [...json.bindings].sort((a, b) => (a.elementId < b.elementId ? -1 : 1)),
      })
    },
  )

  it('gives every copy ids of its own', () => {
    const ids = (): string[] => TEMPLATES['car-repair'].build({ dataset: null }).cards.map((card) => card.id)
    expect(new Set([...ids(), ...ids()]).size).toBe(2 * ids().length)
  })

  it.each(['card-fraud', 'car-repair', 'airline-ticket'] as const)('%s is complete', (key) => {
    const json = TEMPLATES[key].build({ dataset })
    const kinds = new Set(json.cards.map((card) => card.kind))

    for (const kind of ['touchpoint', 'action', 'thought', 'quote', 'emotion', 'pain-point', 'opportunity'] as const)
      expect(kinds).toContain(kind)
    expect(json.personas.length).toBeGreaterThan(0)
    expect(json.links.length).toBeGreaterThan(4)
    expect(json.cards.filter((card) => card.kind === 'touchpoint').every((card) => card.channels.length > 0)).toBe(true)
  })

  it('the service blueprint has a card in every row and both marks', () => {
    const { cards, lanes } = TEMPLATES['service-blueprint'].build({ dataset: null })
    expect(new Set(cards.map((card) => card.kind))).toEqual(new Set(lanes.map((lane) => lane.kind)))
    expect(cards.flatMap((card) => card.marks ?? []).sort()).toEqual(['conversion', 'moment-of-truth'])
  })

  it('tells Sarah’s journey in seven steps with five opportunities, and Alex’s in nine with seven', () => {
    const counts = (key: 'car-repair' | 'airline-ticket') => {
      const json = TEMPLATES[key].build({ dataset: null })
      return [json.steps.length, json.cards.filter((card) => card.kind === 'opportunity').length]
    }
    expect(counts('car-repair')).toEqual([7, 5])
    expect(counts('airline-ticket')).toEqual([9, 7])
  })
})

describe('card-fraud events', () => {
  it('hold the published case at 1:1000, counted from rows', async () => {
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
    const connection = await instance.connect()
    await connection.run(
      'CREATE TABLE t (case_id VARCHAR, ts TIMESTAMP, seq BIGINT, event VARCHAR, channel VARCHAR, value DOUBLE, a0 VARCHAR, a1 VARCHAR, a2 VARCHAR, a3 VARCHAR)',
    )
    for (const { sql } of CARD_FRAUD_DATASET.fill('t')) await connection.run(sql)
    const count = async (sql: string): Promise<number> =>
      Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0])
    const casesOf = (event: string): Promise<number> =>
      count(`SELECT count(DISTINCT case_id) FROM t WHERE event = '${event}'`)

    expect(await casesOf(CARD_FRAUD_EVENTS.attempt)).toBe(137_000)
    expect(await casesOf(CARD_FRAUD_EVENTS.confirm)).toBe(48_000)
    expect(
      await count(`SELECT count(DISTINCT c.case_id) FROM t c JOIN t k ON k.case_id = c.case_id AND k.event = '${CARD_FRAUD_EVENTS.call}'
        AND c.event = '${CARD_FRAUD_EVENTS.confirm}' AND k.ts > c.ts AND k.ts <= c.ts + INTERVAL 24 HOUR`),
    ).toBe(31_200)
    expect(await count(`SELECT sum(a3::DECIMAL(10, 2)) FROM t`)).toBe(187_000)
    expect(await count(`SELECT count(*) FROM t WHERE event = '${CARD_FRAUD_EVENTS.call}' AND a0 = 'Amazon'`)).toBe(
      28_080,
    )
    expect(await count('SELECT count(*) - count(DISTINCT seq) FROM t')).toBe(0)
    connection.closeSync()
  })
})
