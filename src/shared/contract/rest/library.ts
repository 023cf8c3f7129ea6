import { z } from 'zod'
import { idParam } from './common.ts'

export const TAG_NAME_MAX = 40
export const TAGS_MAX = 300
/** So many of the colours of the design language. */
export const TAG_COLORS = 8

const tagName = z.string().trim().min(1).max(TAG_NAME_MAX)
const tagColor = z
  .number()
  .int()
  .min(0)
  .max(TAG_COLORS - 1)

export const tagItem = z.object({
  id: z.string(),
  workspaceId: z.string(),
  name: z.string(),
  /** Which of the eight colours, 0..7. */
  color: z.number().int(),
  /** How many journeys that I may see have it, archived ones too. */
  journeys: z.number().int(),
})
export type TagItem = z.infer<typeof tagItem>
/** By name. */
export const tagListBody = z.object({ tags: z.array(tagItem) })
/** Without a colour it gets the one that is used least. */
export const tagCreate = z.object({ name: tagName, color: tagColor.optional() })
export const tagPatch = z.object({ name: tagName.optional(), color: tagColor.optional() })
/** Every journey that has it has the other one instead. */
export const tagMerge = z.object({ into: idParam })

export const BULK_MAX = 500

/** One thing done with several journeys. */
export const bulkChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('archive') }),
  z.object({ kind: z.literal('restore') }),
  /** For good; only archived ones. */
  z.object({ kind: z.literal('delete') }),
  /** Into a collection of their workspace; `null`: into none. */
  z.object({ kind: z.literal('move'), collectionId: idParam.nullable() }),
  z.object({ kind: z.literal('tag'), tagId: idParam }),
  z.object({ kind: z.literal('untag'), tagId: idParam }),
  z.object({ kind: z.literal('star') }),
  z.object({ kind: z.literal('unstar') }),
])
export type BulkChange = z.infer<typeof bulkChange>
export const bulkBody = z.object({ ids: z.array(idParam).min(1).max(BULK_MAX), change: bulkChange })
export const bulkAnswer = z.object({
  done: z.array(z.string()),
  /** Those with which it could not be done, and why, as a code of the catalogue. */
  failed: z.array(z.object({ id: z.string(), code: z.string(), message: z.string() })),
})
export type BulkAnswer = z.infer<typeof bulkAnswer>

/** What moving a journey to another workspace would mean. */
export const moveFacts = z.object({
  /** Datasets whose numbers it shows and which stay behind. */
  datasets: z.array(z.object({ id: z.string(), name: z.string(), elements: z.number().int() })),
  /** Elements that show numbers, of whatever dataset. */
  elements: z.number().int(),
  /** Share links that stand; they go along. */
  links: z.number().int(),
  /** Tags that the other workspace has not; they are left behind. */
  tagsLost: z.array(z.string()),
  /** What was said of its own on who may what is left behind. */
  entriesLost: z.number().int(),
})
export type MoveFacts = z.infer<typeof moveFacts>
export const moveBody = z.object({ workspaceId: idParam, collectionId: idParam.nullish() })

/** What goes when a workspace is deleted. */
export const workspaceContents = z.object({
  journeys: z.number().int(),
  archived: z.number().int(),
  collections: z.number().int(),
  datasets: z.number().int(),
  members: z.number().int(),
  links: z.number().int(),
})
export type WorkspaceContents = z.infer<typeof workspaceContents>
/** Its name, so that nobody deletes the wrong one. */
export const workspaceDelete = z.object({ name: z.string().max(200) })
