import fs from 'node:fs'
import path from 'node:path'
import { prepareCopy, runProcess } from '../neutral-harness.ts'

/** What one run of one scenario printed. Figures carry their unit in the name. */
export interface BenchLine {
  readonly scenario: string
  readonly adapter: string
  readonly run: number
  /** False when something else on the machine starved server or load generator. */
  readonly quiet?: boolean
  readonly error?: string
  readonly skipped?: string
  readonly [figure: string]: unknown
}

export interface Harness {
  readonly folder: string
  /** Runs one scenario against a server that it starts and ends; never rejects: a failure is a line with an `error`. */
  run(adapter: string, scenario: string, flags: readonly string[], round: number): Promise<BenchLine>
}

/** The harness of `../shared/bench/collab`, ready to run. Throws, in words for the terminal, when it cannot be had. */
export async function prepareHarness(given: string | undefined): Promise<Harness> {
  const folder = await prepareCopy({ name: 'collab', program: 'bench.mjs', install: [] }, given)
  fs.mkdirSync(path.join(folder, 'out'), { recursive: true })
  return { folder, run: (...order) => runScenario(folder, ...order) }
}

async function runScenario(
  folder: string,
  adapter: string,
  scenario: string,
  flags: readonly string[],
  round: number,
): Promise<BenchLine> {
  const order = ['--adapter', adapter, '--scenario', scenario, '--run', String(round), ...flags]
  const { code, text } = await runProcess(process.execPath, ['bench.mjs', ...order], folder)
  const line = text.split('\n').findLast((part) => part.startsWith('{'))
  if (line === undefined) {
    return { scenario, adapter, run: round, error: `ended with ${code} and printed no figures: ${text.slice(-500)}` }
  }
  return JSON.parse(line) as BenchLine
}
