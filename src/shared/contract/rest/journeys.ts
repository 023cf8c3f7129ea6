import { z } from 'zod'
import { ROLES } from '../roles.ts'
import { idParam, instant, nameSchema } from './common.ts'

export const journeyListItem = z.object({
  id: z.string(),
  workspaceId: z.string(),
  title: z.string(),
  role: z.enum(ROLES),
  /** What I may do with it as a member of its workspace; a link to it gives none of these. */
  may: z.object({ share: z.boolean(), duplicate: z.boolean(), archive: z.boolean(), remove: z.boolean() }),
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
  /** Only those of this workspace; those that were shared by link are shown wherever they belong. */
  workspace: idParam.optional(),
})
export const journeyListBody = z.object({ journeys: z.array(journeyListItem) })

export const TEMPLATE_KEYS = ['blank', 'card-fraud', 'car-repair', 'airline-ticket', 'service-blueprint'] as const
export type TemplateKey = (typeof TEMPLATE_KEYS)[number]

/** At most one of template, document (the JSON form) and datasetId (a map drafted from the data); none means blank. */
export const journeyCreate = z.object({
  /** Where it is to belong; absent: in the first workspace in which I may make journeys. */
  workspaceId: idParam.optional(),
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
