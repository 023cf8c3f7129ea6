import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const PROJECT_FOLDER = path.resolve(import.meta.dirname, '../../..')
/** The neutral harness, beside the repository; it and the peers it drives are no part of ours. */
const SHARED_HARNESS = path.resolve(PROJECT_FOLDER, '../shared/bench/collab')
const WORKING_COPY = path.join(os.tmpdir(), 'waymark-bench-collab')
/** What is not copied: made by using the harness. */
const MADE = new Set(['node_modules', 'out', 'results'])
/** Longer than the slowest scenario with the slowest peer. */
const SCENARIO_TIMEOUT_MS = 5 * 60_000

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

/**
 * Makes a working copy of the harness outside the repository and installs the peers into it. `given`: a copy that is ready to be used as
 * it is. Throws, in words for the terminal, when there is none or the peers cannot be installed.
 */
export async function prepareHarness(given: string | undefined): Promise<Harness> {
  const folder = given === undefined ? await copyAndInstall() : path.resolve(given)
  if (!fs.existsSync(path.join(folder, 'node_modules'))) throw new Error(`No peers are installed in ${folder}.`)
  fs.mkdirSync(path.join(folder, 'out'), { recursive: true })
  return { folder, run: (...order) => runScenario(folder, ...order) }
}

async function copyAndInstall(): Promise<string> {
  if (!fs.existsSync(path.join(SHARED_HARNESS, 'bench.mjs'))) {
    throw new Error(
      `NOTHING WAS MEASURED. The neutral harness is not at ${SHARED_HARNESS}: without it there are no peers to compare with. ` +
        'Name a copy that has its packages installed with --harness <folder>.',
    )
  }
  fs.cpSync(SHARED_HARNESS, WORKING_COPY, {
    recursive: true,
    filter: (source) => !MADE.has(path.relative(SHARED_HARNESS, source).split(path.sep)[0] ?? ''),
  })
  const lock = fs.readFileSync(path.join(WORKING_COPY, 'package-lock.json'))
  const stamp = path.join(WORKING_COPY, 'node_modules', '.installed-from')
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return WORKING_COPY
  console.log(`Installing the peers in ${WORKING_COPY} …`)
  const { code, text } = await runProcess('npm', ['ci', '--no-audit', '--no-fund'], WORKING_COPY)
  if (code !== 0) throw new Error(`NOTHING WAS MEASURED. The peers could not be installed:\n${text}`)
  fs.writeFileSync(stamp, wanted)
  return WORKING_COPY
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

/** Runs to its end, in a process group of its own, so that nothing is left behind when it takes too long. */
function runProcess(command: string, args: readonly string[], cwd: string): Promise<{ code: number; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += data.toString()))
    const timer = setTimeout(() => {
      text += '\ntook too long'
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, SCENARIO_TIMEOUT_MS)
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code: code ?? -1, text })
    })
  })
}
