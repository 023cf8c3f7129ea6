import { z } from 'zod'
import { ROLES } from '../roles.ts'
import { instant, nameSchema } from './common.ts'

export const journeyListItem = z.object({
  id: z.string(),
  title: z.string(),
  role: z.enum(ROLES),
  createdAt: instant,
  updatedAt: instant,
  archivedAt: instant.nullable(),
  counts: z.object({ personas: z.number(), stages: z.number(), steps: z.number(), cards: z.number() }),
})
export type JourneyListItem = z.infer<typeof journeyListItem>

export const journeyListQuery = z.object({
  /** Words that the title must contain, any order, any case. */
  search: z.string().max(200).optional(),
  archived: z.enum(['true', 'false']).default('false'),
})
export const journeyListBody = z.object({ journeys: z.array(journeyListItem) })

export const TEMPLATE_KEYS = ['blank', 'card-fraud', 'car-repair', 'airline-ticket', 'service-blueprint'] as const
export type TemplateKey = (typeof TEMPLATE_KEYS)[number]

/** At most one of template, document (the JSON form) and datasetId (a map drafted from the data); none means blank. */
export const journeyCreate = z.object({
  title: nameSchema.optional(),
  template: z.string().max(64).optional(),
  document: z.unknown().optional(),
  datasetId: z.string().max(64).optional(),
})
export type JourneyCreate = z.infer<typeof journeyCreate>

export const journeyPatch = z.object({ title: nameSchema.optional(), archived: z.boolean().optional() })

export const templateItem = z.object({
  key: z.enum(TEMPLATE_KEYS),
  title: z.string(),
  description: z.string(),
  /** Comes with generated events, so that its numbers are live at once. */
  hasData: z.boolean(),
})
export type TemplateItem = z.infer<typeof templateItem>
export const templateListBody = z.object({ templates: z.array(templateItem) })
