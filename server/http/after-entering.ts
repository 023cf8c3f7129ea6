import { z } from 'zod'
import type { Role } from '#shared/contract/roles.ts'
import { VIEW_MODES } from '#shared/model/records/saved-view.ts'

/** How the journey is to be shown: a saved view, and canvas, table or outline; or the page of those who only look. */
export const shownAs = z.object({
  saved: z.string().max(64).optional(),
  view: z.enum(VIEW_MODES).optional(),
  open: z.enum(['view']).optional(),
})
export type ShownAs = z.infer<typeof shownAs>

/** Where a link leads whoever it lets in. The one place that decides it. */
export function addressAfterEntering(
  { journeyId }: { readonly journeyId: string; readonly role: Role },
  { saved, view, open }: ShownAs,
): string {
  const query = new URLSearchParams({
    ...(saved === undefined ? {} : { saved }),
    ...(view === undefined ? {} : { view }),
  })
  const page = open === 'view' ? `/view/${journeyId}` : `/journeys/${journeyId}`
  return query.size === 0 ? page : `${page}?${query.toString()}`
}
