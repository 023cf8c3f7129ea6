import { lettersOf } from '#shared/lib/letters-of.ts'
import type { DatasetBody, DatasetMapping, DatasetProfile, WaitingFile } from '#shared/contract/rest/datasets.ts'
import type { FileColumns } from '#shared/contract/rest/file-columns.ts'
import { type ColumnRole, type ColumnRoles, isDateOrderAsked, isZoneAsked, ROLE_TITLES } from '../column-roles.ts'

/** A column of the dataset that one of the file can stand for. */
export interface Target {
  readonly name: string
  readonly role: ColumnRole
  /** What it is, in a word or two. */
  readonly title: string
}

/** What a column of the file is: the column of the dataset that it stands for, an attribute of its own, or nothing. */
export type Stand = { readonly column: string } | 'new' | 'left-out'

/** By column of the file. */
export type ColumnMatch = ReadonlyMap<string, Stand>

export interface MatchChoice {
  readonly match: ColumnMatch
  readonly timezone: string
  readonly dateOrder: FileColumns['dateOrder']
  /** Of all events of the file, where no column of it says what happened. */
  readonly eventName: string
}

/** Something that keeps the file from being read, in plain words. */
export interface MatchBlocker {
  readonly kind: 'column' | 'dateOrder' | 'eventName'
  readonly words: string
}

/** What columns can stand for, the needed ones first. */
export function targetsOf(dataset: Pick<DatasetBody, 'mapping' | 'fields'>): readonly Target[] {
  const { mapping, fields } = dataset
  if (mapping === null) return []
  const targets = new Map<string, Target>()
  const add = (name: string | null, role: ColumnRole, title: string = ROLE_TITLES[role]): void => {
    if (name !== null && !targets.has(name)) targets.set(name, { name, role, title })
  }
  add(mapping.case, 'case')
  add(mapping.timestamp, 'timestamp')
  for (const { column, event } of mapping.steps) add(column, 'step', event === column ? 'Step' : `Step “${event}”`)
  add(mapping.event, 'event')
  add(mapping.eventFallback, 'attribute', 'Event, else')
  add(mapping.channel, 'channel')
  add(mapping.value, 'value', mapping.scale === null ? 'Value' : 'Score')
  for (const { name } of fields) add(name, 'attribute')
  return [...targets.values()]
}

/** What Waymark proposes for a file. */
export function proposedMatch(
  { profile, proposal }: Pick<WaitingFile, 'profile' | 'proposal'>,
  mapping: DatasetMapping,
): MatchChoice {
  const standing = new Map(Object.entries(proposal.columns).map(([column, own]) => [own, column]))
  const leftOut = new Set(proposal.ignore)
  const match = new Map<string, Stand>()
  for (const { name } of profile.columns) {
    const column = standing.get(name)
    match.set(name, column === undefined ? (leftOut.has(name) ? 'left-out' : 'new') : { column })
  }
  const { timezone, dateOrder, eventName } = proposal
  return { match, timezone: timezone ?? mapping.timezone, dateOrder, eventName: eventName ?? '' }
}

/** The columns in the order in which they are shown: what stands for something first, so that it is in sight in a wide file. */
export function columnsToMatch(
  { columns }: DatasetProfile,
  { match }: MatchChoice,
  targets: readonly Target[],
): DatasetProfile['columns'] {
  const places = new Map(targets.map(({ name }, place) => [name, place]))
  const place = (name: string): number => places.get(columnOf(match.get(name)) ?? '') ?? targets.length
  return columns.toSorted((a, b) => place(a.name) - place(b.name) || a.index - b.index)
}

/** Gives a column its stand; who stood for the same before is an attribute of its own now. */
export function withStand(match: ColumnMatch, own: string, stand: Stand): ColumnMatch {
  const next = new Map(match)
  if (typeof stand === 'object') {
    for (const [name, held] of match) if (columnOf(held) === stand.column) next.set(name, 'new')
  }
  next.set(own, stand)
  return next
}

const columnOf = (stand: Stand | undefined): string | null => (typeof stand === 'object' ? stand.column : null)

/** The columns of the dataset that something stands for. */
const takenBy = (match: ColumnMatch): ReadonlySet<string> =>
  new Set([...match.values()].map(columnOf).filter((column) => column !== null))

/** A column that is called like one of the dataset is that one, as long as nothing else stands for it. */
export const mayBeNew = (match: ColumnMatch, targets: readonly Target[], own: string): boolean => {
  const taken = takenBy(match)
  return !targets.some(({ name }) => lettersOf(name) === lettersOf(own) && !taken.has(name))
}

/** The parts that the columns of the file play, as the questions of the first file know them. */
export function rolesOf(match: ColumnMatch, targets: readonly Target[]): ColumnRoles {
  const byName = new Map(targets.map(({ name, role }) => [name, role]))
  const roles = new Map<string, ColumnRole>()
  for (const [own, stand] of match) {
    roles.set(own, stand === 'left-out' ? 'ignore' : (byName.get(columnOf(stand) ?? '') ?? 'attribute'))
  }
  return roles
}

/** Whether no column of the file says what happened, though the dataset has one for it. */
export function asksEventName(mapping: DatasetMapping, match: ColumnMatch): boolean {
  const { steps, event, eventFallback, eventName } = mapping
  if (steps.length > 0 || event === null || eventName !== null) return false
  const taken = takenBy(match)
  return !taken.has(event) && (eventFallback === null || !taken.has(eventFallback))
}

/** Everything that still has to be chosen; empty when the file can be read. */
export function blockersOf(
  profile: DatasetProfile,
  mapping: DatasetMapping,
  choice: MatchChoice,
  targets: readonly Target[],
  orderRefused: boolean,
): readonly MatchBlocker[] {
  const { match, dateOrder } = choice
  const taken = takenBy(match)
  const { case: caseColumn, timestamp, steps, event, eventFallback } = mapping
  const has = (names: readonly (string | null)[]): boolean => names.some((name) => name !== null && taken.has(name))
  const blockers: MatchBlocker[] = []
  const need = (names: readonly (string | null)[], title: string): void => {
    if (!has(names))
      blockers.push({ kind: 'column', words: `Choose the column that stands for “${names[0]}” (${title}).` })
  }
  if (caseColumn !== null) need([caseColumn], 'Case')
  if (steps.length > 0)
    need(
      steps.map(({ column }) => column),
      'Step',
    )
  else need([timestamp], 'Time')
  if (asksEventName(mapping, match) && choice.eventName.trim() === '')
    blockers.push({
      kind: 'eventName',
      words: `Choose the column that stands for “${event ?? eventFallback}” (Event), or say what its events are called.`,
    })
  if (isDateOrderAsked(profile, rolesOf(match, targets), orderRefused) && dateOrder === null) {
    blockers.push({ kind: 'dateOrder', words: 'Choose how the dates are written.' })
  }
  return blockers
}

/** What is sent to the server. */
export function fileColumnsOf(
  profile: DatasetProfile,
  mapping: DatasetMapping,
  choice: MatchChoice,
  targets: readonly Target[],
): FileColumns {
  const { match, timezone, dateOrder } = choice
  const eventName = asksEventName(mapping, match) ? choice.eventName.trim() : ''
  const columns: Record<string, string> = {}
  for (const [own, stand] of match) {
    const column = columnOf(stand)
    if (column !== null) columns[column] = own
  }
  const ignore = [...match].filter(([, stand]) => stand === 'left-out').map(([own]) => own)
  return {
    columns,
    ignore,
    timezone: isZoneAsked(profile, rolesOf(match, targets)) ? timezone : null,
    dateOrder,
    ...(eventName !== '' && { eventName }),
  }
}

/** What a person has to know before: what is new, what does not come along, what stays empty. */
export function outcomeOf(match: ColumnMatch, targets: readonly Target[]) {
  const taken = takenBy(match)
  const own = (wanted: Stand): readonly string[] =>
    [...match].filter(([, stand]) => stand === wanted).map(([name]) => name)
  return {
    added: own('new'),
    leftOut: own('left-out'),
    empty: targets.filter(({ name }) => !taken.has(name)).map(({ name }) => name),
  }
}
