import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DatasetMappingInput } from '#shared/contract/rest/datasets.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { type MetricsApp, startMetricsApp } from '#tests/support/metrics-app.ts'
import { near } from '#tests/support/metrics-near.ts'
import { sharedFile } from '#tests/support/data-shared.ts'
import { zipOf } from '#tests/support/zip-file.ts'

/** Numbers that two independent programs agree on, read in place; see METRICS.md beside them. */

interface GoldenRule {
  readonly event?: string[]
  readonly where?: Readonly<Record<string, string[]>>
}

interface Funnel {
  readonly reached: number[]
  readonly stepConversion: (number | null)[]
  readonly dropOff: number[]
  readonly overall: number
  readonly overallWilson95: [number, number]
}

interface Golden {
  readonly eventDefinition: {
    /** One file, or several that are read as one. */
    readonly source: { readonly file?: string; readonly files?: readonly string[] }
    readonly map: { readonly attrs: Readonly<Record<string, string>> }
    readonly stages: Readonly<Record<string, GoldenRule>>
    readonly funnels: readonly { readonly id: string; readonly steps: GoldenRule[]; readonly windowSec: number }[]
    readonly timeBetween: readonly { readonly id: string; readonly from: GoldenRule; readonly to: GoldenRule }[]
    readonly leakage: readonly {
      readonly id: string
      readonly from: GoldenRule
      readonly to: GoldenRule
      readonly hours: number
    }[]
  }
  readonly events: {
    readonly counts: Readonly<Record<string, unknown>> & {
      readonly eventsPerName: Readonly<Record<string, number>>
      readonly casesPerName: Readonly<Record<string, number>>
    }
    readonly caseDurationSec: Readonly<Record<string, number>>
    readonly directlyFollows: {
      readonly pairs: number
      readonly total: number
      readonly edges: readonly [string, string, number][]
      readonly top20GapSec: readonly [string, string, number, number][]
    }
    readonly start: Readonly<Record<string, number>>
    readonly end: Readonly<Record<string, number>>
    readonly funnels: Readonly<Record<string, { readonly any: Funnel; readonly first: Funnel }>>
    readonly timeBetween: Readonly<Record<string, { n: number; median: number; p90: number; mean: number }>>
    readonly leakage: Readonly<Record<string, LeakageFigures>>
    readonly stages: Readonly<Record<string, { readonly events: number; readonly cases: number }>>
  }
}

interface LeakageFigures {
  readonly fromEvents: number
  readonly leakedEvents: number
  readonly eventRate: number
  readonly eventRateWilson95: [number, number]
  readonly cases: number
  readonly leakedCases: number
  readonly caseRate: number
}

const COLUMNS = { case: 'case:concept:name', timestamp: 'time:timestamp', event: 'concept:name' }

const SETS: readonly { readonly set: string; readonly mapping: DatasetMappingInput }[] = [
  { set: 'receipt', mapping: { ...COLUMNS, channel: 'case:channel' } },
  { set: 'running-example', mapping: COLUMNS },
  { set: 'order-intervals', mapping: COLUMNS },
  { set: 'roadtraffic100', mapping: { ...COLUMNS, value: 'paymentAmount' } },
  { set: 'bpic2012-loan', mapping: COLUMNS },
  { set: 'sparkify', mapping: { case: 'userId', timestamp: 'ts', event: 'page' } },
]

const rowOf = ([from, to, count]: readonly [string, string, number]) => ({ from, to, count })

describe.each(SETS)('$set through the API', ({ set, mapping }) => {
  const goldenFile = sharedFile(set, 'golden.json')
  if (!existsSync(goldenFile)) {
    it.skip(`is not there: ${goldenFile}`)
    return
  }
  const { eventDefinition: asked, events: golden } = JSON.parse(readFileSync(goldenFile, 'utf8')) as Golden

  /** A golden rule in terms of the imported columns. */
  const rule = ({ event = [], where = {} }: GoldenRule) => {
    const conditions = Object.entries(where).map(([attribute, values]) => ({
      field: asked.map.attrs[attribute] ?? attribute,
      values,
    }))
    const isChannel = ({ field }: { field: string }): boolean => field === mapping.channel
    return {
      events: event,
      channels: conditions.filter(isChannel).flatMap(({ values }) => values),
      where: conditions.filter((condition) => !isChannel(condition)),
    }
  }

  const sourceFile = async (): Promise<string> => {
    const { file, files = [] } = asked.source
    if (file !== undefined) return sharedFile(set, file)
    const archive = path.join(await temporaryFolder(), `${set}.zip`)
    await writeFile(
      archive,
      zipOf(Object.fromEntries(files.map((name) => [name, readFileSync(sharedFile(set, name))]))),
    )
    return archive
  }

  const importSet = async (): Promise<MetricsApp & { readonly id: string }> => {
    const app = await startMetricsApp()
    const dataset = await app.importFile(await sourceFile(), mapping)
    expect(dataset).toMatchObject({ state: 'ready', events: golden.counts['events'], cases: golden.counts['cases'] })
    return { ...app, id: dataset.id }
  }

  it('equals golden.json', { timeout: 180_000 }, async () => {
    const { ask, id } = await importSet()

    const { counts } = golden
    expect(await ask(id, { kind: 'overview' })).toEqual(
      near({
        events: counts['events'],
        cases: counts['cases'],
        distinctEvents: counts['distinctEvents'],
        firstTsUs: counts['firstTsUs'],
        lastTsUs: counts['lastTsUs'],
        eventsPerCase: counts['eventsPerCase'],
        caseDurationSec: golden.caseDurationSec,
      }),
    )
    const names = await ask(id, { kind: 'events' })
    expect(Object.fromEntries(names.map(({ event, events }) => [event, events]))).toEqual(counts.eventsPerName)
    expect(Object.fromEntries(names.map(({ event, cases }) => [event, cases]))).toEqual(counts.casesPerName)
    for (const [stage, stageRule] of Object.entries(asked.stages)) {
      expect(await ask(id, { kind: 'count', rule: rule(stageRule) }), stage).toEqual(golden.stages[stage])
    }

    const follows = await ask(id, { kind: 'directlyFollows' })
    expect(follows).toMatchObject({
      pairs: golden.directlyFollows.pairs,
      total: golden.directlyFollows.total,
      start: golden.start,
      end: golden.end,
    })
    expect(follows.edges.map(({ from, to, count }) => ({ from, to, count }))).toEqual(
      golden.directlyFollows.edges.map(rowOf),
    )
    const gaps = golden.directlyFollows.top20GapSec
    expect(
      follows.edges.slice(0, gaps.length).map((edge) => [edge.from, edge.to, edge.medianSec, edge.p90Sec]),
    ).toEqual(near(gaps))

    for (const { id: funnelId, steps, windowSec } of asked.funnels) {
      for (const mode of ['any', 'first'] as const) {
        const expected = golden.funnels[funnelId]?.[mode]
        const told = await ask(id, { kind: 'funnel', mode, steps: steps.map(rule), windowSeconds: windowSec })
        expect(told, `${funnelId} ${mode}`).toEqual(
          near({
            reached: expected?.reached,
            stepConversion: expected?.stepConversion,
            dropOff: expected?.dropOff,
            overall: expected?.overall,
            overallInterval: expected?.overallWilson95,
          }),
        )
      }
    }
    for (const { id: timeId, from, to } of asked.timeBetween) {
      const told = await ask(id, { kind: 'timeBetween', from: rule(from), to: rule(to) })
      expect(told, timeId).toMatchObject(near(golden.timeBetween[timeId]) as object)
    }
    for (const { id: leakageId, from, to, hours } of asked.leakage) {
      const expected = golden.leakage[leakageId]
      const told = await ask(id, { kind: 'leakage', from: rule(from), to: rule(to), hours })
      expect(told, leakageId).toMatchObject(
        near({
          fromEvents: expected?.fromEvents,
          leakedEvents: expected?.leakedEvents,
          eventRate: expected?.eventRate,
          eventRateInterval: expected?.eventRateWilson95,
          cases: expected?.cases,
          leakedCases: expected?.leakedCases,
          caseRate: expected?.caseRate,
        }) as object,
      )
    }
  })
})
