import { done, refused } from '#shared/lib/result.ts'
import type { Command } from './command.ts'
import { ensureText, isLockedText, type TextArgs, type TextChange, textMaxLength } from './texts.ts'

export type EditTextArgs = TextArgs & TextChange

/** Replaces a piece of a text: what typing does. Indices are UTF-16 units. */
export const editText: Command<
  EditTextArgs,
  void,
  'unknown-element' | 'unknown-field' | 'text-too-long' | 'locked' | 'out-of-range'
> = (doc, { index, remove, insert, ...where }) => {
  const maxLength = textMaxLength(where.root, where.field)
  if (maxLength === undefined) return refused('unknown-field')
  const text = ensureText(doc, where)
  if (!text) return refused('unknown-element')
  if (isLockedText(doc, where)) return refused('locked')
  const { length } = text
  const isInside = Number.isInteger(index) && Number.isInteger(remove) && index >= 0 && remove >= 0
  if (!isInside || index + remove > length) return refused('out-of-range')
  // Two people may together have passed the limit: taking away is always possible.
  if (insert !== '' && length - remove + insert.length > maxLength) return refused('text-too-long')
  if (remove > 0) text.delete(index, remove)
  if (insert !== '') text.insert(index, insert)
  return done(undefined)
}
