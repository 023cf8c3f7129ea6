import type { DatasetMapping, DatasetProfile, WaitingFile } from '#shared/contract/rest/datasets.ts'
import type { FileColumns } from '#shared/contract/rest/file-columns.ts'
import { findColumn } from './import/column-names.ts'
import { timeColumnsOf } from './import/event-mapping.ts'
import type { DatasetValues } from './summaries.ts'

interface Known {
  readonly mapping: DatasetMapping
  /** What is in the dataset already. */
  readonly values: DatasetValues
  /** Values of the file that are cases of the dataset. */
  readonly cases: readonly string[]
  /** Columns that are hashed. */
  readonly personal: readonly string[]
}

interface ToName {
  /** With its samples. */
  readonly profile: DatasetProfile
  /** What was said of it and did not do, or was said of another. */
  readonly said: FileColumns | null
}

/** So many values have to be known, and this share of all, before they say what a column is. */
const FEWEST_KNOWN = 2
const KNOWN_SHARE = 0.5
const SHOWN_VALUES = 3

/**
 * Which columns of a file would stand for those of its dataset, best proof first: what was said, the same name, the same values, then what the guess
 * takes them for. Each column once. What seems to tell who somebody is, and stands for nothing, is left out.
 */
export function proposeColumns(
  { mapping, values, cases, personal }: Known,
  { profile, said }: ToName,
): Pick<WaitingFile, 'proposal' | 'reasons'> {
  const own = profile.columns.map(({ name }) => ({ name, header: name }))
  const columns: Record<string, string> = {}
  const reasons: Record<string, string> = {}
  const taken = new Set<string>()
  const targets = targetsOf({ mapping, fields: values.fields })

  function take(target: string, name: string | null | undefined, reason: string | undefined): void {
    if (name === null || name === undefined || columns[target] !== undefined || taken.has(name)) return
    columns[target] = name
    taken.add(name)
    if (reason !== undefined) reasons[name] = reason
  }

  for (const [target, name] of Object.entries(said?.columns ?? {})) {
    take(target, own[findColumn(own, name)]?.name, 'So it was said before.')
  }
  for (const target of targets) take(target, own[findColumn(own, target)]?.name, 'It is called the same.')
  const { guess } = profile
  const useless = new Set(guess.ignore)
  for (const { target, known, guessed } of knownValues(mapping, values, cases, guess)) {
    if (columns[target] !== undefined) continue
    const [best] = profile.columns
      .filter(({ name }) => !taken.has(name) && !useless.has(name))
      .map((column) => ({ name: column.name, hits: hitsOf(profile, column, known) }))
      .filter(({ hits }) => hits.length > 0)
      .sort((a, b) => b.hits.length - a.hits.length || Number(b.name === guessed) - Number(a.name === guessed))
    if (best) take(target, best.name, `It has the same values: ${best.hits.slice(0, SHOWN_VALUES).join(', ')}.`)
  }
  for (const part of ['timestamp', 'case', 'event', 'channel', 'value'] as const) {
    const target = mapping[part]
    if (target !== null) take(target, guess[part], profile.guessReasons[part])
  }
  const ignore = said?.ignore.filter((name) => findColumn(own, name) !== -1) ?? []
  if (said === null) {
    for (const name of guess.ignore) if (!taken.has(name)) ignore.push(name)
    for (const { column, reason } of profile.personal) {
      if (taken.has(column) || personal.includes(column) || ignore.includes(column)) continue
      ignore.push(column)
      reasons[column] = `${reason} Nothing in this dataset is called so.`
    }
  }
  const { timezone = null, dateOrder = null } = said ?? {}
  const isNamed = mapping.event === null || columns[mapping.event] !== undefined
  const eventName = isNamed ? null : (said?.eventName ?? guess.eventName)
  return { proposal: { columns, ignore, timezone, dateOrder, ...(eventName !== null && { eventName }) }, reasons }
}

/** By which answers a file was read: what was said of it, and what holds of it because it is called so in the dataset. */
export function presentColumns(known: Parameters<typeof targetsOf>[0], { profile, said }: ToName): FileColumns {
  const own = profile.columns.map(({ name }) => ({ name, header: name }))
  const columns: Record<string, string> = {}
  const taken = new Set<string>()
  const take = (target: string, name: string | undefined): void => {
    if (name === undefined || columns[target] !== undefined || taken.has(name)) return
    columns[target] = name
    taken.add(name)
  }
  for (const [target, name] of Object.entries(said?.columns ?? {})) take(target, own[findColumn(own, name)]?.name)
  for (const target of targetsOf(known)) take(target, own[findColumn(own, target)]?.name)
  const leftOut = [...(said?.ignore ?? []), ...known.mapping.ignore].map((name) => own[findColumn(own, name)]?.name)
  const ignore = [...new Set(leftOut)].filter((name) => name !== undefined && !taken.has(name)) as string[]
  const { timezone = null, dateOrder = known.mapping.dateOrder, eventName } = said ?? {}
  return { columns, ignore, timezone, dateOrder, ...(eventName && { eventName }) }
}

/** What a column can stand for: the parts of the mapping, then the attributes. */
export function targetsOf({
  mapping,
  fields,
}: {
  readonly mapping: DatasetMapping
  readonly fields: readonly { readonly name: string }[]
}): readonly string[] {
  const { case: caseColumn, event, eventFallback, channel, value } = mapping
  const parts = [caseColumn, ...timeColumnsOf(mapping), event, eventFallback, channel, value]
  return [...new Set([...parts.filter((name) => name !== null), ...fields.map(({ name }) => name)])]
}

interface KnownValues {
  readonly target: string
  /** In small letters. */
  readonly known: ReadonlySet<string>
  /** What is taken for it otherwise. */
  readonly guessed: string | null
}

/** By the column in which they are. Numbers say nothing, but as ids: they are alike by chance. */
function knownValues(
  mapping: DatasetMapping,
  values: DatasetValues,
  cases: readonly string[],
  guess: DatasetProfile['guess'],
): readonly KnownValues[] {
  const inWords = (texts: readonly string[]): readonly string[] => texts.filter((text) => /\p{L}/u.test(text))
  const lists = [
    [mapping.event, inWords(values.eventNames.map(({ event }) => event)), guess.event],
    [mapping.case, cases, guess.case],
    [mapping.channel, inWords(values.channels.map(({ value }) => value)), guess.channel],
    ...values.fields.map((field) => [field.name, inWords(field.values.map(({ value }) => value)), null] as const),
  ] as const
  return lists.flatMap(([target, known, guessed]) =>
    target === null ? [] : [{ target, known: new Set(known.map(folded)), guessed }],
  )
}

/** The values of a column that are known; none when they are too few to say anything. */
function hitsOf(
  { preview }: DatasetProfile,
  { index, examples }: DatasetProfile['columns'][number],
  known: ReadonlySet<string>,
): readonly string[] {
  const all = new Map(
    [...examples, ...preview.map((row) => row[index] ?? '')].map((text) => [folded(text), text.trim()]),
  )
  all.delete('')
  const hits = [...all].filter(([text]) => known.has(text)).map(([, text]) => text)
  return hits.length >= FEWEST_KNOWN && hits.length >= all.size * KNOWN_SHARE ? hits : []
}

const folded = (text: string): string => text.trim().toLowerCase()
