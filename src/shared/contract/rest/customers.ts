import { z } from 'zod'

/** A customer by their id as it is in a dataset, or as it was before it was hashed. */
export const customerId = z.object({ id: z.string().trim().min(1).max(500) })

const place = z.object({ id: z.string(), name: z.string() })

export const customerTraces = z.object({
  /** Where there are events of theirs, and how many. */
  datasets: z.array(place.extend({ events: z.number().int(), cases: z.number().int() })),
  /** Files that were not imported: nobody has said yet what in them tells who somebody is. Who is deleted is left out of them when they are read. */
  notSearched: z.array(place),
})
export type CustomerTraces = z.infer<typeof customerTraces>

/** Who may see the customers behind a number: editors and above, admins and above, or nobody at all. Never whoever comes by a link. */
export const customerSight = z.object({ seenBy: z.enum(['editor', 'admin', 'nobody']) })
export type CustomersSeenBy = z.infer<typeof customerSight>['seenBy']

/** So many days after they happened; `null`: for ever. */
const days = z.number().int().min(1).max(36_500).nullable()
export const retentionSet = z.object({ days })
export const retentionAsked = z.object({ days: z.coerce.number().int().min(1).max(36_500).optional() })
export const retentionBody = z.object({
  /** What is set. */
  days,
  /** What goes, or went, by it. */
  events: z.number().int(),
  cases: z.number().int(),
})
export type RetentionBody = z.infer<typeof retentionBody>
