import { parseArgs } from 'node:util'
import type { Bench, BenchResult } from './bench.ts'
import { coldOpen } from './cold-open.ts'
import { firstLoad } from './first-load.ts'
import { importRows } from './import-rows.ts'
import { ingestToCanvas } from './ingest-to-canvas.ts'
import { latency } from './latency.ts'
import { library } from './library.ts'
import { pan } from './pan.ts'
import { readings } from './readings.ts'
import { segmentSwitch } from './segment-switch.ts'
import { viewers } from './viewers.ts'

const BENCHES: Readonly<Record<string, Bench>> = {
  latency,
  'cold-open': coldOpen,
  import: importRows,
  readings,
  'segment-switch': segmentSwitch,
  'ingest-to-canvas': ingestToCanvas,
  pan,
  'first-load': firstLoad,
  viewers,
  library,
}

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } })
const wanted = values.only?.flatMap((names) => names.split(',')) ?? Object.keys(BENCHES)
const unknown = wanted.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}`)
  process.exit(2)
}

let failures = 0
for (const name of wanted) {
  try {
    const result = await BENCHES[name]?.()
    if (result !== undefined) print(result)
  } catch (error) {
    failures += 1
    console.error(`${name} failed:`, error)
  }
}
process.exit(failures === 0 ? 0 : 1)

/** A table for people, then the same as one line of JSON for programs. */
function print({ name, what, figures }: BenchResult): void {
  const rows = Object.entries(figures).map(([figure, value]) => [figure, String(value)] as const)
  const width = Math.max(...rows.map(([figure]) => figure.length))
  const lines = rows.map(([figure, value]) => `  ${figure.padEnd(width)}  ${value.padStart(10)}`)
  console.log(`\n${name}: ${what}\n${lines.join('\n')}\n`)
  console.log(JSON.stringify({ bench: name, ...figures }))
}
