import type { IdentityKeyFacts, IdentitySummary } from '#shared/contract/rest/identity.ts'
import type { EngineSession } from '#server/duckdb/engine-job.ts'
import { eventsTableName } from '../events-table.ts'
import { type KeyColumn, kindNumbers, type Member } from './collect-links.ts'

const LARGEST = 10
const IDS_TOLD = 5
const COMMONEST = 10

/** What is known of a dataset's people; `elsewhere` has no names yet. */
export async function summarise(
  session: EngineSession,
  members: readonly Member[],
  at: number,
  kinds: readonly string[],
): Promise<IdentitySummary> {
  const own = members[at]
  if (!own) throw new Error('Impossible: a summary about no dataset')
  const [counted] = await session.query<{ cases: number; merged: number; mergedPeople: number }>(
    `SELECT (SELECT count(DISTINCT case_id) FROM ${eventsTableName(own.datasetId)}) AS cases,
       coalesce(sum(cases), 0) AS merged, count(*) AS "mergedPeople"
     FROM (SELECT count(*) AS cases FROM grouped WHERE member = ${at} GROUP BY root HAVING count(*) > 1)`,
  )
  const { cases = 0, merged = 0, mergedPeople = 0 } = counted ?? {}
  const elsewhere = await session.query<{ member: number; people: number }>(
    `SELECT member, count(DISTINCT root) AS people FROM grouped
     WHERE member <> ${at} AND root IN (SELECT root FROM grouped WHERE member = ${at}) GROUP BY member ORDER BY member`,
  )
  const keys: IdentityKeyFacts[] = []
  const numbers = kindNumbers(members)
  for (const [key, column] of own.keys.entries()) {
    keys.push(await factsOf(session, at, key, column, numbers.get(column.kind) ?? 0))
  }
  return {
    cases,
    people: cases - merged + mergedPeople,
    merged,
    mergedPeople,
    keys,
    elsewhere: elsewhere.map(({ member, people }) => ({ id: members[member]?.datasetId ?? '', name: '', people })),
    largest: await largestOf(session, at, kinds),
  }
}

/** Ids that are believed of two cases or more. */
const SHARED = `(SELECT kind, value FROM believed GROUP BY kind, value HAVING count(DISTINCT (member, case_id)) > 1)`

async function factsOf(
  session: EngineSession,
  at: number,
  key: number,
  { field, kind, column, maxCases }: KeyColumn,
  kindNumber: number,
): Promise<IdentityKeyFacts> {
  const mine = `member = ${at} AND key = ${key}`
  const [row] = await session.query<Record<'values' | 'cases' | 'placeholderCases' | 'manyCases', number>>(
    `SELECT count(DISTINCT value) AS values, count(DISTINCT case_id) AS cases,
       (SELECT coalesce(sum(cases), 0) FROM ignored WHERE ${mine}) AS "placeholderCases",
       (SELECT count(*) FROM too_many WHERE ${mine}) AS "manyCases"
     FROM believed JOIN ${SHARED} shared USING (kind, value) WHERE ${mine}`,
  )
  const common = await session.query<{ value: string; cases: number; of: number }>(
    `SELECT value, cases, count(*) OVER () AS of FROM value_cases WHERE kind = ${kindNumber} AND cases > ${maxCases}
       AND value IN (SELECT value FROM links WHERE ${mine}) ORDER BY cases DESC, value LIMIT ${COMMONEST}`,
  )
  return {
    field,
    kind,
    isMissing: column === null,
    values: row?.values ?? 0,
    cases: row?.cases ?? 0,
    placeholderCases: row?.placeholderCases ?? 0,
    tooCommon: { values: common[0]?.of ?? 0, top: common.map(({ value, cases }) => ({ value, cases })) },
    tooMany: { cases: row?.manyCases ?? 0 },
  }
}

async function largestOf(
  session: EngineSession,
  at: number,
  kinds: readonly string[],
): Promise<IdentitySummary['largest']> {
  const groups = await session.query<{ root: number; person: string; cases: number }>(
    `SELECT root, any_value(person) AS person, count(*) AS cases FROM grouped JOIN people USING (member, case_id)
     WHERE member = ${at} GROUP BY root HAVING count(*) > 1 ORDER BY cases DESC, root LIMIT ${LARGEST}`,
  )
  if (groups.length === 0) return []
  const among = groups.map(({ root }) => root).join(', ')
  const ids = await session.query<{ root: number; id: string }>(
    `SELECT root, case_id AS id FROM grouped WHERE member = ${at} AND root IN (${among})
     QUALIFY row_number() OVER (PARTITION BY root ORDER BY case_id) <= ${IDS_TOLD} ORDER BY root, case_id`,
  )
  const by = await session.query<{ root: number; kind: number }>(
    `SELECT DISTINCT root, kind FROM believed JOIN grouped USING (member, case_id) JOIN ${SHARED} shared USING (kind, value)
     WHERE root IN (${among}) ORDER BY root, kind`,
  )
  return groups.map(({ root, person, cases }) => ({
    person,
    cases,
    ids: ids.filter((row) => row.root === root).map(({ id }) => id),
    kinds: by.filter((row) => row.root === root).map(({ kind }) => kinds[kind] ?? ''),
  }))
}
