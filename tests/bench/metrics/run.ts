import os from 'node:os'
import { parseArgs } from 'node:util'
import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { withBenchServer } from '../bench-server.ts'
import { tableOf, type Verdict } from '../verdicts.ts'
import { editsPart } from './edits-part.ts'
import { importPart, largerImport } from './import-part.ts'
import { livePart } from './live-part.ts'
import { mapPart } from './map-part.ts'
import type { MetricsBench, Part } from './part.ts'
import { personaPart } from './persona-part.ts'
import { readingsPart } from './readings-part.ts'
import { prepareReference } from './reference.ts'

/**
 * `npm run bench:metrics -- [--events 10M] [--larger 50M] [--persona-events 1M] [--runs 3] [--only readings,live] [--harness folder]`:
 * imports and numbers beside plain DuckDB on this machine, and the bar that we set ourselves. Needs the production build. The import
 * is always measured, since everything else needs it. Ends with 1 when a bar was missed.
 */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10M' },
    larger: { type: 'string' },
    'persona-events': { type: 'string', default: '1M' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string', multiple: true },
    harness: { type: 'string' },
  },
})
const PARTS: Readonly<Record<string, Part>> = {
  readings: readingsPart,
  map: mapPart,
  live: livePart,
  edits: editsPart,
}
const runs = Number(values.runs)
const verdicts: Verdict[] = []
const failures: string[] = []

try {
  const wanted = wantedParts(values.only)
  const reference = await prepareReference(values.harness, values.events)
  console.log(`${os.availableParallelism()} cores, Node ${process.version}, ${reference.events} events, ${runs} runs`)
  let eventNames: readonly string[] = []
  await withBenchServer(async (server) => {
    const imported = await importPart(server, reference, runs)
    keep(imported.verdicts)
    const { datasetId } = imported
    const dataset = await server.json<DatasetBody>('GET', `/api/datasets/${datasetId}`)
    eventNames = dataset.eventNames.map(({ event }) => event)
    const bench: MetricsBench = { server, reference, datasetId, eventNames, runs }
    for (const [name, part] of Object.entries(PARTS)) if (wanted.has(name)) await attempt(name, () => part(bench))
    if (values.larger !== undefined) {
      const larger = await prepareReference(values.harness, values.larger)
      await attempt('larger', async () => [await largerImport(server, larger, imported.verdicts[1]?.ours ?? 0)])
    }
  })
  if (wanted.has('persona')) {
    const smaller = await prepareReference(values.harness, values['persona-events'])
    await attempt('persona', () => personaPart(smaller, eventNames, runs))
  }
  process.exitCode = report() ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

function wantedParts(only: readonly string[] | undefined): ReadonlySet<string> {
  const known = ['import', ...Object.keys(PARTS), 'persona']
  const wanted = only?.flatMap((names) => names.split(',')) ?? known
  const unknown = wanted.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}. There are: ${known.join(', ')}`)
  return new Set(wanted)
}

function keep(measured: readonly Verdict[]): void {
  verdicts.push(...measured)
  for (const one of measured) console.log(JSON.stringify(one))
}

/** One part that fails must not hide what the others measured. */
async function attempt(name: string, measure: () => Promise<readonly Verdict[]>): Promise<void> {
  try {
    keep(await measure())
  } catch (error) {
    failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Prints the table; whether everything that was measured met its bar. */
function report(): boolean {
  console.log(`\n${tableOf(verdicts)}\n`)
  for (const failure of failures) console.log(`FAILED: ${failure}`)
  const missed = verdicts.filter(({ isMet }) => !isMet).length
  console.log(`${verdicts.length - missed} of ${verdicts.length} met`)
  return missed === 0 && failures.length === 0
}
