import { setTimeout } from 'node:timers/promises'
import type { EngineValue } from '#server/duckdb/engine.ts'
import type { EngineJob } from '#server/duckdb/engine-job.ts'

/** Jobs that the engine's tests run inside its process. */

const fill: EngineJob<{ table: string; rows: number }, number> = async (session, input, context) => {
  await session.transaction(async () => {
    await session.run(`CREATE TABLE ${input.table}(name VARCHAR, happened TIMESTAMP, position BIGINT, amount DOUBLE)`)
    const appender = await session.openAppender(input.table, ['text', 'timestamp', 'bigint', 'double'])
    const numbers = Array.from({ length: input.rows }, (_, index) => index)
    appender.append(
      [
        numbers.map((n) =>
          n % 5 === 0 ? null : n % 5 === 1 ? 'zoë 😀' : n % 5 === 2 ? 'a name of more than twelve' : `n${n}`,
        ),
        numbers.map((n) => -1_500_000 * n),
        numbers.map((n) => 2 ** 40 + n),
        numbers.map((n) => (n % 2 === 0 ? null : n / 4)),
      ],
      input.rows,
    )
    appender.close()
    context.report({ rows: input.rows })
  })
  return input.rows
}

const failHalfway: EngineJob<{ table: string }, void> = async (session, input) => {
  await session.transaction(async () => {
    await session.run(`INSERT INTO ${input.table} VALUES (1)`)
    throw new Error('halfway')
  })
}

const waitForever: EngineJob<null, void> = async (_session, _input, context) => {
  context.report('waiting')
  await setTimeout(3_600_000, undefined, { signal: context.signal })
}

const ask: EngineJob<{ sql: string; parameters: readonly EngineValue[] }, object[]> = async (
  session,
  input,
  context,
) => {
  context.report('asking')
  return session.queryAside(input.sql, input.parameters)
}

export const jobs: Record<string, EngineJob> = { fill, failHalfway, waitForever, ask }
