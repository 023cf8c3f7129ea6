import { z } from 'zod'
import { ENTRY_ROLES } from '../access-entries.ts'
import { ROLES } from '../roles.ts'
import { idParam } from './common.ts'

/** Deeper than this nobody finds anything again. */
export const COLLECTION_LEVELS = 5
export const COLLECTIONS_MAX = 1_000

const collectionName = z.string().trim().min(1).max(80)

export const collectionItem = z.object({
  id: z.string(),
  workspaceId: z.string(),
  /** The nearest around it that I may see; `null`: none. */
  parentId: z.string().nullable(),
  name: z.string(),
  /** Mine in it. */
  role: z.enum(ROLES),
  /** Whether it says of its own who may what in it. */
  hasOwnAccess: z.boolean(),
  may: z.object({ change: z.boolean(), remove: z.boolean(), access: z.boolean() }),
  /** Journeys in it that I may see, without archived ones and those in collections inside. */
  journeys: z.number().int(),
})
export type CollectionItem = z.infer<typeof collectionItem>
/** By name. */
export const collectionListBody = z.object({
  collections: z.array(collectionItem),
  /** Journeys that lie in none of them, and all that I may see here; without archived ones. */
  loose: z.number().int(),
  total: z.number().int(),
})
export type CollectionListBody = z.infer<typeof collectionListBody>
export const collectionCreate = z.object({ name: collectionName, parentId: idParam.nullish() })
export const collectionPatch = z.object({ name: collectionName.optional(), parentId: idParam.nullable().optional() })
/** What moved up when a collection was deleted. */
export const collectionDeleted = z.object({ journeys: z.number().int(), collections: z.number().int() })

export const accessEntryItem = z.object({
  /** A member's, or `everyone`. */
  personId: z.string().min(1).max(64),
  role: z.enum(ENTRY_ROLES),
})
export const accessPut = z.object({
  /** All that the thing says of its own; none: it inherits. */
  entries: z
    .array(accessEntryItem)
    .max(500)
    .refine((entries) => new Set(entries.map(({ personId }) => personId)).size === entries.length, {
      message: 'One entry a person.',
    }),
})
export type AccessPut = z.infer<typeof accessPut>

/** Where somebody's role comes from. */
export const accessSource = z.discriminatedUnion('kind', [
  /** They manage the workspace; no entry takes that from them. */
  z.object({ kind: z.literal('manages') }),
  /** Nothing on the way says anything of them: what they are in the workspace. */
  z.object({ kind: z.literal('workspace') }),
  /** An entry of the thing itself, about them or about everyone. */
  z.object({ kind: z.literal('here'), isOwn: z.boolean() }),
  /** An entry of a collection around it; `name` is `null` when I may not see that one. */
  z.object({ kind: z.literal('collection'), name: z.string().nullable(), isOwn: z.boolean() }),
])
export type AccessSource = z.infer<typeof accessSource>

export const accessBody = z.object({
  /** Whether I may change the entries. */
  mayChange: z.boolean(),
  entries: z.array(accessEntryItem),
  /** Those with the most rights in the workspace first, then by name. */
  people: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      color: z.number().int(),
      /** In the workspace. */
      workspaceRole: z.enum(ROLES),
      /** Here; `null`: no access. */
      role: z.enum(ROLES).nullable(),
      source: accessSource,
      /** What it would be without an entry of the thing itself. */
      inherited: z.object({ role: z.enum(ROLES).nullable(), source: accessSource }),
    }),
  ),
  /** Share links of the journey that stand: whoever has one gets in, whatever stands here. */
  links: z.number().int(),
})
export type AccessBody = z.infer<typeof accessBody>
