import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { tableOf } from '../verdicts.ts'
import { BARS, judge } from './bars.ts'
import { collectFigures, type Measured } from './figures.ts'
import { prepareHarness, type BenchLine, type Harness } from './harness.ts'
import { measureKills } from './kills.ts'
import { ADAPTERS, STEPS, wantedSteps, type ServerName, type Step } from './plan.ts'
import { measureTwoNodes } from './two-nodes.ts'

/**
 * `npm run bench:sync -- [--runs 3] [--only fanout50,rooms] [--harness folder] [--out file] [--kills 200]`: ours beside our peers on
 * this machine, and the bar that we set ourselves. Ends with 1 when a bar was missed.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    only: { type: 'string', multiple: true },
    harness: { type: 'string' },
    out: { type: 'string' },
    kills: { type: 'string', default: '200' },
  },
})
const rounds = Number(values.runs)
const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-')
const outFile = path.resolve(values.out ?? path.join(os.tmpdir(), `waymark-bench-sync-${stamp}.jsonl`))
const measured: Measured[] = []

try {
  const wanted = wantedSteps(values.only)
  const harness = await prepareHarness(values.harness)
  console.log(`${os.availableParallelism()} cores, Node ${process.version}; raw lines go to ${outFile}`)
  await measureHarness(harness, wanted)
  if (wanted.has('kills')) for (const one of await measureKills(Number(values.kills))) keep(one)
  if (wanted.has('two-nodes')) for (const one of await measureTwoNodes(harness.folder, rounds)) keep(one)
  process.exitCode = report(wanted) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

/** Round by round through all steps, and in each step through all servers, so that noise hits them alike. */
async function measureHarness(harness: Harness, wanted: ReadonlySet<string>): Promise<void> {
  for (let round = 1; round <= rounds; round++) {
    for (const step of STEPS) {
      if (!wanted.has(step.name) || (step.isOnce === true && round > 1)) continue
      for (const server of step.servers)
        keep({ step: step.name, server, line: await measure(harness, step, server, round) })
    }
  }
}

/** A line that something else on the machine spoiled, or that failed, is measured once more. */
async function measure(
  harness: Harness,
  { scenario, flags }: Step,
  server: ServerName,
  round: number,
): Promise<BenchLine> {
  const first = await harness.run(ADAPTERS[server], scenario, flags, round)
  if (first.error === undefined && first.quiet !== false) return first
  console.log(
    `  once more: ${scenario} of ${server} ${first.error === undefined ? 'was disturbed' : `failed: ${first.error}`}`,
  )
  return harness.run(ADAPTERS[server], scenario, flags, round)
}

function keep(one: Measured): void {
  measured.push(one)
  const text = JSON.stringify({ step: one.step, server: one.server, ...one.line })
  fs.appendFileSync(outFile, `${text}\n`)
  console.log(text)
}

/** Prints the table; whether everything that was measured met its bar. */
function report(wanted: ReadonlySet<string>): boolean {
  const figures = collectFigures(measured)
  const verdicts = BARS.filter(({ step }) => wanted.has(step)).map((bar) => judge(bar, figures))
  console.log(`\n${tableOf(verdicts)}\n`)
  const of = ({ step, server, line }: Measured) => `${step} of ${server}, round ${line.run}`
  for (const one of figures.failed) console.log(`FAILED: ${of(one)}: ${one.line.error}`)
  for (const one of figures.noisy) console.log(`disturbed twice: ${of(one)}`)
  const missed = verdicts.filter(({ isMet }) => !isMet).length
  console.log(`${verdicts.length - missed} of ${verdicts.length} met; raw lines: ${outFile}`)
  return missed === 0
}
