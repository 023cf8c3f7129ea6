import * as Y from 'yjs'
import { done, refused } from '#shared/lib/result.ts'
import { RECORD_ROOTS } from '../records/record.ts'
import type { Command } from './command.ts'

/** Brings deleted elements back as they were, with whatever others wrote in them meanwhile. What is there already stays. */
export const restoreElements: Command<
  { readonly ids: readonly string[] },
  { readonly restoredIds: readonly string[] },
  'unknown-element'
> = (doc, { ids }) => {
  const restoredIds: string[] = []
  for (const id of new Set(ids)) {
    for (const root of RECORD_ROOTS) {
      const record = doc.getMap(root).get(id)
      if (!(record instanceof Y.Map) || !record.has('deletedAt')) continue
      record.delete('deletedAt')
      restoredIds.push(id)
    }
  }
  return restoredIds.length > 0 ? done({ restoredIds }) : refused('unknown-element')
}
