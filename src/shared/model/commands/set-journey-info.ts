import { done, refused } from '#shared/lib/result.ts'
import { JOURNEY_ROOT, JOURNEY_TEXTS, type JourneyInfo } from '../records/journey-info.ts'
import type { Command } from './command.ts'
import { ensureText, replaceText } from './texts.ts'

/** Changes the journey's title, scenario or state. */
export const setJourneyInfo: Command<Partial<Omit<JourneyInfo, 'slides' | 'shownMetrics'>>, void, 'text-too-long'> = (
  doc,
  { state, ...texts },
) => {
  const fields = Object.keys(JOURNEY_TEXTS) as (keyof typeof JOURNEY_TEXTS)[]
  if (fields.some((field) => (texts[field]?.length ?? 0) > JOURNEY_TEXTS[field])) return refused('text-too-long')
  for (const field of fields) {
    const text = texts[field]
    const stored = text === undefined ? undefined : ensureText(doc, { root: JOURNEY_ROOT, id: JOURNEY_ROOT, field })
    if (stored && text !== undefined) replaceText(stored, text)
  }
  if (state !== undefined) doc.getMap(JOURNEY_ROOT).set('state', state)
  return done(undefined)
}
