import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DATASET_JOBS } from '#server/datasets/engine-jobs.ts'
import { startEngine, type RunningEngine } from '#server/duckdb/start-engine.ts'
import { importBothWays } from '#tests/support/data-both-ways.ts'

vi.setConfig({ testTimeout: 120_000 })

let folder: string
let engine: RunningEngine
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'waymark-checks-'))
  engine = await startEngine({ dataFolder: folder, memoryMb: 512, threads: 2, jobModules: [DATASET_JOBS] })
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

type Event = readonly [who: number, second: number, what: number]

/** The same figures, counted one by one. */
function counted(events: readonly Event[]) {
  const last = new Map<number, number>()
  const meetings = new Map<string, Event[]>()
  const repeated = new Map<string, number>()
  let late = 0
  for (const event of events) {
    const [who, second] = event
    if (second < (last.get(who) ?? second)) late++
    last.set(who, second)
    const key = `${who} ${second}`
    meetings.set(key, [...(meetings.get(key) ?? []), event])
    repeated.set(String(event), (repeated.get(String(event)) ?? 0) + 1)
  }
  const tied = [...meetings.values()].filter((all) => new Set(all.map(([, , what]) => what)).size > 1).flat().length
  const more = [...repeated.values()].reduce((sum, count) => sum + count - 1, 0)
  return { out_of_order: late, tied_timestamps: tied, duplicate_rows: more }
}

const order = fc.constantFrom('by instant', 'by case', 'as it comes')

test('order, ties and repetitions are counted right, however rows lie and whether many or few meet', async () => {
  await fc.assert(
    fc.asyncProperty(
      order,
      fc.constantFrom(2, 30, 5_000),
      fc.array(fc.tuple(fc.nat(3), fc.nat(10_000), fc.nat(2)), { minLength: 1, maxLength: 60 }),
      async (how, seconds, drawn) => {
        const events = drawn.map(([who, second, what]): Event => [who, second % seconds, what])
        if (how !== 'as it comes') events.sort((a, b) => (how === 'by case' ? a[0] - b[0] : 0) || a[1] - b[1])
        const file = path.join(folder, 'events.csv')
        const at = (second: number): string => new Date(Date.UTC(2025, 0) + second * 1_000).toISOString()
        const lines = events.map(([who, second, what]) => `u${who},${at(second)},step ${what}\n`)
        await writeFile(file, `who,when,what\n${lines.join('')}`)
        const mapping = { case: 'who', timestamp: 'when', event: 'what', timezone: 'UTC' }
        const { left } = await importBothWays(engine, folder, file, mapping)
        if (!left.outcome.ok) throw new Error(left.outcome.reason)
        const found = Object.fromEntries(
          left.outcome.value.result.warnings.map(({ warning, count }) => [warning, count]),
        )
        const { out_of_order = 0, tied_timestamps = 0, duplicate_rows = 0 } = found
        expect({ out_of_order, tied_timestamps, duplicate_rows }).toEqual(counted(events))
      },
    ),
    { numRuns: 60 },
  )
})
