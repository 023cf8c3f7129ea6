import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { draftJourney } from '#server/metrics/draft/draft-journey.ts'
import { journeyNumbers } from '#server/metrics/journey-numbers.ts'
import { journeyPlanOf } from '#server/metrics/journey-plan.ts'
import type { EventsTable } from '#server/metrics/ports.ts'
import { byOrder } from '#shared/lib/fractional-order.ts'
import { documentFromJson, type JourneyJson } from '#shared/model/json-form.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { mapped, startDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'

const DATA = path.resolve(import.meta.dirname, '../../../../../shared/data')

/** The file as a person would import it. */
async function importCsv(file: string, channel: string | null): Promise<{ engine: Engine; table: EventsTable }> {
  const { datasets, engine } = await startDatasets()
  const { id } = await uploaded(datasets, file)
  await mapped(datasets, id, {
    case: 'case:concept:name',
    timestamp: 'time:timestamp',
    event: 'concept:name',
    channel,
  })
  const table = await datasets.table(id)
  if (!table) throw new Error('The file was imported.')
  return { engine, table }
}

const drafted = async (engine: Engine, table: EventsTable): Promise<JourneyJson> => {
  const journey = await draftJourney(engine, table, null)
  if (!journey) throw new Error('The dataset has events.')
  return journey
}

const titlesInOrder = (journey: JourneyJson): string[] =>
  stepsInOrder(snapshotOf(documentFromJson(journey))).map((step) => step.title)

const stepsPerStage = (journey: JourneyJson): number[] =>
  [...journey.stages].sort(byOrder).map(({ id }) => journey.steps.filter((step) => step.place.stageId === id).length)

async function expectLiveFigures(engine: Engine, table: EventsTable, journey: JourneyJson): Promise<void> {
  expect(journey.bindings.map((binding) => binding.elementId).sort()).toEqual(journey.cards.map(({ id }) => id).sort())
  const [plan, ...others] = journeyPlanOf(snapshotOf(documentFromJson(journey)))
  expect(others).toEqual([])
  if (!plan) throw new Error('Everything is bound.')
  expect(plan.elements).toHaveLength(journey.stages.length + journey.steps.length + journey.cards.length)
  expect(plan.links).toHaveLength(journey.links.length)
  const numbers = await journeyNumbers(engine, table, plan.question)
  for (const { cases } of numbers.sets) expect(cases).toBeGreaterThan(0)
  for (const { count } of numbers.flows) expect(count).toBeGreaterThan(0)
}

describe('draftJourney', () => {
  const receipt = path.join(DATA, 'receipt/receipt.csv.gz')
  it.skipIf(!existsSync(receipt))('tells the receipt log in the order in which its cases go', async () => {
    const { engine, table } = await importCsv(receipt, 'case:channel')
    const journey = await drafted(engine, table)
    const titles = titlesInOrder(journey)
    expect(titles[0]).toBe('Confirmation of receipt')
    const main = ['Confirmation of receipt', 'T02', 'T04', 'T05', 'T06', 'T10'].map((start) =>
      titles.findIndex((title) => title.startsWith(start)),
    )
    expect(main).toEqual([...main].sort((a, b) => a - b))
    expect(main).not.toContain(-1)
    // Names in fewer than 1 % of the cases are left out.
    expect(titles.some((title) => title.startsWith('T13'))).toBe(false)
    expect(journey.stages.length).toBeGreaterThanOrEqual(4)
    expect(journey.stages.length).toBeLessThanOrEqual(7)
    expect(stepsPerStage(journey).every((steps) => steps > 0)).toBe(true)
    expect(journey.cards[0]?.channels).toEqual(['web'])
    expect(journey.links.length).toBeGreaterThan(titles.length / 2)
    await expectLiveFigures(engine, table, journey)
  })

  const example = path.join(DATA, 'running-example/running-example.csv')
  it.skipIf(!existsSync(example))('tells the running example from request to outcome', async () => {
    const { engine, table } = await importCsv(example, null)
    const journey = await drafted(engine, table)
    const titles = titlesInOrder(journey)
    expect(titles[0]).toBe('Register request')
    expect(titles.slice(-2).sort()).toEqual(['Pay compensation', 'Reject request'])
    expect(titles.indexOf('Decide')).toBeGreaterThan(titles.indexOf('Check ticket'))
    expect(stepsPerStage(journey)).toEqual([1, 5, 2])
    expect(journey.cards.every(({ channels }) => channels.length === 0)).toBe(true)
    await expectLiveFigures(engine, table, journey)
  })

  it('is nothing for a dataset without events, and a whole journey for a single one', async () => {
    const { engine, close } = await openTestEngine()
    onTestFinished(close)
    expect(await draftJourney(engine, await writeLog(engine, 'none', []), null)).toBeUndefined()
    const name = `'); DROP TABLE events_one; --`
    const table = await writeLog(engine, 'one', [
      { case: '1', ts: 0, seq: 0, event: name, channel: 'Phone call', attributes: {} },
    ])
    const journey = await drafted(engine, table)
    expect(journey.bindings).toMatchObject([{ datasetId: 'one', rule: { events: [name] } }])
    expect(journey.cards).toMatchObject([{ kind: 'touchpoint', channels: ['phone'] }])
    expect(await draftJourney(engine, table, 'Mine')).toMatchObject({ title: 'Mine' })
  })
})
