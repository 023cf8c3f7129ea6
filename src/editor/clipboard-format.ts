import * as z from 'zod/mini'
import { CARD_KINDS } from '#shared/model/records/card.ts'
import { LANE_KINDS } from '#shared/model/records/lane.ts'
import { CARD_SPAN_MAX, CARDS_MAX } from '#shared/model/records/limits.ts'
import { COPY_MARKER, COPY_VERSION, type CopiedCards } from './copied-text.ts'

const number = z.number()
const clipboardSchema = z.object({
  waymark: z.literal(COPY_MARKER),
  version: z.literal(COPY_VERSION),
  cards: z
    .array(
      z.object({
        kind: z.enum(CARD_KINDS),
        // Checked by the command that pastes, like every new card's fields.
        fields: z.record(z.string(), z.unknown()),
        from: z.discriminatedUnion('kind', [
          z.object({
            kind: z.literal('cell'),
            column: number,
            stepId: z.string(),
            laneId: z.string(),
            laneKind: z.enum(LANE_KINDS),
            laneTitle: z.string(),
            span: z.optional(z.int().check(z.minimum(1), z.maximum(CARD_SPAN_MAX))),
          }),
          z.object({ kind: z.literal('free'), x: number, y: number, width: number, height: number }),
        ]),
      }),
    )
    .check(z.maxLength(CARDS_MAX)),
  links: z
    .array(z.object({ from: z.int(), to: z.int(), label: z.string(), windowHours: z.optional(number) }))
    .check(z.maxLength(CARDS_MAX)),
})

/** More than this is not even read: no journey could take it. */
export const CLIPBOARD_MAX_LENGTH = 30_000_000

/** Whether a text was meant to be cards of ours, sound or not: nobody wants to read it as a title. */
export const isMeantAsCards = (text: string): boolean => text.startsWith(`{"waymark":"${COPY_MARKER}"`)

/** The cards in a text from the clipboard; `undefined` when it is some other text, or damaged. */
export function copiedCardsIn(text: string): CopiedCards | undefined {
  if (!text.startsWith('{"waymark":') || text.length > CLIPBOARD_MAX_LENGTH) return undefined
  try {
    const parsed = clipboardSchema.safeParse(JSON.parse(text))
    return parsed.success ? (parsed.data as CopiedCards) : undefined
  } catch {
    return undefined // not JSON: a person's own text that happens to begin like ours
  }
}
