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
  /** What I may do with what is said beside it: nothing, read, take part, remove also what others wrote. */
  comments: z.enum(['none', 'read', 'write', 'manage']),
  createdAt: instant,
  updatedAt: instant,
  archivedAt: instant.nullable(),
  /** When a member should look at it anew; past: overdue. */
  reviewAt: instant.nullish(),
  counts: z.object({ personas: z.number(), stages: z.number(), steps: z.number(), cards: z.number() }),
})
export type JourneyListItem = z.infer<typeof journeyListItem>

/** Where in a text the words that were looked for stand: from, to, in UTF-16 units. */
const mark = z.tuple([z.number().int(), z.number().int()])

/** One element of a journey that says what was looked for. */
export const searchHit = z.object({
  /** Of the element; `null`: the journey itself. */
  elementId: z.string().nullable(),
  /** What it is: stage, step, lane, persona, link, view, journey, scenario, or the kind of a card. */
  kind: z.string(),
  /** The part of its text around the words. */
  text: z.string(),
  marks: z.array(mark),
})
export type SearchHit = z.infer<typeof searchHit>

/** A journey as the library shows it: also where it lies, and what I keep of it for myself. */
export const libraryItem = journeyListItem.extend({
  /** The nearest collection around it that I may see; `null`: none. */
  collectionId: z.string().nullable(),
  /** Ids of its tags. */
  tags: z.array(z.string()),
  isStarred: z.boolean(),
  /** When I opened it last; `null`: never. */
  openedAt: instant.nullable(),
  /** Whether it says of its own who may what. */
  hasOwnAccess: z.boolean(),
  /** Of a search in the content: where the words stand, the best first, and in how many elements. */
  hits: z.array(searchHit).optional(),
  hitCount: z.number().int().optional(),
})
export type LibraryItem = z.infer<typeof libraryItem>

/** Last changed first, last opened by me first, by name, newest first, and (only of a search) the best first. */
export const JOURNEY_SORTS = ['changed', 'opened', 'name', 'made'] as const
export type JourneySort = (typeof JOURNEY_SORTS)[number]
export const PAGE_MAX = 200

const flag = z.enum(['true', 'false'])

export const journeyListQuery = z.object({
  /** Words that the title must contain, any order, any case. */
  search: z.string().max(200).optional(),
  archived: z.enum(['true', 'false']).default('false'),
  /** Only those of this workspace; those that were shared by link are shown wherever they belong. */
  workspace: idParam.optional(),
  /** Words that have to stand somewhere in the journey, in whatever element; the beginnings of words are enough. */
  text: z.string().max(200).optional(),
  /** Only those in this collection, and in the ones inside it; `none`: only those in no collection. */
  collection: idParam.optional(),
  /** Ids of tags, with commas between; only those that have all of them. */
  tags: z.string().max(1_000).optional(),
  starred: flag.optional(),
  /** Only those that I have opened. */
  opened: flag.optional(),
  sort: z.enum(JOURNEY_SORTS).optional(),
  /** With it the answer comes in pages. Without it, all come at once. */
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).optional(),
  /** `next` of the page before. */
  cursor: z.string().max(600).optional(),
})
export const journeyListBody = z.object({
  journeys: z.array(libraryItem),
  /** What asks for the next page; `null`: this was the last, or all of them. */
  next: z.string().nullable(),
})
export type JourneyListBody = z.infer<typeof journeyListBody>

export const TEMPLATE_KEYS = ['blank', 'card-fraud', 'car-repair', 'airline-ticket', 'service-blueprint'] as const
export type TemplateKey = (typeof TEMPLATE_KEYS)[number]

/** At most one of template, document (the JSON form) and datasetId (a map drafted from the data); none means blank. */
export const journeyCreate = z.object({
  /** Where it is to belong; absent: in the first workspace in which I may make journeys. */
  workspaceId: idParam.optional(),
  /** A collection of that workspace. */
  collectionId: idParam.optional(),
  title: nameSchema.optional(),
  template: z.string().max(64).optional(),
  document: z.unknown().optional(),
  datasetId: z.string().max(64).optional(),
})
export type JourneyCreate = z.infer<typeof journeyCreate>

export const journeyPatch = z.object({
  title: nameSchema.optional(),
  archived: z.boolean().optional(),
  /** Into this collection of its workspace; `null`: into none. */
  collectionId: idParam.nullable().optional(),
})

export const templateItem = z.object({
  key: z.enum(TEMPLATE_KEYS),
  title: z.string(),
  description: z.string(),
  /** Comes with generated events, so that its numbers are live at once. */
  hasData: z.boolean(),
})
export type TemplateItem = z.infer<typeof templateItem>
export const templateListBody = z.object({ templates: z.array(templateItem) })
