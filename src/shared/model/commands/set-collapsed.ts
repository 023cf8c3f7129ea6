import { done, refused } from '#shared/lib/result.ts'
import type { RecordRoot } from '../records/record.ts'
import type { Command } from './command.ts'
import { liveRecord, rootOf, type Stored } from './stored.ts'

export interface SetCollapsedArgs {
  /** Stages, steps and lanes, mixed; what is none of them, or gone, is passed over. */
  readonly ids: readonly string[]
  readonly isCollapsed: boolean
}

const FOLDING: ReadonlySet<RecordRoot> = new Set<RecordRoot>(['stages', 'steps', 'lanes'])

/** Folds stages, steps and lanes away for everyone, or unfolds them. Their cards stay as they are. */
export const setCollapsed: Command<SetCollapsedArgs, void, 'unknown-element'> = (doc, { ids, isCollapsed }) => {
  const records = ids.flatMap((id): Stored[] => {
    const root = rootOf(doc, id)
    const record = root && FOLDING.has(root) ? liveRecord(doc, root, id) : undefined
    return record ? [record] : []
  })
  if (records.length === 0) return refused('unknown-element')
  for (const record of records) {
    if ((record.get('isCollapsed') === true) === isCollapsed) continue
    if (isCollapsed) record.set('isCollapsed', true)
    else record.delete('isCollapsed')
  }
  return done(undefined)
}
