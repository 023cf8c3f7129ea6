import { z } from 'zod'
import type { Role } from '#shared/contract/roles.ts'
import { VIEW_MODES } from '#shared/model/records/saved-view.ts'

/** How the journey is to be shown: a saved view, and canvas, table or outline; on the page of those who only look, or on the canvas. */
export const shownAs = z.object({
  saved: z.string().max(64).optional(),
  view: z.enum(VIEW_MODES).optional(),
  open: z.enum(['view', 'canvas']).optional(),
})
export type ShownAs = z.infer<typeof shownAs>

/**
 * Where a link leads whoever it lets in. The one place that decides it: who only looks gets the page that is made for it, unless the
 * link asks for something that only the canvas's page has.
 */
export function addressAfterEntering(
  { journeyId, role }: { readonly journeyId: string; readonly role: Role },
  { saved, view, open }: ShownAs,
): string {
  const query = new URLSearchParams({
    ...(saved === undefined ? {} : { saved }),
    ...(view === undefined ? {} : { view }),
  })
  const isToLook = open === 'view' || (open === undefined && view === undefined && role === 'viewer')
  const page = isToLook ? `/view/${journeyId}` : `/journeys/${journeyId}`
  return query.size === 0 ? page : `${page}?${query.toString()}`
}
