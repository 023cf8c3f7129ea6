import fs from 'node:fs'
import path from 'node:path'
import { prepareCopy, runProcess } from '../neutral-harness.ts'

/** What plain DuckDB took for one query over the same events, and the first row of its answer. */
export interface ReferenceLine {
  readonly id: string
  readonly medMs: number
  readonly minMs: number
  readonly first: Readonly<Record<string, unknown>> | null
}

/** The reference of `../shared/bench/analytics`: plain DuckDB on this machine, over events that it makes. */
export interface Reference {
  /** `10M`, as the harness writes numbers. */
  readonly size: string
  readonly events: number
  /** The same events as a CSV. */
  readonly csv: string
  /** Runs `full import` once, in a process of its own; ms. */
  fullImportMs(): Promise<number>
  /** Runs queries by their ids, each `reps` times. */
  queries(ids: readonly string[], reps: number): Promise<ReadonlyMap<string, ReferenceLine>>
}

/** Makes the events unless they are there. Throws, in words for the terminal, when the harness cannot be had. */
export async function prepareReference(given: string | undefined, size: string): Promise<Reference> {
  const folder = await prepareCopy(
    { name: 'analytics', program: 'src/bench.mjs', command: 'install', install: [] },
    given,
  )
  const csv = path.join(folder, 'work', `ev_${size}.csv`)
  const made = path.join(folder, 'work', `made_${size}.json`)
  if (!fs.existsSync(made)) {
    console.log(`Making ${size} events in ${path.dirname(csv)} …`)
    fs.writeFileSync(made, JSON.stringify((await run(folder, 'gen', [`--n=${size}`, '--csv']))[0]))
  }
  const { n } = JSON.parse(fs.readFileSync(made, 'utf8')) as { n: string | number }
  return {
    size,
    events: Number(n),
    csv,
    async fullImportMs() {
      const [line] = await run(folder, 'ingest', [`--n=${size}`, '--reps=1', '--only=full import'])
      return Number(line?.['medMs'])
    },
    async queries(ids, reps) {
      const lines = await run(folder, 'bench', [
        `--n=${size}`,
        '--table=ev',
        `--only=${ids.join(',')}`,
        `--reps=${reps}`,
      ])
      return new Map(lines.map((line) => [String(line['id']), referenceLine(line)]))
    },
  }
}

async function run(folder: string, program: string, flags: readonly string[]): Promise<Record<string, unknown>[]> {
  const { code, text } = await runProcess(process.execPath, [`src/${program}.mjs`, ...flags], folder)
  if (code !== 0) throw new Error(`The reference failed at ${program} ${flags.join(' ')}:\n${text.slice(-1_000)}`)
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

function referenceLine(line: Readonly<Record<string, unknown>>): ReferenceLine {
  if (typeof line['err'] === 'string') throw new Error(`The reference failed at ${String(line['id'])}: ${line['err']}`)
  return {
    id: String(line['id']),
    medMs: Number(line['medMs']),
    minMs: Number(line['minMs']),
    first: firstRow(line['first']),
  }
}

/** The harness cuts the row off after 160 characters; one that was cut cannot be read. */
function firstRow(text: unknown): ReferenceLine['first'] {
  try {
    return JSON.parse(String(text)) as Record<string, unknown>
  } catch {
    return null
  }
}
