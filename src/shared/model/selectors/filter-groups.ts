import {
  CARD_KINDS,
  CARD_TITLES,
  EVIDENCE_STATUSES,
  EVIDENCE_TITLES,
  OPPORTUNITY_STATUS_TITLES,
  OPPORTUNITY_STATUSES,
} from '../records/card.ts'
import type { CardFilter } from '../records/saved-view.ts'
import { comparableName } from './card-filter.ts'
import { cardNames } from './card-names.ts'
import { lanesInOrder } from './lanes-in-order.ts'
import { personasInOrder } from './personas-in-order.ts'
import type { JourneySnapshot } from '../snapshot.ts'

/** The lists of a filter. */
export type FilterField = keyof CardFilter

/** One thing that a filter can ask for. */
export interface FilterChoice {
  readonly field: FilterField
  readonly value: string
  readonly label: string
}

export interface FilterGroup {
  readonly field: FilterField
  readonly label: string
  readonly choices: readonly FilterChoice[]
}

const DUE_CHOICES = [
  ['overdue', 'Overdue'],
  ['soon', 'Within a week'],
] as const

const hasStatus = ({ cards }: JourneySnapshot): boolean =>
  [...cards.values()].some(({ kind, status }) => kind === 'opportunity' || status !== undefined)

const hasDue = ({ cards }: JourneySnapshot): boolean => [...cards.values()].some(({ dueOn }) => dueOn !== undefined)

/** What one can ask for in this journey; a group without a choice is left out. What is asked for already is offered in any case. */
export function filterGroups(snapshot: JourneySnapshot, filter: CardFilter): readonly FilterGroup[] {
  const kinds = new Set([...snapshot.cards.values()].map(({ kind }) => kind))
  const { owners, tags } = cardNames(snapshot)
  const group = (field: FilterField, label: string, choices: readonly (readonly [string, string])[]): FilterGroup => ({
    field,
    label,
    choices: choices.map(([value, name]) => ({ field, value, label: name })),
  })
  const names = (all: readonly string[], asked: readonly string[]): readonly (readonly [string, string])[] => {
    const known = new Set(all.map(comparableName))
    return [...all, ...asked.filter((name) => !known.has(comparableName(name)))].map((name) => [name, name])
  }
  return [
    group(
      'personaIds',
      'Persona',
      personasInOrder(snapshot).map(({ id, name }) => [id, name || 'Unnamed persona']),
    ),
    group(
      'laneIds',
      'Lane',
      lanesInOrder(snapshot).map(({ id, title }) => [id, title || 'Unnamed lane']),
    ),
    group(
      'kinds',
      'Kind',
      CARD_KINDS.filter((kind) => kinds.has(kind) || filter.kinds.includes(kind)).map((kind) => [
        kind,
        CARD_TITLES[kind],
      ]),
    ),
    group(
      'statuses',
      'Status',
      hasStatus(snapshot) || filter.statuses.length > 0
        ? OPPORTUNITY_STATUSES.map((status) => [status, OPPORTUNITY_STATUS_TITLES[status]])
        : [],
    ),
    group(
      'evidence',
      'Evidence',
      EVIDENCE_STATUSES.map((evidence) => [evidence, EVIDENCE_TITLES[evidence]]),
    ),
    group('due', 'Due', hasDue(snapshot) || filter.due.length > 0 ? DUE_CHOICES : []),
    group('owners', 'Owner', names(owners, filter.owners)),
    group('tags', 'Tag', names(tags, filter.tags)),
  ].filter(({ choices }) => choices.length > 0)
}

/** Whether a choice is asked for; names are compared as people mean them. */
export const isAsked = (filter: CardFilter, choice: FilterChoice): boolean => askedAs(filter, choice) !== undefined

/** The value as it stands in the filter. */
export function askedAs(filter: CardFilter, { field, value }: FilterChoice): string | undefined {
  const asked: readonly string[] = filter[field]
  const isName = field === 'owners' || field === 'tags'
  return asked.find((one) => (isName ? comparableName(one) === comparableName(value) : one === value))
}
