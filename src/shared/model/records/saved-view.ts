import * as z from 'zod/mini'
import type { Id } from '#shared/lib/ids.ts'
import { CARD_KINDS, EVIDENCE_STATUSES, OPPORTUNITY_STATUSES } from './card.ts'
import { DETAILS_MAX_LENGTH, LIST_MAX_LENGTH, NAME_MAX_LENGTH } from './limits.ts'
import {
  deletedAtSchema,
  idSchema,
  namesSchema,
  notesSchema,
  orderSchema,
  type RecordKind,
  textSchema,
} from './record.ts'

export type SavedViewId = Id<'view'>

/** How a journey can be looked at. */
export const VIEW_MODES = ['canvas', 'table', 'outline'] as const

/** By when a card is to be done: what is late, or what is due within a week. */
export const DUE_WISHES = ['overdue', 'soon'] as const

const listOf = <Item extends z.ZodMiniType>(item: Item) =>
  z._default(z.array(item).check(z.maxLength(LIST_MAX_LENGTH)), [])

/** Which cards one wants to see: those that pass every list; an empty list asks for nothing. */
export const cardFilterSchema = z.object({
  /** A card that names no persona is about all of them, so it passes. */
  personaIds: listOf(idSchema<'persona'>()),
  laneIds: listOf(idSchema<'lane'>()),
  kinds: listOf(z.enum(CARD_KINDS)),
  statuses: listOf(z.enum(OPPORTUNITY_STATUSES)),
  evidence: listOf(z.enum(EVIDENCE_STATUSES)),
  owners: z._default(namesSchema, []),
  tags: z._default(namesSchema, []),
  due: listOf(z.enum(DUE_WISHES)),
})

export type CardFilter = Readonly<z.infer<typeof cardFilterSchema>>

export const NO_FILTER: CardFilter = cardFilterSchema.parse({})

/** A century. */
const LAST_DAYS_MAX = 36_525

/** Of which time numbers are: the last so many days of data, which move on with it, or from one instant or date (`isDays`) to another. */
const rangeSchema = z.union([
  z.object({ last: z.int().check(z.gte(1), z.lte(LAST_DAYS_MAX)), isBesideBefore: z.boolean() }),
  z.object({ from: z.number(), to: z.number(), isDays: z.optional(z.literal(true)), isBesideBefore: z.boolean() }),
])

/** Whom numbers are held against, those of a persona in place of everybody else: another persona, or a segment of the workspace. */
const againstSchema = z.object({ kind: z.enum(['persona', 'segment']), id: z.string().check(z.regex(/^[\w-]{1,64}$/)) })

const texts = { name: NAME_MAX_LENGTH, notes: DETAILS_MAX_LENGTH } as const

/** A way of looking at the journey that a team has kept for everyone. */
export const savedViewSchema = z.object({
  id: idSchema<'view'>(),
  order: orderSchema,
  name: textSchema(texts.name),
  notes: notesSchema,
  mode: z._default(z.enum(VIEW_MODES), 'canvas'),
  filter: cardFilterSchema,
  /** `null`: numbers of all time. */
  range: z._default(z.nullable(rangeSchema), null),
  /** `null`: everybody else, or nothing; of no meaning while `range` says that it is the period before. */
  against: z._default(z.nullable(againstSchema), null),
  /** What becomes of the cards that do not pass. */
  others: z._default(z.enum(['dim', 'hide']), 'dim'),
  deletedAt: deletedAtSchema,
})

export type SavedView = Readonly<z.infer<typeof savedViewSchema>>

export const SAVED_VIEW: RecordKind<typeof savedViewSchema> = { root: 'views', schema: savedViewSchema, texts }
