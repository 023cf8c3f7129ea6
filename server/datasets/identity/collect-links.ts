import type { EngineSession } from '#server/duckdb/engine-job.ts'
import { eventsTableName } from '../events-table.ts'
import { personalHashSql } from '../personal/personal-hash.ts'
import { isHashedPlaceholderSql, isPlaceholderSql } from './placeholders.ts'

/** A column of a dataset that identifies people. */
export interface KeyColumn {
  /** `null`: the id of the case. */
  readonly field: string | null
  readonly kind: string
  /** SQL name; `null`: the dataset has no such field (any more). */
  readonly column: string | null
  readonly isHashed: boolean
  readonly maxCases: number
  readonly maxValues: number
}

/** A dataset that is joined, by its number in the question. */
export interface Member {
  readonly datasetId: string
  readonly keys: readonly KeyColumn[]
}

/** The number of a kind of id; kinds are the same wherever they are declared. */
export const kindNumbers = (members: readonly Member[]): ReadonlyMap<string, number> =>
  new Map(
    [...new Set(members.flatMap(({ keys }) => keys.map(({ kind }) => kind)))]
      .toSorted()
      .map((kind, number) => [kind, number]),
  )

/**
 * Makes, for the time of a job, which case has which id by which key:
 * - `links(member, key, kind, case_id, value)`: each once; values that name nobody are not among them;
 * - `ignored(member, key, cases)`: how many cases have such a value;
 * - `value_cases(kind, value, cases)`: how many cases, of all members, have an id;
 * - `too_many(member, key, case_id)`: cases with more different ids than one person has;
 * - `believed(member, key, kind, case_id, value)`: the links that join.
 *
 * Where one dataset has an id hashed and another in clear, the clear one is hashed here, so that they join.
 */
export async function collectLinks(
  session: EngineSession,
  members: readonly Member[],
  hashKey: string | null,
): Promise<void> {
  const kinds = kindNumbers(members)
  const hashedKinds = new Set(
    members.flatMap(({ keys }) => keys.filter(({ isHashed }) => isHashed)).map(({ kind }) => kind),
  )
  await session.run(
    'CREATE TEMP TABLE links(member INTEGER, key INTEGER, kind INTEGER, case_id VARCHAR, value VARCHAR)',
  )
  await session.run('CREATE TEMP TABLE ignored(member INTEGER, key INTEGER, cases BIGINT)')
  await session.run('CREATE TEMP TABLE limits(member INTEGER, key INTEGER, max_cases BIGINT, max_values BIGINT)')
  for (const [member, { datasetId, keys }] of members.entries()) {
    for (const [key, { kind, column, isHashed, maxCases, maxValues }] of keys.entries()) {
      await session.run(`INSERT INTO limits VALUES (${member}, ${key}, ${maxCases}, ${maxValues})`)
      if (column === null) continue
      const needKey = (): string => {
        if (hashKey === null) throw new Error('Impossible: a hashed column without a key')
        return hashKey
      }
      const isPlaceholder = isHashed ? isHashedPlaceholderSql('value', needKey()) : isPlaceholderSql('value')
      const value = hashedKinds.has(kind) && !isHashed ? personalHashSql('value', needKey()) : 'value'
      const pairs = `(SELECT DISTINCT case_id, ${normalised(column)} AS value FROM ${eventsTableName(datasetId)} WHERE ${column} IS NOT NULL)`
      await session.run(
        `INSERT INTO links SELECT DISTINCT ${member}, ${key}, ${kinds.get(kind) ?? 0}, case_id, ${value} FROM ${pairs} WHERE NOT ${isPlaceholder}`,
      )
      await session.run(
        `INSERT INTO ignored SELECT ${member}, ${key}, count(DISTINCT case_id) FROM ${pairs} WHERE ${isPlaceholder}`,
      )
    }
  }
  await session.run(
    `CREATE TEMP TABLE value_cases AS SELECT kind, value, count(*) AS cases
     FROM (SELECT DISTINCT kind, value, member, case_id FROM links) GROUP BY kind, value HAVING count(*) > 1`,
  )
  await session.run(
    `CREATE TEMP TABLE too_many AS SELECT member, key, case_id FROM links JOIN limits USING (member, key)
     GROUP BY member, key, case_id, max_values HAVING count(*) > max_values`,
  )
  await session.run(
    `CREATE TEMP TABLE believed AS SELECT l.member, l.key, l.kind, l.case_id, l.value
     FROM links l JOIN limits USING (member, key) JOIN value_cases v ON v.kind = l.kind AND v.value = l.value
     ANTI JOIN too_many m ON m.member = l.member AND m.key = l.key AND m.case_id = l.case_id
     WHERE v.cases <= max_cases`,
  )
}

/** As personal values are before they are hashed: without blanks around, addresses in small letters. */
function normalised(column: string): string {
  const bare = `regexp_replace(${column}, '^\\s+|\\s+$', '', 'g')`
  return `CASE WHEN contains(${column}, '@') THEN translate(${bare}, '${CAPITALS}', '${CAPITALS.toLowerCase()}') ELSE ${bare} END`
}

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** What `collectLinks` and `formGroups` make; it goes with the connection, and before where one goes on. */
export const TEMPORARY: readonly string[] =
  'links ignored limits value_cases too_many believed nodes edges roots grouped contested people'.split(' ')
