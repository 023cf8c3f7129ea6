import type { IdentityDeclaration } from '#shared/contract/rest/identity.ts'
import type { LogEvent } from './metrics-oracle.ts'

/** A dataset for the oracle; datasets come in the order of their ids. */
export interface PeopleLog {
  readonly log: readonly LogEvent[]
  readonly declaration: IdentityDeclaration | null
}

const nobody = new Set(['null', 'n/a', 'unknown', 'anonymous', 'none', 'guest'])

/** Said again in the plainest way; only the placeholders that the random logs have. */
function valueOf(text: string | null): string | null {
  if (text === null) return null
  const bare = text.trim()
  const value = bare.includes('@') ? bare.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()) : bare
  return value === '' || nobody.has(value.toLowerCase()) || /^[0\-.]*$/.test(value) || !/[a-z0-9]/i.test(value)
    ? null
    : value
}

interface Link {
  readonly node: string
  readonly id: string
  readonly key: string
  readonly maxCases: number
  readonly maxValues: number
}

const nodeOf = (dataset: number, caseId: string): string => JSON.stringify([dataset, caseId])

/** Whose each case is, as the smallest node of those it belongs together with: merges two groups until there is nothing to merge. */
export function groupsOf(datasets: readonly PeopleLog[]): ReadonlyMap<string, readonly string[]> {
  const links = new Map<string, Link>()
  const nodes = new Set<string>()
  datasets.forEach(({ log, declaration }, dataset) => {
    for (const event of log) {
      const node = nodeOf(dataset, event.case)
      nodes.add(node)
      const add = (key: string, kind: string, text: string | null, maxCases: number, maxValues: number): void => {
        const value = valueOf(text)
        if (value === null) return
        const id = JSON.stringify([kind, value])
        links.set(JSON.stringify([node, id, key]), { node, id, key: `${dataset} ${key}`, maxCases, maxValues })
      }
      for (const kind of declaration?.caseKinds ?? []) add(`case ${kind}`, kind, event.case, Infinity, Infinity)
      for (const { field, kind, maxCases, maxValues } of declaration?.keys ?? []) {
        add(field, kind, event.attributes[field] ?? null, maxCases, maxValues)
      }
    }
  })
  const all = [...links.values()]
  const count = (values: readonly string[]): number => new Set(values).size
  const believed = all.filter(
    ({ id, node, key, maxCases, maxValues }) =>
      count(all.filter((link) => link.id === id).map((link) => link.node)) <= maxCases &&
      count(all.filter((link) => link.node === node && link.key === key).map((link) => link.id)) <= maxValues,
  )
  let groups: Set<string>[] = [...nodes].map((node) => new Set([node]))
  for (const { id } of believed) {
    const together = new Set(believed.filter((link) => link.id === id).map(({ node }) => node))
    const touched = groups.filter((group) => [...group].some((node) => together.has(node)))
    groups = [...groups.filter((group) => !touched.includes(group)), new Set(touched.flatMap((group) => [...group]))]
  }
  return new Map([...nodes].map((node) => [node, [...(groups.find((group) => group.has(node)) ?? [])].toSorted()]))
}

/** The log of a dataset with people as cases; what they are called does not matter. */
export const joinedLog = (datasets: readonly PeopleLog[], dataset: number): readonly LogEvent[] => {
  const groups = groupsOf(datasets)
  const own = datasets[dataset]
  return own?.declaration
    ? own.log.map((event) => ({ ...event, case: (groups.get(nodeOf(dataset, event.case)) ?? []).join(' ') }))
    : (own?.log ?? [])
}

/** Which cases of a dataset are one person, each list and the lists in order. */
export function partitionOf(datasets: readonly PeopleLog[], dataset: number): readonly (readonly string[])[] {
  const groups = groupsOf(datasets)
  const byPerson = new Map<string, Set<string>>()
  for (const { case: caseId } of datasets[dataset]?.log ?? []) {
    const person = (groups.get(nodeOf(dataset, caseId)) ?? []).join(' ')
    byPerson.set(person, (byPerson.get(person) ?? new Set()).add(caseId))
  }
  return [...byPerson.values()]
    .map((cases) => [...cases].toSorted())
    .toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}
