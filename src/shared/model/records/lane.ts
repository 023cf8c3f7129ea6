import * as z from 'zod/mini'
import type { Id } from '#shared/lib/ids.ts'
import { dutyFields } from './duty.ts'
import { LANE_HEIGHT_PX, TITLE_MAX_LENGTH } from './limits.ts'
import { deletedAtSchema, idSchema, orderSchema, type RecordKind, textSchema } from './record.ts'

export type LaneId = Id<'lane'>

/**
 * What a lane holds. A note lane takes any card of the grid; every other lane takes the kinds that `CARD_KINDS_OF_LANE` lists.
 * The last four are the rows of a service blueprint; together with `action` (what the customer does) they say where its lines run.
 */
export const LANE_KINDS = [
  'touchpoint',
  'channel',
  'action',
  'goal',
  'thought',
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
] as const
export type LaneKind = (typeof LANE_KINDS)[number]

/** The name a new lane is given. */
export const LANE_TITLES: Readonly<Record<LaneKind, string>> = {
  touchpoint: 'Touchpoints',
  channel: 'Channels',
  action: 'Actions',
  goal: 'Goals',
  thought: 'Thoughts',
  emotion: 'Emotions',
  'pain-point': 'Pain points',
  gain: 'Gains',
  opportunity: 'Opportunities',
  metric: 'Metrics',
  image: 'Images',
  text: 'Text',
  note: 'Notes',
  'physical-evidence': 'Physical evidence',
  frontstage: 'Frontstage',
  backstage: 'Backstage',
  support: 'Support processes',
}

const texts = { title: TITLE_MAX_LENGTH } as const

/** One kind of information over all steps, drawn as a row. */
export const laneSchema = z.object({
  id: idSchema<'lane'>(),
  kind: z.enum(LANE_KINDS),
  order: orderSchema,
  title: textSchema(texts.title),
  /** Least row height in journey pixels; a row grows with its cards. */
  height: z._default(
    z.number().check(z.minimum(LANE_HEIGHT_PX.min), z.maximum(LANE_HEIGHT_PX.max)),
    LANE_HEIGHT_PX.default,
  ),
  ...dutyFields,
  /** Folded away to a thin row, for everyone. */
  isCollapsed: z.optional(z.boolean()),
  deletedAt: deletedAtSchema,
})

export type Lane = Readonly<z.infer<typeof laneSchema>>

export const LANE: RecordKind<typeof laneSchema> = { root: 'lanes', schema: laneSchema, texts }
