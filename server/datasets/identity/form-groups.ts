import type { EngineJobContext, EngineSession } from '#server/duckdb/engine-job.ts'
import { eventsTableName } from '../events-table.ts'
import type { Member } from './collect-links.ts'
import { createUnionFind } from './union-find.ts'

const ROWS_AT_ONCE = 100_000

/**
 * Makes of `believed` who is one person, for the time of a job:
 * - `grouped(member, case_id, root)`: cases that belong together have one root; those of two cases or more only;
 * - `people(member, case_id, person)`: the same with the name of the person.
 *
 * Cases belong together when a chain of shared ids leads from one to the other, through whichever datasets: the connected components of
 * cases and ids. They follow from the rows and nothing else, so that they are the same whatever came first.
 *
 * A person is called by the smallest of their cases' ids (by bytes). Where that is also the id of a case of somebody else, as two
 * datasets may both count from 1, something that belongs to nobody else is put behind it.
 */
export async function formGroups(
  session: EngineSession,
  members: readonly Member[],
  { signal }: Pick<EngineJobContext, 'signal'>,
): Promise<void> {
  // Numbered in the order of the ids, so that the smallest number of a group is its smallest id.
  await session.run(
    `CREATE TEMP TABLE nodes AS SELECT (row_number() OVER (ORDER BY case_id, member)) - 1 AS node, member, case_id
     FROM (SELECT DISTINCT member, case_id FROM believed)`,
  )
  await session.run(
    `CREATE TEMP TABLE edges AS SELECT row_number() OVER () - 1 AS place, node, first FROM (
       SELECT DISTINCT node, first FROM (
         SELECT node, min(node) OVER (PARTITION BY kind, value) AS first FROM believed JOIN nodes USING (member, case_id)
       ) WHERE node <> first
     )`,
  )
  const [counted] = await session.query<{ nodes: number; edges: number }>(
    'SELECT (SELECT count(*) FROM nodes) AS nodes, (SELECT count(*) FROM edges) AS edges',
  )
  const { nodes = 0, edges = 0 } = counted ?? {}
  const found = createUnionFind(nodes)
  for (let from = 0; from < edges; from += ROWS_AT_ONCE) {
    signal.throwIfAborted()
    const pairs = await session.query<{ node: number; first: number }>(
      `SELECT node, first FROM edges WHERE place >= ${from} AND place < ${from + ROWS_AT_ONCE}`,
    )
    for (const { node, first } of pairs) found.join(node, first)
  }
  await session.run('CREATE TEMP TABLE roots(node BIGINT, root BIGINT)')
  const appender = await session.openAppender('roots', ['bigint', 'bigint'])
  for (let from = 0; from < nodes; from += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, nodes - from)
    const some = Array.from({ length: count }, (_, index) => from + index)
    appender.append([some, some.map((node) => found.rootOf(node))], count)
  }
  appender.close()
  await session.run(
    `CREATE TEMP TABLE grouped AS SELECT member, case_id, root FROM nodes JOIN roots USING (node)
     QUALIFY count(*) OVER (PARTITION BY root) > 1`,
  )
  await nameGroups(session, members)
}

async function nameGroups(session: EngineSession, members: readonly Member[]): Promise<void> {
  const cases = members.map(
    ({ datasetId }, member) =>
      `SELECT DISTINCT ${member} AS member, case_id FROM ${eventsTableName(datasetId)}
       WHERE case_id IN (SELECT case_id FROM nodes WHERE node IN (SELECT root FROM grouped))`,
  )
  await session.run(
    `CREATE TEMP TABLE contested AS SELECT DISTINCT named.root FROM (${cases.join(' UNION ALL ')}) same
     JOIN (SELECT node AS root, case_id FROM nodes WHERE node IN (SELECT root FROM grouped)) named ON named.case_id = same.case_id
     LEFT JOIN grouped ON grouped.member = same.member AND grouped.case_id = same.case_id
     WHERE grouped.root IS DISTINCT FROM named.root`,
  )
  const ids = members.map(({ datasetId }, member) => `(${member}, '${datasetId}')`)
  await session.run(
    `CREATE TEMP TABLE people AS
     WITH datasets(member, dataset_id) AS (VALUES ${ids.join(', ')}), named AS (
       SELECT node AS root, CASE WHEN node IN (SELECT root FROM contested)
         THEN case_id || ' (joined ' || left(sha256(dataset_id || '/' || case_id), 12) || ')' ELSE case_id END AS person
       FROM nodes JOIN datasets USING (member) WHERE node IN (SELECT root FROM grouped)
     )
     SELECT member, case_id, person FROM grouped JOIN named USING (root)`,
  )
}
