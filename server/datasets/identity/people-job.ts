import type { IdentityDeclaration, IdentitySummary } from '#shared/contract/rest/identity.ts'
import type { PersonalColumns } from '#shared/contract/rest/datasets.ts'
import type { EngineJob, EngineSession } from '#server/duckdb/engine-job.ts'
import { eventsTableName } from '../events-table.ts'
import { NOTHING_PERSONAL } from '../personal/personal-columns.ts'
import { collectLinks, type KeyColumn, kindNumbers, type Member, TEMPORARY } from './collect-links.ts'
import { formGroups } from './form-groups.ts'
import { eraseDeclaration, type Joined, makePeopleTable, peopleTableName, writeDeclaration } from './people-tables.ts'
import { summarise } from './summarise.ts'

export interface PeopleInput {
  /** All joined datasets of a workspace as they are to be, in the order of their ids. */
  readonly members: readonly Joined[]
  /** Hexadecimal, of the workspace. */
  readonly hashKey: string
  /** This one is joined from now on, or by something else. */
  readonly declare?: string
  /** This one is not joined any more. */
  readonly withdraw?: string
  /** Whether anything is kept; else it is only looked what would be. */
  readonly isKept: boolean
  /** Which dataset is told about. */
  readonly about?: string
}

export interface PeopleAnswer {
  /** Datasets whose cases are other people than before. */
  readonly changed: readonly string[]
  /** How many cases of each are joined with another. */
  readonly joined: Readonly<Record<string, number>>
  readonly summary: IdentitySummary | null
}

/**
 * Finds who is one person in the datasets of a workspace, and keeps it. It follows from the rows as they are and from what is declared, all
 * in one transaction: whatever breaks, the people and the declarations from before stay.
 */
export const findPeople: EngineJob<PeopleInput, PeopleAnswer> = async (session, input, context) =>
  session.transaction(async () => {
    const { hashKey, declare, withdraw, isKept, about } = input
    const joined: Joined[] = []
    const members: Member[] = []
    for (const each of input.members) {
      const member = await memberOf(session, each)
      if (!member) continue
      joined.push(each)
      members.push(member)
    }
    await collectLinks(session, members, hashKey)
    if (members.length > 0) await formGroups(session, members, context)
    const changed: string[] = []
    const counts: Record<string, number> = {}
    if (isKept) {
      for (const each of joined) if (each.datasetId === declare) await writeDeclaration(session, each)
      for (const [member, { datasetId }] of members.entries()) {
        if (await keepPeople(session, datasetId, member)) changed.push(datasetId)
        const [row] = await session.query<{ cases: number }>(
          `SELECT count(*) AS cases FROM ${peopleTableName(datasetId)}`,
        )
        counts[datasetId] = row?.cases ?? 0
      }
      if (withdraw !== undefined) await eraseDeclaration(session, withdraw)
    }
    const at = members.findIndex(({ datasetId }) => datasetId === about)
    const summary = at < 0 ? null : await summarise(session, members, at, [...kindNumbers(members).keys()])
    for (const name of TEMPORARY) await session.run(`DROP TABLE IF EXISTS temp.${name}`)
    return { changed, joined: counts, summary }
  })

/** Read within the transaction, since an import may have put other columns in place meanwhile. */
async function memberOf(session: EngineSession, { datasetId, declaration }: Joined): Promise<Member | null> {
  const [registered] = await session.query<{ fields: string; personal: string | null }>(
    'SELECT fields, personal FROM dataset_tables WHERE dataset_id = $1',
    [datasetId],
  )
  if (!registered) return null
  const fields = JSON.parse(registered.fields) as string[]
  const personal =
    registered.personal === null ? NOTHING_PERSONAL : (JSON.parse(registered.personal) as PersonalColumns)
  return { datasetId, keys: keysOf(declaration, fields, personal) }
}

function keysOf(
  { caseKinds, keys }: IdentityDeclaration,
  fields: readonly string[],
  personal: PersonalColumns,
): readonly KeyColumn[] {
  return [
    ...caseKinds.map((kind) => ({
      field: null,
      kind,
      column: 'case_id',
      isHashed: personal.case,
      // An id has one case in its own dataset; that others share it is judged by what they declare.
      maxCases: Number.MAX_SAFE_INTEGER,
      maxValues: 1,
    })),
    ...keys.map(({ field, kind, maxCases, maxValues }) => ({
      field,
      kind,
      column: fields.includes(field) ? `a${fields.indexOf(field)}` : null,
      isHashed: personal.columns.includes(field),
      maxCases,
      maxValues,
    })),
  ]
}

/** Writes only what is different. False: nothing is. */
async function keepPeople(session: EngineSession, datasetId: string, member: number): Promise<boolean> {
  await makePeopleTable(session, datasetId)
  const table = peopleTableName(datasetId)
  const now = `SELECT case_id, person FROM people WHERE member = ${member}`
  const before = `SELECT case_id, person FROM ${table}`
  const [different] = await session.query<{ rows: number }>(
    `SELECT (SELECT count(*) FROM (${now} EXCEPT ${before})) + (SELECT count(*) FROM (${before} EXCEPT ${now})) AS rows`,
  )
  if (!different || different.rows === 0) return false
  await session.run(`DELETE FROM ${table} WHERE case_id IN (SELECT case_id FROM (${before} EXCEPT ${now}))`)
  await session.run(`INSERT INTO ${table} ${now} EXCEPT ${before}`)
  return true
}

export interface CasesOfPeopleInput {
  readonly datasetIds: readonly string[]
  /** By dataset. */
  readonly cases: Readonly<Record<string, readonly string[]>>
}

/** All cases of the people to whom some cases belong, by dataset; those among them. */
export const casesOfPeople: EngineJob<CasesOfPeopleInput, Record<string, readonly string[]>> = async (
  session,
  { datasetIds, cases },
) => {
  const people = new Set<string>()
  for (const datasetId of datasetIds) {
    for (const some of inParts(cases[datasetId] ?? [])) {
      const rows = await session.query<{ person: string }>(
        `SELECT DISTINCT person FROM ${peopleTableName(datasetId)} WHERE case_id IN (${placesFor(some)})`,
        some,
      )
      for (const { person } of rows) people.add(person)
    }
  }
  const all: Record<string, readonly string[]> = {}
  for (const datasetId of datasetIds) {
    const own = new Set(cases[datasetId])
    for (const some of inParts([...people])) {
      const rows = await session.query<{ id: string }>(
        `SELECT case_id AS id FROM ${peopleTableName(datasetId)} WHERE person IN (${placesFor(some)}) ORDER BY case_id`,
        some,
      )
      for (const { id } of rows) own.add(id)
    }
    all[datasetId] = [...own]
  }
  return all
}

const CASES_AT_ONCE = 500

const inParts = (texts: readonly string[]): readonly string[][] =>
  Array.from({ length: Math.ceil(texts.length / CASES_AT_ONCE) }, (_, part) =>
    texts.slice(part * CASES_AT_ONCE, (part + 1) * CASES_AT_ONCE),
  )

const placesFor = (texts: readonly string[]): string => texts.map((_, at) => `$${at + 1}::VARCHAR`).join(', ')

/** How many events some cases have. */
export const countEvents: EngineJob<{ readonly datasetId: string; readonly cases: readonly string[] }, number> = async (
  session,
  { datasetId, cases },
) => {
  let events = 0
  for (const some of inParts(cases)) {
    const [row] = await session.query<{ events: number }>(
      `SELECT count(*) AS events FROM ${eventsTableName(datasetId)} WHERE case_id IN (${placesFor(some)})`,
      some,
    )
    events += row?.events ?? 0
  }
  return events
}
