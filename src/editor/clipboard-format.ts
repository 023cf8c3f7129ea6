import * as z from 'zod/mini'
import type { PastedCard, PastedLink } from '#shared/model/commands/paste-cards.ts'
import { cellsInReadingOrder } from './reading-order.ts'
import { CARD_KINDS, type Card } from '#shared/model/records/card.ts'
import { LANE_KINDS } from '#shared/model/records/lane.ts'
import { CARD_SPAN_MAX, CARDS_MAX } from '#shared/model/records/limits.ts'
import { linksBetweenCards } from '#shared/model/selectors/links-between-cards.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

/** Marks a text on the clipboard as cards of ours, whichever journey or tab they come from. */
const MARKER = 'cards'
const VERSION = 1

const number = z.number()
const clipboardSchema = z.object({
  waymark: z.literal(MARKER),
  version: z.literal(VERSION),
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

/** Copied cards, as they travel on the clipboard. */
export interface CopiedCards {
  readonly cards: readonly PastedCard[]
  readonly links: readonly PastedLink[]
}

/** The cards and the links between them as text for the clipboard. */
export function copiedText(snapshot: JourneySnapshot, cards: readonly Card[]): string {
  const { ordered, columnOf } = cellsInReadingOrder(snapshot, cards)
  const indexOf = new Map(ordered.map((card, index) => [card.id, index]))
  const leftmost = Math.min(...ordered.map((card) => columnOf(card)))
  const copied: CopiedCards = {
    cards: ordered.map((card) => copiedCard(snapshot, card, columnOf(card) - leftmost)),
    links: linksBetweenCards(snapshot).flatMap(({ fromCardId, toCardId, label, windowHours }) => {
      const [from, to] = [indexOf.get(fromCardId), indexOf.get(toCardId)]
      if (from === undefined || to === undefined) return []
      return [{ from, to, label, ...(windowHours === undefined ? {} : { windowHours }) }]
    }),
  }
  return JSON.stringify({ waymark: MARKER, version: VERSION, ...copied })
}

function copiedCard(snapshot: JourneySnapshot, card: Card, column: number): PastedCard {
  const { id: _id, kind, place, deletedAt: _deletedAt, ...fields } = card
  if (place.kind === 'free') return { kind, fields, from: place }
  const lane = snapshot.lanes.get(place.laneId)
  const { stepId, laneId, span } = place
  return {
    kind,
    fields,
    from: {
      kind: 'cell',
      column,
      stepId,
      laneId,
      laneKind: lane?.kind ?? 'note',
      laneTitle: lane?.title ?? '',
      ...(span === undefined ? {} : { span }),
    },
  }
}

/** More than this is not even read: no journey could take it. */
export const CLIPBOARD_MAX_LENGTH = 30_000_000

/** Whether a text was meant to be cards of ours, sound or not: nobody wants to read it as a title. */
export const isMeantAsCards = (text: string): boolean => text.startsWith(`{"waymark":"${MARKER}"`)

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
