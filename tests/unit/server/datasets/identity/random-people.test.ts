import { expect, test, vi } from 'vitest'
import type { Datasets } from '#server/datasets/datasets.ts'
import type { Engine } from '#server/duckdb/engine.ts'
import { askMetric } from '#server/metrics/ask.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { identityDeclaration } from '#shared/contract/rest/identity.ts'
import { metricSchema } from '#shared/metrics/metric.ts'
import { startDatasets } from '#tests/support/data-datasets.ts'
import { expectedAnswer, type LogEvent } from '#tests/support/metrics-oracle.ts'
import { HOSTILE_NAMES, pick, seededRandom } from '#tests/support/metrics-random-log.ts'
import { joinedLog, partitionOf, type PeopleLog } from '#tests/support/people-oracle.ts'

vi.setConfig({ testTimeout: 600_000 })

const SEED = Number(process.env['METRICS_SEED'] ?? 20_261_128)
const RUNS = Number(process.env['METRICS_RUNS'] ?? 4)
const FIELDS = ['user', 'mail', 'device']
const KINDS = ['user id', 'e-mail', 'anonymous id']
const VALUES = [
  ...'u1;u2; u2 ;u3;u4;u5;a1;a2;a3;Ann@X.org;ann@x.org;bob@x.org;unknown;N/A;0;000;-; ;null;🐎'.split(';'),
  HOSTILE_NAMES[0],
]
const CASES = [
  'a1',
  'a2',
  'a3',
  'a4',
  'u1',
  'u2',
  'u3',
  'ann@x.org',
  'BOB@x.org',
  'unknown',
  '0',
  HOSTILE_NAMES[0],
  HOSTILE_NAMES[1],
  '1',
  '2',
]
const STEPS = ['visit', 'sign in', 'call']

const randomEvent = (random: () => number, seq: number): LogEvent => ({
  case: pick(random, CASES),
  ts: Date.UTC(2026, 0, 1) * 1_000 + Math.floor(random() * 200) * 3_600_000_000,
  seq,
  event: pick(random, STEPS),
  channel: null,
  value: null,
  attributes: Object.fromEntries(FIELDS.map((field) => [field, random() < 0.6 ? null : pick(random, VALUES)])),
})

const randomDeclaration = (random: () => number) =>
  identityDeclaration.parse({
    caseKinds: KINDS.filter(() => random() < 0.4),
    keys: FIELDS.filter((_, at) => at === 0 || random() < 0.6).map((field) => ({
      field,
      kind: pick(random, KINDS),
      maxCases: pick(random, [1, 2, 3, 50]),
      maxValues: pick(random, [1, 2, 50]),
    })),
  })

async function made(datasets: Datasets, log: readonly LogEvent[]): Promise<string> {
  const rows = log.map((event) => [
    event.case,
    event.ts,
    event.seq,
    event.event,
    ...FIELDS.map((field) => event.attributes[field] ?? null),
  ])
  const { id } = await datasets.createGenerated({
    workspaceId: FIRST_WORKSPACE,
    name: 'Random',
    fields: FIELDS,
    fill: (table) =>
      rows.map((parameters) => ({
        sql: `INSERT INTO ${table} VALUES ($1, make_timestamp($2::BIGINT), $3, $4, NULL, NULL, NULL, $5::VARCHAR, $6::VARCHAR, $7::VARCHAR)`,
        parameters,
      })),
  })
  return id
}

/** Which of its cases the engine takes for one person. */
async function foundPartition(engine: Engine, id: string): Promise<readonly (readonly string[])[]> {
  const rows = await engine.query<{ id: string; person: string }>(
    `SELECT DISTINCT o.case_id AS id, coalesce(p.person, o.case_id) AS person
     FROM events_${id} o LEFT JOIN people_of_events_${id} p ON p.case_id = o.case_id`,
  )
  const people = new Map<string, string[]>()
  for (const row of rows) people.set(row.person, [...(people.get(row.person) ?? []), row.id])
  return [...people.values()]
    .map((cases) => cases.toSorted())
    .toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}

const metric = metricSchema.parse({
  kind: 'funnel',
  steps: STEPS.map((event) => ({ events: [event] })),
  mode: 'any',
  windowSeconds: 30 * 3_600,
})

test(`who is one person is what a plain walk says (seed ${SEED})`, async () => {
  const { datasets, engine } = await startDatasets()
  const random = seededRandom(SEED)
  for (let run = 0; run < RUNS; run++) {
    const logs = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
      Array.from({ length: 1 + Math.floor(random() * 25) }, (_, seq) => randomEvent(random, seq)),
    )
    const known: (Pick<PeopleLog, 'declaration'> & { id: string; log: LogEvent[] })[] = []
    for (const log of logs) known.push({ id: await made(datasets, log), log, declaration: null })
    known.sort((a, b) => (a.id < b.id ? -1 : 1))
    const agree = async (): Promise<void> => {
      for (const [at, { id, log, declaration }] of known.entries()) {
        if (declaration === null) continue
        const expected = partitionOf(known, at)
        await expect
          .poll(() => foundPartition(engine, id), { message: `run ${run}`, timeout: 60_000 })
          .toEqual(expected)
        const body = await datasets.identity.look(id)
        const cases = new Set(log.map((event) => event.case)).size
        expect(body.ok && body.value.summary, `run ${run}`).toMatchObject({ cases, people: expected.length })
        const table = await datasets.table(id)
        if (!table) throw new Error('no table')
        expect(await askMetric(engine, table, metric), `run ${run}`).toEqual(
          expectedAnswer(joinedLog(known, at), metric),
        )
      }
    }
    for (const each of known) {
      const declaration = randomDeclaration(random)
      const preview = await datasets.identity.preview(each.id, declaration)
      const applied = await datasets.identity.apply(each.id, declaration)
      expect(applied.ok && applied.value.summary).toEqual(preview.ok && preview.value)
      Object.assign(each, { declaration })
    }
    await agree()
    // Live events of any of them, which join and, where a value becomes too common, part people again.
    const sent = pick(random, known)
    for (let more = 0; more < 3; more++) {
      const event = { ...randomEvent(random, 2 ** 40 + more), ts: Date.UTC(2026, 1, 1 + more) * 1_000 }
      const attributes = Object.fromEntries(Object.entries(event.attributes).filter(([, value]) => value !== null))
      const raw = {
        case: event.case,
        event: event.event,
        timestamp: new Date(event.ts / 1_000).toISOString(),
        attributes,
      }
      const stored = await datasets.ingest(sent.id, [{ index: 0, raw }])
      if (stored.ok) sent.log.push(event)
    }
    await agree()
    if (known.length > 1) {
      const members = known.map(({ id }) => id)
      const combined = await datasets.combine(FIRST_WORKSPACE, 'All', members)
      if (!combined.ok) throw new Error(combined.reason)
      const table = await datasets.table(combined.value.id)
      if (!table) throw new Error('no table')
      const all = known.flatMap((_, at) =>
        joinedLog(known, at).map((event) => ({ ...event, seq: event.seq * known.length + at })),
      )
      // Live events that join cases of different datasets only, change no dataset by itself: what was waited for above may be from before them.
      await expect
        .poll(() => askMetric(engine, table, metric), { message: `run ${run}`, timeout: 60_000 })
        .toEqual(expectedAnswer(all, metric))
      await datasets.remove(combined.value.id)
    }
    const undone = pick(random, known)
    await datasets.identity.undo(undone.id)
    Object.assign(undone, { declaration: null })
    const table = await datasets.table(undone.id)
    if (!table) throw new Error('no table')
    expect(await askMetric(engine, table, metric)).toEqual(expectedAnswer(undone.log, metric))
    await agree()
    for (const { id } of known) await datasets.remove(id)
  }
})
