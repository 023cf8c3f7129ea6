import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { BARS, isMeasured, judge } from './bars.ts'
import { editorCode } from './editor-code.ts'
import { type CanvasHarness, type CanvasLine, isNoisy, prepareCanvasHarness } from './harness.ts'
import { LARGEST, SIZES, SMALLEST, type Step, stepsFor, wantedParts } from './plan.ts'
import { tableOf, type Verdict } from '../verdicts.ts'

/**
 * `npm run bench:canvas -- [--runs 3] [--only pan,drag,throttle,size] [--quick] [--harness folder] [--out file]`: the editor beside our
 * peers on this machine, and the bar that we set ourselves. Needs the production build. Ends with 1 when a bar was missed.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    harness: { type: 'string' },
    out: { type: 'string' },
  },
})
const rounds = Number(values.runs ?? (values.quick ? 1 : 3))
const sizes: readonly number[] = values.quick ? [SMALLEST, LARGEST] : SIZES
const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-')
const outFile = path.resolve(values.out ?? path.join(os.tmpdir(), `waymark-bench-canvas-${stamp}.jsonl`))
const lines: CanvasLine[] = []

try {
  const wanted = wantedParts(values.only)
  const steps = stepsFor(wanted, values.quick)
  if (steps.length > 0) await measure(await prepareCanvasHarness(values.harness), steps)
  const verdicts = BARS.filter((bar) => wanted.has(bar.part) && isMeasured(bar, sizes)).map((bar) => judge(bar, lines))
  if (wanted.has('size')) verdicts.push(await editorCode())
  process.exitCode = report(verdicts) ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

/** Round by round through all targets, so that noise hits them alike. */
async function measure(harness: CanvasHarness, steps: readonly Step[]): Promise<void> {
  console.log(`${os.availableParallelism()} cores, Node ${process.version}; raw lines go to ${outFile}`)
  for (let round = 1; round <= rounds; round += 1) {
    for (const step of steps) {
      const first = await harness.run(step)
      // A quick look is taken as it is.
      const isFine = first.failed === undefined && (values.quick || !isNoisy(first))
      if (!isFine) console.log(`  once more: ${step.target} at ${step.n} ${first.failed ?? 'was disturbed'}`)
      const line = isFine ? first : await harness.run(step)
      lines.push(line)
      fs.appendFileSync(outFile, `${JSON.stringify({ round, ...line })}\n`)
      console.log(JSON.stringify({ round, ...line }))
    }
  }
}

/** Prints the table; whether everything that was measured met its bar. */
function report(verdicts: readonly Verdict[]): boolean {
  console.log(`\n${tableOf(verdicts)}\n`)
  for (const line of lines) {
    if (line.failed !== undefined) console.log(`FAILED: ${line.target} at ${line.n}: ${line.failed}`)
    if (isNoisy(line)) console.log(`disturbed: ${line.target} at ${line.n}: ${line.othersCpu} cores used by others`)
  }
  const missed = verdicts.filter(({ isMet }) => !isMet).length
  console.log(
    `${verdicts.length - missed} of ${verdicts.length} met${lines.length > 0 ? `; raw lines: ${outFile}` : ''}`,
  )
  return missed === 0
}
