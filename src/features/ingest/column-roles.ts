import type { DatasetMapping, DatasetMappingInput, DatasetProfile } from '#shared/contract/rest/datasets.ts'

/** The part that a column plays. Several may be steps, attributes or ignored; every other part is played by at most one. */
export const COLUMN_ROLES = ['case', 'timestamp', 'event', 'step', 'channel', 'value', 'attribute', 'ignore'] as const
export type ColumnRole = (typeof COLUMN_ROLES)[number]
export type SingleRole = Exclude<ColumnRole, 'step' | 'attribute' | 'ignore'>

export const ROLE_TITLES: Readonly<Record<ColumnRole, string>> = {
  case: 'Case',
  timestamp: 'Time',
  event: 'Event',
  step: 'Step',
  channel: 'Channel',
  value: 'Value',
  attribute: 'Attribute',
  ignore: 'Ignore',
}

/** What a person needs to know to choose the role. */
export const ROLE_MEANINGS: Readonly<Record<ColumnRole, string>> = {
  case: 'Whose journey it is: a customer, an order, a session',
  timestamp: 'When it happened',
  event: 'What happened',
  step: 'The time of one step; every step becomes an event',
  channel: 'Where it happened: web, app, phone …',
  value: 'A number that can be added up, such as money',
  attribute: 'Kept, to filter by',
  ignore: 'Not imported',
}

/** Role by column name. Column names are unique in a profile. */
export type ColumnRoles = ReadonlyMap<string, ColumnRole>

const SINGLE_ROLES = ['case', 'timestamp', 'event', 'channel', 'value'] as const satisfies readonly SingleRole[]

const isSingle = (role: ColumnRole): role is SingleRole => role !== 'step' && role !== 'attribute' && role !== 'ignore'

/** The roles that the profile proposes: its guess, and everything else kept as an attribute. */
export function rolesFromGuess(profile: DatasetProfile): ColumnRoles {
  const ignored = new Set(profile.guess.ignore)
  const roles = new Map<string, ColumnRole>()
  for (const { name } of profile.columns) roles.set(name, ignored.has(name) ? 'ignore' : 'attribute')
  for (const role of SINGLE_ROLES) {
    const name = profile.guess[role]
    if (name !== null && roles.has(name)) roles.set(name, role)
  }
  for (const { column } of profile.guess.steps) if (roles.has(column)) roles.set(column, 'step')
  return roles
}

/** The roles and answers of an import that was made before. */
export function choiceOf(profile: DatasetProfile, mapping: DatasetMapping): ImportChoice {
  const ignored = new Set(mapping.ignore)
  const roles = new Map<string, ColumnRole>()
  for (const { name } of profile.columns) roles.set(name, ignored.has(name) ? 'ignore' : 'attribute')
  for (const role of SINGLE_ROLES) {
    const name = mapping[role]
    if (name !== null && roles.has(name)) roles.set(name, role)
  }
  for (const { column } of mapping.steps) if (roles.has(column)) roles.set(column, 'step')
  const { timezone, dateOrder, dropDuplicates, eventName, eventFallback, scale } = mapping
  const stepNames = namesOf(mapping.steps)
  const options = { timezone, dateOrder, dropDuplicates, eventName: eventName ?? '', eventFallback, scale, stepNames }
  return {
    roles,
    options: {
      ...options,
      isRowPerCase: mapping.case === null,
      caseFromAbove: mapping.caseFromAbove ?? false,
      personal: new Set(mapping.personal),
    },
  }
}

/** What the profile proposes: its guess, and everything else kept as an attribute. */
export const proposedChoice = (profile: DatasetProfile): ImportChoice => ({
  roles: rolesFromGuess(profile),
  options: {
    ...DEFAULT_OPTIONS,
    timezone: profile.guess.timezone ?? DEFAULT_OPTIONS.timezone,
    eventName: profile.guess.eventName ?? '',
    eventFallback: profile.guess.eventFallback,
    scale: profile.guess.scale,
    stepNames: namesOf(profile.guess.steps),
    // Answers of a survey are often given by nobody in particular; of events that would be a mistake.
    isRowPerCase: profile.recognized?.shape === 'survey' && profile.guess.case === null,
    caseFromAbove: profile.guess.caseFromAbove ?? false,
    personal: new Set(profile.personal.map(({ column }) => column)),
  },
})

const namesOf = (steps: DatasetMapping['steps']): ReadonlyMap<string, string> =>
  new Map(steps.map(({ column, event }) => [column, event]))

/** The columns that are steps, in the order of the file, and what each step is called. */
export function stepsOf(profile: DatasetProfile, { roles, options }: ImportChoice): DatasetMapping['steps'] {
  return profile.columns
    .filter(({ name }) => roles.get(name) === 'step')
    .map(({ name }) => ({ column: name, event: options.stepNames.get(name) ?? name }))
}

const hasSteps = (roles: ColumnRoles): boolean => [...roles.values()].includes('step')

/**
 * The columns in the order in which they are shown: first those that Waymark thinks matter, so that they are in sight in a wide
 * file, then the others as in the file. It follows the guess, not the choice, so that nothing moves while a person chooses.
 */
export function columnsToShow(profile: DatasetProfile): DatasetProfile['columns'] {
  const roles = rolesFromGuess(profile)
  const personal = new Set(profile.personal.map(({ column }) => column))
  // What should be hashed is to be seen too.
  const rank = (name: string): number =>
    COLUMN_ROLES.indexOf(roles.get(name) ?? 'attribute') - (personal.has(name) ? 0.5 : 0)
  return [...profile.columns].sort((a, b) => rank(a.name) - rank(b.name) || a.index - b.index)
}

/** Gives a column its role; who played a single role before keeps their data as an attribute. */
export function withRole(roles: ColumnRoles, column: string, role: ColumnRole): ColumnRoles {
  const next = new Map(roles)
  if (isSingle(role)) {
    for (const [name, held] of roles) if (held === role) next.set(name, 'attribute')
  }
  next.set(column, role)
  // A table is wide or has an event a row, not both.
  const gone: readonly ColumnRole[] =
    role === 'step' ? ['timestamp', 'event'] : role === 'timestamp' || role === 'event' ? ['step'] : []
  for (const [name, held] of next) if (gone.includes(held)) next.set(name, 'attribute')
  return next
}

/** The column that plays a single role, or `null`. */
export function columnOf(roles: ColumnRoles, role: SingleRole): string | null {
  for (const [name, held] of roles) if (held === role) return name
  return null
}

/** What a person chose besides the columns. */
export interface ImportOptions {
  readonly timezone: string
  /** `null`: decided from the whole column. */
  readonly dateOrder: 'DMY' | 'MDY' | 'YMD' | null
  readonly dropDuplicates: boolean
  /** What events are called that no column names. */
  readonly eventName: string
  readonly eventFallback: string | null
  readonly scale: DatasetMapping['scale']
  /** By column. */
  readonly stepNames: ReadonlyMap<string, string>
  /** No column says whose event it is: each row is a case of its own. */
  readonly isRowPerCase: boolean
  /** A row without a case belongs to the one above. */
  readonly caseFromAbove: boolean
  /** Columns that tell who somebody is; their values are hashed. */
  readonly personal: ReadonlySet<string>
}

/** Of the others the value itself is needed. What is ignored is still in the file that is kept. */
export const mayBePersonal = (role: ColumnRole): boolean => ['case', 'attribute', 'ignore'].includes(role)

export interface ImportChoice {
  readonly roles: ColumnRoles
  readonly options: ImportOptions
}

export const DEFAULT_OPTIONS: ImportOptions = {
  timezone: 'UTC',
  dateOrder: null,
  dropDuplicates: false,
  eventName: '',
  eventFallback: null,
  scale: null,
  stepNames: new Map(),
  isRowPerCase: false,
  caseFromAbove: false,
  personal: new Set(),
}

/** Something that keeps the import from starting, in plain words. */
export interface Blocker {
  readonly kind: SingleRole | 'dateOrder'
  readonly words: string
}

const MISSING: readonly (readonly [SingleRole, string])[] = [
  ['case', 'Choose the column that says whose event it is (Case).'],
  ['timestamp', 'Choose the column that says when it happened (Time).'],
  ['event', 'Choose the column that says what happened (Event).'],
]

/** Everything that still has to be chosen; empty when the import can start. */
export function blockersOf(
  profile: DatasetProfile,
  { roles, options }: ImportChoice,
  orderRefused = false,
): readonly Blocker[] {
  const isSettled = (role: SingleRole): boolean => {
    if (columnOf(roles, role) !== null) return true
    if (role === 'case') return options.isRowPerCase
    return hasSteps(roles) || (role === 'event' && options.eventName.trim() !== '')
  }
  const blockers: Blocker[] = MISSING.filter(([role]) => !isSettled(role)).map(([kind, words]) => ({ kind, words }))
  if (isDateOrderAsked(profile, roles, orderRefused) && options.dateOrder === null) {
    blockers.push({ kind: 'dateOrder', words: 'Choose how the dates are written.' })
  }
  return blockers
}

/**
 * Whether a person must say how dates are written. The profile judged the column that it guessed as the time; of another column the
 * server finds out while it reads, and refuses then (`orderRefused`).
 */
export const isDateOrderAsked = (profile: DatasetProfile, roles: ColumnRoles, orderRefused: boolean): boolean =>
  orderRefused ||
  (profile.dateOrderNeeded &&
    timeColumns(profile, roles).join('\n') === timeColumns(profile, rolesFromGuess(profile)).join('\n'))

const WITH_TIME_OF_DAY = /\d{1,2}:\d{2}|^\d{6,8}[ T]\d{4}|^(?:20\d{6}|\d{4}20\d{2})\d{4}(?:\d{2})?$/
const WITH_ZONE = /(?:z|utc|gmt|[+-]\d{2}:?\d{2})\s*$/i

/** Whether the times, as far as they are known here, have a time of day but do not say in which zone. */
export const isZoneAsked = (profile: DatasetProfile, roles: ColumnRoles): boolean =>
  profile.warnings.some(({ warning }) => warning === 'naive_timestamps') ||
  timeValues(profile, roles).some((text) => WITH_TIME_OF_DAY.test(text) && !WITH_ZONE.test(text.trim()))

/** What is known of the columns of times: examples, then the values of the first rows. */
export function timeValues(profile: DatasetProfile, roles: ColumnRoles): readonly string[] {
  const names = timeColumns(profile, roles)
  return profile.columns
    .filter(({ name }) => names.includes(name))
    .flatMap(({ examples, index }) => [...examples, ...profile.preview.map((row) => row[index] ?? '')])
}

function timeColumns({ columns }: DatasetProfile, roles: ColumnRoles): readonly string[] {
  return columns.map(({ name }) => name).filter((name) => ['timestamp', 'step'].includes(roles.get(name) ?? ''))
}

/** What is sent to the server; `null` while something needed is missing. */
export function mappingOf(profile: DatasetProfile, choice: ImportChoice): DatasetMappingInput | null {
  const { roles, options } = choice
  const steps = stepsOf(profile, choice)
  const [caseColumn, timestamp, event] = [
    columnOf(roles, 'case'),
    columnOf(roles, 'timestamp'),
    columnOf(roles, 'event'),
  ]
  const eventName = options.eventName.trim() === '' ? null : options.eventName.trim()
  if (caseColumn === null && !options.isRowPerCase) return null
  if (steps.length === 0 && (timestamp === null || (event === null && eventName === null))) return null
  const value = columnOf(roles, 'value')
  const isFallbackThere = options.eventFallback !== null && roles.has(options.eventFallback)
  return {
    case: caseColumn,
    ...(caseColumn !== null && steps.length === 0 && options.caseFromAbove && { caseFromAbove: true }),
    timestamp,
    event,
    eventFallback: event !== null && isFallbackThere ? options.eventFallback : null,
    eventName: event === null && steps.length === 0 ? eventName : null,
    steps: steps.map(({ column, event: name }) => ({ column, event: name.trim() === '' ? column : name.trim() })),
    scale: value === null ? null : options.scale,
    channel: columnOf(roles, 'channel'),
    value,
    ignore: [...roles].filter(([, role]) => role === 'ignore').map(([name]) => name),
    timezone: options.timezone,
    dateOrder: options.dateOrder,
    dropDuplicates: options.dropDuplicates,
    personal: personalColumnsOf(choice),
  }
}

/** The columns that will be hashed, in the order of the file. */
export const personalColumnsOf = ({ roles, options }: ImportChoice): string[] =>
  [...roles].filter(([name, role]) => options.personal.has(name) && mayBePersonal(role)).map(([name]) => name)
