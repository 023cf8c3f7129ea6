import { done, refused } from '#shared/lib/result.ts'
import { JOURNEY_ROOT, type SlideOrder, slideOrderSchema } from '../records/journey-info.ts'
import type { Command } from './command.ts'

/** Says in which order the journey is presented, and what is left out. */
export const setSlides: Command<SlideOrder, void, 'not-valid'> = (doc, slides) => {
  const parsed = slideOrderSchema.safeParse(slides)
  if (!parsed.success) return refused('not-valid')
  doc.getMap(JOURNEY_ROOT).set('slides', parsed.data)
  return done(undefined)
}
