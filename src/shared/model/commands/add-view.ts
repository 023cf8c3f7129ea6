import { newId } from '#shared/lib/ids.ts'
import { done, refused } from '#shared/lib/result.ts'
import { type SavedView, type SavedViewId, savedViewSchema } from '../records/saved-view.ts'
import type { Command } from './command.ts'
import { orderAmong } from './order-among.ts'
import { hasRoom, insertRecord, isTextTooLong, siblings } from './stored.ts'

export type AddViewArgs = Omit<SavedView, 'id' | 'order' | 'deletedAt'>

/** Keeps a way of looking at the journey, at the end of the list. */
export const addView: Command<
  AddViewArgs,
  { readonly viewId: SavedViewId },
  'too-many' | 'text-too-long' | 'not-valid'
> = (doc, fields) => {
  if (isTextTooLong('views', { name: fields.name, notes: fields.notes })) return refused('text-too-long')
  if (!hasRoom(doc, 'views', 1)) return refused('too-many')
  const viewId = newId<'view'>()
  const order = orderAmong(siblings(doc, 'views'), undefined, 1).keys[0]
  const parsed = savedViewSchema.safeParse({ ...fields, id: viewId, order })
  if (!parsed.success) return refused('not-valid')
  insertRecord(doc, 'views', viewId, parsed.data)
  return done({ viewId })
}
