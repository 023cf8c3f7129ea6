import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromiumPath } from '#tests/support/chromium.ts'
import { prepareCopy, runProcess } from '../neutral-harness.ts'
import type { Step } from './plan.ts'

const ADAPTER = path.resolve(import.meta.dirname, 'adapter.ts')
/** More than this many cores used by other programs, and a run tells nothing (the harness' own measure). */
const OTHERS_CPU_MAX = 0.7

/**
 * How long the harness waits for a page to open, and how long we let it: a peer with its processor slowed four times takes longer, and
 * what it could not open would stay unmeasured. Nothing that is measured changes by it.
 */
const OPENING = {
  given: 'page.waitForFunction(target.ask.ready, null, { timeout: 60_000,',
  patient: 'page.waitForFunction(target.ask.ready, null, { timeout: 300_000,',
}
const RUN_WITHIN_MS = 12 * 60_000

/** How one scenario went, by figure (`fps`, `p95`, `mainMsPerFrame`, …); `failed` instead when it could not be measured. */
export type ScenarioFigures = Readonly<Record<string, unknown>>

/** What one run of one target printed: figures of the page, and of each scenario under its name. */
export interface CanvasLine {
  readonly target: string
  readonly n: number
  readonly throttle: number
  readonly failed?: string
  readonly othersCpu?: number
  readonly [scenario: string]: unknown
}

export interface CanvasHarness {
  readonly folder: string
  /** Never rejects: a failure is a line with `failed`. */
  readonly run: (step: Step) => Promise<CanvasLine>
}

/** The harness of `../shared/bench/canvas`, its pages built and our adapter in it. Throws, in words for the terminal, when it cannot be had. */
export async function prepareCanvasHarness(given: string | undefined): Promise<CanvasHarness> {
  const folder = await prepareCopy(
    { name: 'canvas', program: 'run.mjs', install: ['--legacy-peer-deps'], prepare: buildPages },
    given,
  )
  if (!fs.existsSync(path.join(folder, 'dist', 'floor'))) await buildPages(folder)
  fs.writeFileSync(
    path.join(folder, 'adapters', 'waymark.mjs'),
    `export { default } from ${JSON.stringify(pathToFileURL(ADAPTER).href)}\n`,
  )
  bePatient(path.join(folder, 'run.mjs'))
  const chrome = await chromiumPath()
  return { folder, run: (step) => runStep(folder, chrome, step) }
}

function bePatient(program: string): void {
  const text = fs.readFileSync(program, 'utf8')
  if (!text.includes(OPENING.given) && !text.includes(OPENING.patient))
    throw new Error('NOTHING WAS MEASURED. The harness opens its pages otherwise now; look at OPENING in harness.ts.')
  fs.writeFileSync(program, text.replace(OPENING.given, OPENING.patient))
}

async function buildPages(folder: string): Promise<void> {
  const { code, text } = await runProcess(process.execPath, ['build.mjs'], folder)
  if (code !== 0) throw new Error(`NOTHING WAS MEASURED. The peers' pages could not be built:\n${text}`)
}

async function runStep(folder: string, chrome: string, { target, n, throttle, scenarios }: Step): Promise<CanvasLine> {
  const flags = ['--target', target, '--n', String(n), '--only', scenarios.length === 0 ? 'none' : scenarios.join(',')]
  if (throttle > 1) flags.push('--throttle', String(throttle))
  const { code, text } = await runProcess(
    process.execPath,
    ['run.mjs', ...flags],
    folder,
    { CHROME: chrome },
    RUN_WITHIN_MS,
  )
  const line = text.split('\n').findLast((part) => part.startsWith('{'))
  if (line !== undefined) return JSON.parse(line) as CanvasLine
  return { target, n, throttle, failed: `ended with ${code} and printed no figures: ${text.slice(-500)}` }
}

/** Whether something else had the processor meanwhile. */
export const isNoisy = ({ othersCpu }: CanvasLine): boolean => (othersCpu ?? 0) > OTHERS_CPU_MAX
