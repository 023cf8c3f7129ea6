import { createWriteStream } from 'node:fs'
import { once } from 'node:events'

/** As many different events as the measured journey has touchpoints. */
export const EVENT_NAMES: readonly string[] = Array.from(
  { length: 30 },
  (_, index) => `Event ${String(index + 1).padStart(2, '0')}`,
)
const CHANNELS = ['web', 'app', 'phone', 'store']
const REGIONS = ['north', 'south', 'east', 'west']

const EVENTS_PER_CASE = 10
const START_MS = Date.UTC(2025, 0, 1)
const ROWS_PER_WRITE = 5_000

/** Small, fast and the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Writes a CSV of `rows` events: cases of about ten events that mostly move forward through the names, in the order of time within
 * each case. Columns: case, time, event, channel, value, region.
 */
export async function writeEventsCsv(file: string, rows: number): Promise<void> {
  const random = randomFrom(42)
  const out = createWriteStream(file)
  out.write('customer,timestamp,event,channel,amount,region\n')
  let buffer = ''
  let at = 0
  for (let row = 0; row < rows; row += 1) {
    const step = row % EVENTS_PER_CASE
    const caseNumber = Math.floor(row / EVENTS_PER_CASE)
    at = step === 0 ? START_MS + Math.floor(random() * 200 * 86_400_000) : at + 1_000 + Math.floor(random() * 7_200_000)
    const name = EVENT_NAMES[Math.min(EVENT_NAMES.length - 1, step * 3 + Math.floor(random() * 3))]
    const channel = CHANNELS[Math.floor(random() * CHANNELS.length)]
    const region = REGIONS[caseNumber % REGIONS.length]
    buffer += `c${caseNumber},${new Date(at).toISOString()},${name},${channel},${(random() * 100).toFixed(2)},${region}\n`
    if (row % ROWS_PER_WRITE === ROWS_PER_WRITE - 1) {
      if (!out.write(buffer)) await once(out, 'drain')
      buffer = ''
    }
  }
  out.end(buffer)
  await once(out, 'finish')
}
