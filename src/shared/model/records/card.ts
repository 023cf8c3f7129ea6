import * as z from 'zod/mini'
import type { Id } from '#shared/lib/ids.ts'
import { channelSchema } from './channel.ts'
import type { LaneKind } from './lane.ts'
import {
  DETAILS_MAX_LENGTH,
  FREE_CARD_SIZE_PX,
  FREE_POSITION_MAX_PX,
  LIST_MAX_LENGTH,
  TITLE_MAX_LENGTH,
} from './limits.ts'
import { deletedAtSchema, idSchema, orderSchema, type RecordKind, textSchema } from './record.ts'

export type CardId = Id<'card'>

export const CARD_KINDS = [
  'touchpoint',
  'action',
  'thought',
  'quote',
  'emotion',
  'pain-point',
  'opportunity',
  'note',
] as const
export type CardKind = (typeof CARD_KINDS)[number]

export const CARD_TITLES: Readonly<Record<CardKind, string>> = {
  touchpoint: 'Touchpoint',
  action: 'Action',
  thought: 'Thought',
  quote: 'Quote',
  emotion: 'Emotion',
  'pain-point': 'Pain point',
  opportunity: 'Opportunity',
  note: 'Note',
}

/** Which cards a lane takes; the first is the one that a double click adds. */
export const CARD_KINDS_OF_LANE: Readonly<Record<LaneKind, readonly CardKind[]>> = {
  touchpoint: ['touchpoint'],
  action: ['action'],
  thought: ['thought', 'quote'],
  emotion: ['emotion'],
  'pain-point': ['pain-point'],
  opportunity: ['opportunity'],
  note: ['note', 'touchpoint', 'action', 'thought', 'quote', 'emotion', 'pain-point', 'opportunity'],
}

/** How well a card is proved. */
export const EVIDENCE_STATUSES = ['assumption', 'researched', 'data-proved'] as const
export const OPPORTUNITY_STATUSES = ['idea', 'planned', 'in-progress', 'done', 'dropped'] as const

/** The named emotion scale; a score may lie between two names. */
export const EMOTION_SCALE = { min: -2, max: 2, names: ['Very bad', 'Bad', 'Neutral', 'Good', 'Very good'] } as const

const positionSchema = z.number().check(z.minimum(-FREE_POSITION_MAX_PX), z.maximum(FREE_POSITION_MAX_PX))
const sizeSchema = z.number().check(z.minimum(FREE_CARD_SIZE_PX.min), z.maximum(FREE_CARD_SIZE_PX.max))

/** In a cell of the grid, or free beside it (journey pixels; 0,0 is the grid's upper left corner). One value, so that it cannot tear. */
export const cardPlaceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cell'), stepId: idSchema<'step'>(), laneId: idSchema<'lane'>(), order: orderSchema }),
  z.object({ kind: z.literal('free'), x: positionSchema, y: positionSchema, width: sizeSchema, height: sizeSchema }),
])

export type CardPlace = Readonly<z.infer<typeof cardPlaceSchema>>

const texts = { title: TITLE_MAX_LENGTH, details: DETAILS_MAX_LENGTH } as const
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
  /** Of a touchpoint: the media that carry it. */
  channels: z._default(z.array(channelSchema).check(z.maxLength(LIST_MAX_LENGTH)), []),
  /** Of an emotion: -2 very bad … 2 very good. */
  score: z.optional(z.number().check(z.minimum(EMOTION_SCALE.min), z.maximum(EMOTION_SCALE.max))),
  /** Of a pain point: 1 nuisance … 5 blocks the goal. */
  severity: ratingSchema,
  /** Of an opportunity: 1 small … 5 large, judged by a person. */
  impact: ratingSchema,
  effort: ratingSchema,
  status: z.optional(z.enum(OPPORTUNITY_STATUSES)),
  deletedAt: deletedAtSchema,
})

export type Card = Readonly<z.infer<typeof cardSchema>>

export const CARD: RecordKind<typeof cardSchema> = { root: 'cards', schema: cardSchema, texts }
