import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Data sets that may not be copied into this project; tests read them where they lie, beside it or where `SHARED_DATA` says. */
const FOLDER = process.env['SHARED_DATA'] ?? path.resolve(import.meta.dirname, '../../../shared/data')

/** Whether they are there; says so when not, since a skipped test is easily overlooked. */
export const hasSharedData = existsSync(FOLDER)
if (!hasSharedData) console.warn(`Tests of real data are skipped: there is no folder ${FOLDER}.`)

export function sharedFile(...parts: string[]): string {
  return path.join(FOLDER, ...parts)
}

export function sharedJson(...parts: string[]): unknown {
  return JSON.parse(readFileSync(sharedFile(...parts), 'utf8'))
}
