import { execFile } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type BenchResult, percentile, rounded } from './bench.ts'
import { journeyOfCards } from './bench-journeys.ts'
import { withBenchServer } from './bench-server.ts'
import type { Verdict } from './verdicts.ts'
import { tableOf } from './verdicts.ts'

const FEW = 10
const MANY = 1_000
const OUTPUT_MAX_BYTES = 256 * 1024 * 1024

/** What the other process measured with so many viewers. */
interface Phase {
  readonly viewers: number
  /** From an edit to each viewer's socket, and to each other editor's, in ms. */
  readonly toViewers: readonly number[]
  readonly toEditors: readonly number[]
  readonly edits: number
  /** All that had to arrive did, and every viewer holds what the editors hold. */
  readonly isComplete: boolean
}

/** A journey that is shown to a room of a thousand while some edit it; then the link is taken back. */
export const viewers = (): Promise<BenchResult> =>
  withBenchServer(async (server) => {
    const { id } = await server.json<{ id: string }>('POST', '/api/journeys', { document: journeyOfCards(200) })
    const share = await server.json<{ id: string; token: string }>('POST', `/api/journeys/${id}/shares`, {
      role: 'viewer',
    })
    const script = path.join(import.meta.dirname, 'viewers-clients.ts')
    const args = [script, server.url, id, share.id, share.token, String(FEW), String(MANY)]
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: OUTPUT_MAX_BYTES })
    const { few, many, revokedMs } = JSON.parse(stdout) as { few: Phase; many: Phase; revokedMs: number }
    const p99 = (values: readonly number[]): number =>
      percentile(
        values.toSorted((a, b) => a - b),
        0.99,
      )
    const [reached, before, after] = [p99(many.toViewers), p99(few.toEditors), p99(many.toEditors)]
    const isComplete = few.isComplete && many.isComplete
    const remark = isComplete ? null : 'not everything arrived'
    const verdicts: readonly Verdict[] = [
      {
        scenario: `${MANY} viewers, p99 ms`,
        bar: '≤ 500 ms',
        ours: reached,
        theirs: null,
        ratio: null,
        isMet: reached <= 500 && isComplete,
        remark,
      },
      {
        scenario: 'editors beside them, p99 ms',
        bar: `≤ 1.5× with ${FEW} viewers`,
        ours: after,
        theirs: before,
        ratio: after / before,
        isMet: after <= 1.5 * before && isComplete,
        remark,
      },
      {
        scenario: `link of ${MANY} viewers revoked, ms`,
        bar: '≤ 1000 ms',
        ours: revokedMs,
        theirs: null,
        ratio: null,
        isMet: revokedMs <= 1_000,
        remark: null,
      },
    ]
    console.log(`\n${tableOf(verdicts)}\n`)
    return {
      name: 'viewers',
      what: `5 editors of 2 edits/s each for 15 s, with ${FEW} and with ${MANY} viewers; then the viewers' link is revoked`,
      figures: {
        viewersP99Ms: rounded(reached),
        viewersMaxMs: rounded(many.toViewers.reduce((most, ms) => Math.max(most, ms), 0)),
        editorsP99Ms: rounded(after),
        editorsP99MsWithFew: rounded(before),
        revokedMs: rounded(revokedMs),
        edits: many.edits,
        isComplete: String(isComplete),
        loadBefore: rounded(os.loadavg()[0] ?? Number.NaN),
      },
    }
  })
