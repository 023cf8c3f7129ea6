import { done, refused } from '#shared/lib/result.ts'
import type { Command } from './command.ts'
import { ensureText, isLockedText, replaceText, type TextArgs, textMaxLength } from './texts.ts'

export interface SetTextArgs extends TextArgs {
  readonly text: string
}

/** Gives a text another content at once, changing only what differs. */
export const setText: Command<SetTextArgs, void, 'unknown-element' | 'unknown-field' | 'text-too-long' | 'locked'> = (
  doc,
  { text, ...where },
) => {
  const maxLength = textMaxLength(where.root, where.field)
  if (maxLength === undefined) return refused('unknown-field')
  if (text.length > maxLength) return refused('text-too-long')
  const stored = ensureText(doc, where)
  if (!stored) return refused('unknown-element')
  if (isLockedText(doc, where)) return refused('locked')
  replaceText(stored, text)
  return done(undefined)
}
