import * as z from 'zod/mini'
import type { Id } from '#shared/lib/ids.ts'
import { channelSchema } from './channel.ts'
import { dutyFields, STATUS_TITLES, STATUSES } from './duty.ts'
import { feelingSourceField } from './feeling-source.ts'
import type { LaneKind } from './lane.ts'
import {
  CARD_SPAN_MAX,
  DETAILS_MAX_LENGTH,
  FREE_CARD_SIZE_PX,
  FREE_POSITION_MAX_PX,
  IMAGE_SIDE_MAX_PX,
  INK_STROKE_MAX,
  INK_STROKES_MAX,
  LAYER_MAX,
  LIST_MAX_LENGTH,
  TAG_MAX_LENGTH,
  TAGS_MAX,
  TITLE_MAX_LENGTH,
} from './limits.ts'
import { deletedAtSchema, idSchema, orderSchema, type RecordKind, textSchema } from './record.ts'
import { shownMetricsField } from './shown-metric.ts'

export type CardId = Id<'card'>

export const CARD_KINDS = [
  'touchpoint',
  'channel',
  'action',
  'goal',
  'thought',
  'quote',
  'emotion',
  'pain-point',
  'gain',
  'opportunity',
  'metric',
  'image',
  'text',
  'note',
  'physical-evidence',
  'frontstage',
  'backstage',
  'support',
  'shape',
  'frame',
  'ink',
] as const
export type CardKind = (typeof CARD_KINDS)[number]

export const CARD_TITLES: Readonly<Record<CardKind, string>> = {
  touchpoint: 'Touchpoint',
  channel: 'Channel',
  action: 'Action',
  goal: 'Goal',
  thought: 'Thought',
  quote: 'Quote',
  emotion: 'Emotion',
  'pain-point': 'Pain point',
  gain: 'Gain',
  opportunity: 'Opportunity',
  metric: 'Metric',
  image: 'Image',
  text: 'Text',
  note: 'Note',
  'physical-evidence': 'Physical evidence',
  frontstage: 'Frontstage action',
  backstage: 'Backstage action',
  support: 'Support process',
  shape: 'Shape',
  frame: 'Frame',
  ink: 'Drawing',
}

/** Kinds that lie beside the grid only. */
export const FREE_CARD_KINDS = ['shape', 'frame', 'ink'] as const satisfies readonly CardKind[]

/** Kinds that can stand in a cell. */
export const GRID_CARD_KINDS: readonly CardKind[] = CARD_KINDS.filter(
  (kind) => !(FREE_CARD_KINDS as readonly CardKind[]).includes(kind),
)

/** Which cards a lane takes; the first is the one that a double click adds. */
export const CARD_KINDS_OF_LANE: Readonly<Record<LaneKind, readonly CardKind[]>> = {
  touchpoint: ['touchpoint'],
  channel: ['channel'],
  action: ['action'],
  goal: ['goal'],
  thought: ['thought', 'quote'],
  emotion: ['emotion'],
  'pain-point': ['pain-point'],
  gain: ['gain'],
  opportunity: ['opportunity'],
  metric: ['metric'],
  image: ['image'],
  text: ['text'],
  note: ['note', ...GRID_CARD_KINDS.filter((kind) => kind !== 'note')],
  'physical-evidence': ['physical-evidence', 'image'],
  frontstage: ['frontstage'],
  backstage: ['backstage'],
  support: ['support'],
}

/** What matters about a card beyond its kind: where the relation is won or lost, and where the customer does what the journey is for. */
export const CARD_MARKS = ['moment-of-truth', 'conversion'] as const
export type CardMark = (typeof CARD_MARKS)[number]

export const CARD_MARK_TITLES: Readonly<Record<CardMark, string>> = {
  'moment-of-truth': 'Moment of truth',
  conversion: 'Conversion point',
}

export const SHAPES = ['rectangle', 'ellipse', 'diamond', 'triangle', 'arrow', 'line'] as const
export type Shape = (typeof SHAPES)[number]

/** How a card looks beyond what its kind says. One value, so that the format painter carries all of it; what is absent is as usual. */
export const cardStyleSchema = z.object({
  /** One of the eight persona colours of the design language, or no colour. */
  fill: z.optional(z.union([z.int().check(z.minimum(0), z.maximum(7)), z.literal('none')])),
  stroke: z.optional(z.union([z.int().check(z.minimum(0), z.maximum(7)), z.literal('none')])),
  strokeWidth: z.optional(z.number().check(z.minimum(1), z.maximum(16))),
  isDashed: z.optional(z.boolean()),
  textSize: z.optional(z.enum(['small', 'medium', 'large', 'huge'])),
  align: z.optional(z.enum(['start', 'center', 'end'])),
})
export type CardStyle = Readonly<z.infer<typeof cardStyleSchema>>

/** How well a card is proved. */
export const EVIDENCE_STATUSES = ['assumption', 'researched', 'data-proved'] as const
export type EvidenceStatus = (typeof EVIDENCE_STATUSES)[number]
export const EVIDENCE_TITLES: Readonly<Record<EvidenceStatus, string>> = {
  assumption: 'Assumption',
  researched: 'Researched',
  'data-proved': 'Proved by data',
}

/** The same for every element. */
export const OPPORTUNITY_STATUSES = STATUSES
export const OPPORTUNITY_STATUS_TITLES = STATUS_TITLES

/** The named emotion scale; a score may lie between two names. */
export const EMOTION_SCALE = { min: -2, max: 2, names: ['Very bad', 'Bad', 'Neutral', 'Good', 'Very good'] } as const

const positionSchema = z.number().check(z.minimum(-FREE_POSITION_MAX_PX), z.maximum(FREE_POSITION_MAX_PX))
const sizeSchema = z.number().check(z.minimum(FREE_CARD_SIZE_PX.min), z.maximum(FREE_CARD_SIZE_PX.max))

/** In a cell of the grid, or free beside it (journey pixels; 0,0 is the grid's upper left corner). One value, so that it cannot tear. */
export const cardPlaceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cell'),
    stepId: idSchema<'step'>(),
    laneId: idSchema<'lane'>(),
    order: orderSchema,
    /** Over how many columns it reaches, to the right of its step; absent: its own only. What reaches beyond the last column is cut when drawn. */
    span: z.optional(z.int().check(z.minimum(1), z.maximum(CARD_SPAN_MAX))),
  }),
  z.object({ kind: z.literal('free'), x: positionSchema, y: positionSchema, width: sizeSchema, height: sizeSchema }),
])

export type CardPlace = Readonly<z.infer<typeof cardPlaceSchema>>

const texts = { title: TITLE_MAX_LENGTH, details: DETAILS_MAX_LENGTH } as const
const scoreSchema = z.number().check(z.minimum(EMOTION_SCALE.min), z.maximum(EMOTION_SCALE.max))
const inkSchema = z
  .array(
    z.array(z.int().check(z.minimum(0), z.maximum(1_000))).check(
      z.minLength(2),
      z.maxLength(INK_STROKE_MAX),
      z.refine((at) => at.length % 2 === 0, 'x without y'),
    ),
  )
  .check(z.minLength(1), z.maxLength(INK_STROKES_MAX))
const ratingSchema = z.optional(z.int().check(z.minimum(1), z.maximum(5)))

/** Anything placed in a cell, or beside the grid. Fields that a kind has no use for are simply absent. */
export const cardSchema = z.object({
  id: idSchema<'card'>(),
  kind: z.enum(CARD_KINDS),
  place: cardPlaceSchema,
  title: textSchema(texts.title),
  details: textSchema(texts.details),
  /** The personas that it is about; none means all. */
  personaIds: z._default(z.array(idSchema<'persona'>()).check(z.maxLength(LIST_MAX_LENGTH)), []),
  evidence: z._default(z.enum(EVIDENCE_STATUSES), 'assumption'),
  /** Of a touchpoint or a channel: the media that carry it. */
  channels: z._default(z.array(channelSchema).check(z.maxLength(LIST_MAX_LENGTH)), []),
  /** Of a touchpoint or a metric. */
  shownMetrics: shownMetricsField,
  /** Of an emotion: -2 very bad … 2 very good. */
  score: z.optional(scoreSchema),
  /** Of an emotion: the score that it is meant to get, on the same scale. */
  futureScore: z.optional(scoreSchema),
  /** Of an emotion: what its measured feeling comes from. */
  feelingSource: feelingSourceField,
  /** Of a pain point: 1 nuisance … 5 blocks the goal. */
  severity: ratingSchema,
  /** Of an opportunity: 1 small … 5 large, judged by a person. */
  impact: ratingSchema,
  effort: ratingSchema,
  marks: z.optional(z.array(z.enum(CARD_MARKS)).check(z.maxLength(CARD_MARKS.length))),
  /** Words to find and filter by. */
  tags: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(TAG_MAX_LENGTH))).check(z.maxLength(TAGS_MAX))),
  ...dutyFields,
  /** Stays where it is and as it is until it is unlocked; anybody who may edit can do that. */
  isLocked: z.optional(z.boolean()),
  style: z.optional(cardStyleSchema),
  /** Of a shape. */
  shape: z.optional(z.enum(SHAPES)),
  /** Of an image: which stored picture, and its own size in pixels. Its title is what is said to those who cannot see it. */
  image: z.optional(
    z.object({
      imageId: idSchema<'image'>(),
      width: z.int().check(z.minimum(1), z.maximum(IMAGE_SIDE_MAX_PX)),
      height: z.int().check(z.minimum(1), z.maximum(IMAGE_SIDE_MAX_PX)),
    }),
  ),
  /** Of a drawing: strokes as x, y, x, y … in thousandths of the card's width and height. Of a line or an arrow: its two ends. */
  ink: z.optional(inkSchema),
  /** Of a free card: the higher, the further in front; those of one layer by their ids. Frames lie behind everything else. */
  layer: z.optional(z.int().check(z.minimum(-LAYER_MAX), z.maximum(LAYER_MAX))),
  deletedAt: deletedAtSchema,
})

export type Card = Readonly<z.infer<typeof cardSchema>>

export const CARD: RecordKind<typeof cardSchema> = { root: 'cards', schema: cardSchema, texts }
