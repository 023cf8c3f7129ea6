import type { RecordPatch } from '#shared/model/commands/record-patch.ts'
import {
  type Card,
  CARD_KINDS_OF_LANE,
  CARD_MARK_TITLES,
  CARD_MARKS,
  CARD_TITLES,
  EMOTION_SCALE,
  EVIDENCE_STATUSES,
  EVIDENCE_TITLES,
  FREE_CARD_KINDS,
  GRID_CARD_KINDS,
  OPPORTUNITY_STATUS_TITLES,
  OPPORTUNITY_STATUSES,
} from '#shared/model/records/card.ts'
import { CHANNEL_KEYS, CHANNELS } from '#shared/model/records/channel.ts'
import { LANE_TITLES } from '#shared/model/records/lane.ts'
import { isDay } from '#shared/model/records/duty.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { type Member, ownerOf } from '#src/editor/owner-names.ts'

export const COLUMN_IDS = [
  'title',
  'kind',
  'stage',
  'step',
  'lane',
  'personas',
  'channels',
  'score',
  'severity',
  'impact',
  'effort',
  'status',
  'evidence',
  'marks',
  'tags',
  'owner',
  'due',
  'details',
] as const
export type ColumnId = (typeof COLUMN_IDS)[number]

export interface ColumnChoice {
  readonly value: string
  readonly label: string
}

/** How a cell is edited, and what a value makes of the card. */
export type CellEdit =
  /** Free text; `undefined` for a text that does not fit. */
  | {
      readonly kind: 'text'
      readonly patch: (text: string, members: readonly Member[]) => RecordPatch<'cards'> | undefined
      readonly isOwn: boolean
      /** Names of people are suggested. */
      readonly isPerson?: boolean
    }
  | {
      readonly kind: 'choice'
      readonly choices: readonly ColumnChoice[]
      readonly value: string
      readonly patch: (value: string) => RecordPatch<'cards'>
    }
  | {
      readonly kind: 'several'
      readonly choices: readonly ColumnChoice[]
      readonly values: readonly string[]
      readonly patch: (values: readonly string[]) => RecordPatch<'cards'>
    }
  /** To another cell of the grid. */
  | {
      readonly kind: 'place'
      readonly choices: readonly ColumnChoice[]
      readonly value: string
      readonly part: 'stepId' | 'laneId'
    }

export interface TableColumn {
  readonly id: ColumnId
  readonly label: string
  readonly widthPx: number
  readonly isNumber?: boolean
  readonly text: (card: Card, snapshot: JourneySnapshot) => string
  /** What it is sorted by when that is not its text. */
  readonly rank?: (card: Card, snapshot: JourneySnapshot) => number | undefined
  /** `null`: this card's cell cannot be edited. */
  readonly edit: (card: Card, snapshot: JourneySnapshot) => CellEdit | null
}

const NOT_SET: ColumnChoice = { value: '', label: 'Not set' }

const stepOf = (card: Card, { steps }: JourneySnapshot) =>
  card.place.kind === 'cell' ? steps.get(card.place.stepId) : undefined
const laneOf = (card: Card, { lanes }: JourneySnapshot) =>
  card.place.kind === 'cell' ? lanes.get(card.place.laneId) : undefined

/** A number in a range, or nothing. */
const numberColumn = (
  id: 'score' | 'severity' | 'impact' | 'effort',
  label: string,
  kind: Card['kind'],
  { min, max, isWhole }: { readonly min: number; readonly max: number; readonly isWhole: boolean },
): TableColumn => ({
  id,
  label,
  widthPx: 92,
  isNumber: true,
  text: (card) => (card[id] === undefined ? '' : String(card[id])),
  rank: (card) => card[id],
  edit: (card) =>
    card.kind === kind
      ? {
          kind: 'text',
          isOwn: false,
          patch: (text) => {
            if (text.trim() === '') return { [id]: undefined }
            const value = Number(text.trim().replace(',', '.').replace('−', '-'))
            const fits = Number.isFinite(value) && value >= min && value <= max && (!isWhole || Number.isInteger(value))
            return fits ? { [id]: value } : undefined
          },
        }
      : null,
})

const RATING = { min: 1, max: 5, isWhole: true } as const

const namesOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
]

const choicesOf = <Value extends string>(
  values: readonly Value[],
  titles: Readonly<Record<Value, string>>,
): readonly ColumnChoice[] => values.map((value) => ({ value, label: titles[value] }))

/** All columns from left to right. */
export const TABLE_COLUMNS: readonly TableColumn[] = [
  {
    id: 'title',
    label: 'Title',
    widthPx: 280,
    text: ({ title }) => title,
    edit: () => ({ kind: 'text', isOwn: true, patch: (title) => ({ title }) }),
  },
  {
    id: 'kind',
    label: 'Kind',
    widthPx: 132,
    text: ({ kind }) => CARD_TITLES[kind],
    edit: (card, snapshot) => {
      const lane = laneOf(card, snapshot)
      const kinds = lane ? CARD_KINDS_OF_LANE[lane.kind] : GRID_CARD_KINDS
      const isFixed = kinds.length < 2 || (FREE_CARD_KINDS as readonly string[]).includes(card.kind)
      return isFixed
        ? null
        : {
            kind: 'choice',
            choices: choicesOf(kinds, CARD_TITLES),
            value: card.kind,
            patch: (value) => ({ kind: kinds.find((kind) => kind === value) ?? card.kind }),
          }
    },
  },
  {
    id: 'stage',
    label: 'Stage',
    widthPx: 140,
    text: (card, snapshot) => stageTitle(card, snapshot),
    rank: (card, snapshot) => indexOrNone(stepsInOrder(snapshot), stepOf(card, snapshot)),
    edit: () => null,
  },
  {
    id: 'step',
    label: 'Step',
    widthPx: 150,
    text: (card, snapshot) => stepOf(card, snapshot)?.title ?? '',
    rank: (card, snapshot) => indexOrNone(stepsInOrder(snapshot), stepOf(card, snapshot)),
    edit: (card, snapshot) =>
      card.place.kind === 'cell'
        ? {
            kind: 'place',
            part: 'stepId',
            value: card.place.stepId,
            choices: stepsInOrder(snapshot).map(({ id, title, place }, index) => ({
              value: id,
              label: `${snapshot.stages.get(place.stageId)?.title ?? ''} › ${title || `Step ${index + 1}`}`,
            })),
          }
        : null,
  },
  {
    id: 'lane',
    label: 'Lane',
    widthPx: 140,
    text: (card, snapshot) => laneOf(card, snapshot)?.title ?? '',
    rank: (card, snapshot) => indexOrNone(lanesInOrder(snapshot), laneOf(card, snapshot)),
    edit: (card, snapshot) =>
      card.place.kind === 'cell'
        ? {
            kind: 'place',
            part: 'laneId',
            value: card.place.laneId,
            choices: lanesInOrder(snapshot)
              .filter((lane) => CARD_KINDS_OF_LANE[lane.kind].includes(card.kind))
              .map(({ id, title, kind }) => ({ value: id, label: title || LANE_TITLES[kind] })),
          }
        : null,
  },
  {
    id: 'personas',
    label: 'Personas',
    widthPx: 150,
    text: ({ personaIds }, { personas }) => personaIds.flatMap((id) => personas.get(id)?.name ?? []).join(', '),
    edit: ({ personaIds }, snapshot) => {
      const personas = personasInOrder(snapshot)
      return personas.length === 0
        ? null
        : {
            kind: 'several',
            values: personaIds,
            choices: personas.map(({ id, name }) => ({ value: id, label: name || 'Unnamed persona' })),
            patch: (values) => ({ personaIds: personas.map(({ id }) => id).filter((id) => values.includes(id)) }),
          }
    },
  },
  {
    id: 'channels',
    label: 'Channels',
    widthPx: 150,
    text: ({ channels }) => channels.map((channel) => CHANNELS[channel].title).join(', '),
    edit: ({ kind, channels }) =>
      kind === 'touchpoint' || kind === 'channel'
        ? {
            kind: 'several',
            values: channels,
            choices: CHANNEL_KEYS.map((value) => ({ value, label: CHANNELS[value].title })),
            patch: (values) => ({ channels: CHANNEL_KEYS.filter((channel) => values.includes(channel)) }),
          }
        : null,
  },
  numberColumn('score', 'Score', 'emotion', { min: EMOTION_SCALE.min, max: EMOTION_SCALE.max, isWhole: false }),
  numberColumn('severity', 'Severity', 'pain-point', RATING),
  numberColumn('impact', 'Impact', 'opportunity', RATING),
  numberColumn('effort', 'Effort', 'opportunity', RATING),
  {
    id: 'status',
    label: 'Status',
    widthPx: 116,
    text: ({ status }) => (status ? OPPORTUNITY_STATUS_TITLES[status] : ''),
    rank: ({ status }) => (status ? OPPORTUNITY_STATUSES.indexOf(status) : undefined),
    edit: ({ status }) => ({
      kind: 'choice',
      value: status ?? '',
      choices: [NOT_SET, ...choicesOf(OPPORTUNITY_STATUSES, OPPORTUNITY_STATUS_TITLES)],
      patch: (value) => ({ status: OPPORTUNITY_STATUSES.find((known) => known === value) }),
    }),
  },
  {
    id: 'evidence',
    label: 'Evidence',
    widthPx: 136,
    text: ({ evidence }) => EVIDENCE_TITLES[evidence],
    rank: ({ evidence }) => EVIDENCE_STATUSES.indexOf(evidence),
    edit: ({ evidence }) => ({
      kind: 'choice',
      value: evidence,
      choices: choicesOf(EVIDENCE_STATUSES, EVIDENCE_TITLES),
      patch: (value) => ({ evidence: EVIDENCE_STATUSES.find((known) => known === value) ?? evidence }),
    }),
  },
  {
    id: 'marks',
    label: 'Marks',
    widthPx: 150,
    text: ({ marks = [] }) => marks.map((mark) => CARD_MARK_TITLES[mark]).join(', '),
    edit: ({ marks = [] }) => ({
      kind: 'several',
      values: marks,
      choices: choicesOf(CARD_MARKS, CARD_MARK_TITLES),
      patch: (values) => {
        const next = CARD_MARKS.filter((mark) => values.includes(mark))
        return { marks: next.length === 0 ? undefined : next }
      },
    }),
  },
  {
    id: 'tags',
    label: 'Tags',
    widthPx: 150,
    text: ({ tags = [] }) => tags.join(', '),
    edit: () => ({
      kind: 'text',
      isOwn: false,
      patch: (text) => {
        const tags = namesOf(text)
        return { tags: tags.length === 0 ? undefined : [...tags] }
      },
    }),
  },
  {
    id: 'owner',
    label: 'Owner',
    widthPx: 130,
    text: ({ owner = '' }) => owner,
    edit: () => ({
      kind: 'text',
      isOwn: false,
      isPerson: true,
      patch: (text, members) => ownerOf(text, members),
    }),
  },
  {
    id: 'due',
    label: 'Due',
    widthPx: 112,
    text: ({ dueOn = '' }) => dueOn,
    edit: () => ({
      kind: 'text',
      isOwn: false,
      patch: (text) => {
        const dueOn = text.trim()
        if (dueOn === '') return { dueOn: undefined }
        return isDay(dueOn) ? { dueOn } : undefined
      },
    }),
  },
  {
    id: 'details',
    label: 'Details',
    widthPx: 320,
    text: ({ details }) => details,
    edit: () => ({ kind: 'text', isOwn: true, patch: (details) => ({ details }) }),
  },
]

function indexOrNone<Item>(items: readonly Item[], item: Item | undefined): number | undefined {
  const index = item === undefined ? -1 : items.indexOf(item)
  return index < 0 ? undefined : index
}

function stageTitle(card: Card, snapshot: JourneySnapshot): string {
  const step = stepOf(card, snapshot)
  return (step && snapshot.stages.get(step.place.stageId)?.title) ?? ''
}
