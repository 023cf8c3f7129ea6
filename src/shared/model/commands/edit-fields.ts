import { done } from '#shared/lib/result.ts'
import type { RecordRoot } from '../records/record.ts'
import type { Command } from './command.ts'
import { applyPatch, checkPatch, type PatchReason, type RecordPatch } from './record-patch.ts'

export type EditFieldsArgs = {
  [Root in RecordRoot]: { readonly root: Root; readonly id: string; readonly patch: RecordPatch<Root> }
}[RecordRoot]

/** Changes fields of one record: everything but its place. */
export const editFields: Command<EditFieldsArgs, void, PatchReason> = (doc, { root, id, patch }) => {
  const checked = checkPatch(doc, root, id, patch)
  if (!checked.ok) return checked
  applyPatch(doc, root, id, checked.value, patch)
  return done(undefined)
}
