import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { EngineValue } from '#server/duckdb/engine.ts'
import { startEngine, type RunningEngine } from '#server/duckdb/start-engine.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

// Processes are started and killed here.
vi.setConfig({ testTimeout: 60_000 })

const JOBS = new URL('../../../support/data-engine-jobs.ts', import.meta.url)

async function engineIn(dataFolder: string, memoryMb = 256): Promise<RunningEngine> {
  const engine = await startEngine({ dataFolder, memoryMb, threads: 2, jobModules: [JOBS] })
  onTestFinished(() => engine.close())
  return engine
}

test('values come back as plain numbers, instants as microseconds', async () => {
  const engine = await engineIn(await temporaryFolder())
  const rows = await engine.query(
    `SELECT 1::BIGINT AS a, sum(2::BIGINT) AS b, TIMESTAMP '1970-01-01 00:00:01.000002' AS c, [1, NULL] AS d, 1.50::DECIMAL(5,2) AS e,
       $1 AS f, $2 + 1 AS g, $3 AS h, $4 AS i`,
    ['text', 41, 0.5, null],
  )
  expect(rows).toEqual([{ a: 1, b: 2, c: 1_000_002, d: [1, null], e: 1.5, f: 'text', g: 42, h: 0.5, i: null }])
})

test.runIf(process.platform === 'linux')('each of its threads lets others go first', async () => {
  const engine = await engineIn(await temporaryFolder())
  await engine.query('SELECT count(*) FROM range(1000000) a')
  const folder = `/proc/${engine.processId()}/task`
  const stats = await Promise.all((await readdir(folder)).map((id) => readFile(`${folder}/${id}/stat`, 'utf8')))
  // The 19th field, of which the second one is a name in brackets that may hold spaces.
  const niceness = stats.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]))
  expect(niceness.length).toBeGreaterThan(10)
  expect(new Set(niceness)).toEqual(new Set([os.constants.priority.PRIORITY_LOW]))
})

test('a transaction is all or nothing', async () => {
  const engine = await engineIn(await temporaryFolder())
  await engine.transaction([{ sql: 'CREATE TABLE t(n BIGINT)' }, { sql: 'INSERT INTO t VALUES ($1)', parameters: [7] }])
  await expect(
    engine.transaction([{ sql: 'INSERT INTO t VALUES (8)' }, { sql: 'INSERT INTO nowhere VALUES (9)' }]),
  ).rejects.toMatchObject({ name: 'EngineError', code: 'query-failed' })
  expect(await engine.query('SELECT n FROM t')).toEqual([{ n: 7 }])
})

test('a query past its time is interrupted, and another one is served meanwhile', async () => {
  const engine = await engineIn(await temporaryFolder())
  const slow = engine.query('SELECT count(*) FROM range(1000000) a, range(1000000) b', [], { timeoutMs: 300 })
  const refused = expect(slow).rejects.toMatchObject({ code: 'timeout' })
  expect(await engine.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
  await engine.transaction([{ sql: 'CREATE TABLE beside(n BIGINT)' }])
  await refused
  expect(await engine.query('SELECT 2 AS two')).toEqual([{ two: 2 }])
})

test('no statement reaches a file, nor may it change that', async () => {
  const folder = await temporaryFolder()
  await writeFile(path.join(folder, 'secret.csv'), 'a\n1\n')
  const engine = await engineIn(folder)
  await expect(engine.query(`SELECT * FROM read_csv('${folder}/secret.csv')`)).rejects.toThrow(/disabled/)
  await expect(engine.query('SET enable_external_access = true')).rejects.toThrow(/locked/)
  // The one folder that an import puts pieces of a file into.
  await writeFile(path.join(folder, 'duckdb-pieces', 'piece.csv'), 'a\n1\n')
  expect(await engine.query(`SELECT a FROM read_csv('${folder}/duckdb-pieces/piece.csv')`)).toEqual([{ a: 1 }])
  await expect(engine.query(`SELECT * FROM read_csv('${folder}/duckdb-pieces/../secret.csv')`)).rejects.toThrow(
    /disabled/,
  )
  await expect(engine.query(`SELECT * FROM glob('${folder}/*')`)).rejects.toThrow(/disabled/)
  await expect(engine.query(`COPY (SELECT 1) TO '${folder}/out.csv'`)).rejects.toThrow(/disabled/)
})

test('work beyond the memory limit is spilled into the data folder', async () => {
  const engine = await engineIn(await temporaryFolder(), 100)
  await engine.transaction([
    { sql: "CREATE TABLE big AS SELECT range AS n, hash(range)::VARCHAR || repeat('x', 60) AS s FROM range(1000000)" },
  ])
  const rows = await engine.query('SELECT n FROM (SELECT n, row_number() OVER (ORDER BY s) AS r FROM big) WHERE r = 1')
  expect(rows).toHaveLength(1)
})

test('a job fills a table by columns, tells its progress, and its texts and numbers come out as they went in', async () => {
  const engine = await engineIn(await temporaryFolder())
  const progress: unknown[] = []
  const rows = 5_000
  expect(await engine.runJob('fill', { table: 'filled', rows }, (value) => progress.push(value))).toBe(rows)
  expect(progress).toEqual([{ rows }])
  expect(
    await engine.query('SELECT * FROM filled WHERE position >= $1 ORDER BY position', [2 ** 40 + rows - 5]),
  ).toEqual(
    [4995, 4996, 4997, 4998, 4999].map((n) => ({
      name: n % 5 === 0 ? null : n % 5 === 1 ? 'zoë 😀' : n % 5 === 2 ? 'a name of more than twelve' : `n${n}`,
      happened: -1_500_000 * n,
      position: 2 ** 40 + n,
      amount: n % 2 === 0 ? null : n / 4,
    })),
  )
})

test('a job that fails leaves nothing of its transaction; a cancelled one says so', async () => {
  const engine = await engineIn(await temporaryFolder())
  await engine.transaction([{ sql: 'CREATE TABLE t(n BIGINT)' }])
  await expect(engine.runJob('failHalfway', { table: 't' })).rejects.toThrow('halfway')
  expect(await engine.query('SELECT count(*) AS n FROM t')).toEqual([{ n: 0 }])
  const controller = new AbortController()
  await expect(engine.runJob('waitForever', null, () => controller.abort(), controller.signal)).rejects.toMatchObject({
    code: 'cancelled',
  })
})

test('a statement that a job runs aside answers, fails and is cancelled as any other', async () => {
  const engine = await engineIn(await temporaryFolder())
  const ask = (sql: string, ...parameters: readonly EngineValue[]) => engine.runJob('ask', { sql, parameters })
  expect(await ask('SELECT $1 AS text, $2 + 1 AS number, sum(i) AS sum FROM range(3000000) r(i)', 'a', 1)).toEqual([
    { text: 'a', number: 2, sum: (2_999_999 * 3_000_000) / 2 },
  ])
  expect(await ask('CREATE TABLE t(n BIGINT NOT NULL)')).toEqual([])
  expect(await ask('INSERT INTO t SELECT 7 FROM range($1)', 4)).toEqual([{ Count: 4 }])
  for (const sql of ['SELECT nothing', 'INSERT INTO t VALUES (NULL)', `SELECT 'a'::INTEGER FROM range(9000)`]) {
    await expect(ask(sql)).rejects.toMatchObject({ name: 'EngineError', code: 'query-failed' })
  }
  const stop = new AbortController()
  const sql = 'SELECT count(*) FROM range(1000000) a, range(1000000) b'
  const long = engine.runJob('ask', { sql, parameters: [] }, () => stop.abort(), stop.signal)
  await expect(long).rejects.toMatchObject({ code: 'cancelled' })
  expect(await ask('SELECT count(*) AS rows FROM t')).toEqual([{ rows: 4 }])
})

test('all threads that work for it are its own', async () => {
  const engine = await engineIn(await temporaryFolder())
  const rows = await engine.query(
    `SELECT current_setting('threads') AS all, current_setting('external_threads') AS others`,
  )
  expect(rows).toEqual([{ all: 2, others: 0 }])
})

test('a new file is written in a format that stores texts well', async () => {
  const engine = await engineIn(await temporaryFolder())
  await engine.transaction([
    { sql: `CREATE TABLE t AS SELECT 'customer number ' || (i % 3000) AS name FROM range(200000) r(i)` },
  ])
  await engine.query('CHECKPOINT')
  const stored = await engine.query(
    `SELECT DISTINCT compression FROM pragma_storage_info('t') WHERE segment_type = 'VARCHAR'`,
  )
  expect(stored).toEqual([{ compression: 'DICT_FSST' }])
})

test('a killed engine comes back with all that was committed; calls under way are told', async () => {
  const engine = await engineIn(await temporaryFolder())
  await engine.transaction([{ sql: 'CREATE TABLE t(n BIGINT)' }, { sql: 'INSERT INTO t VALUES (1)' }])
  const before = engine.processId()
  const lost = engine.runJob('waitForever', null, () => process.kill(before ?? 0, 'SIGKILL'))
  await expect(lost).rejects.toMatchObject({ code: 'engine-stopped' })
  expect(await engine.query('SELECT n FROM t')).toEqual([{ n: 1 }])
  expect(engine.processId()).not.toBe(before)
})

test('the engine ends with a server that was killed, and the next server opens the same file', async () => {
  const folder = await temporaryFolder()
  const server = fork(new URL('../../../support/data-engine-owner.ts', import.meta.url), [folder], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  await once(server, 'message')
  server.kill('SIGKILL')
  // It opens only once the old engine has let go of the file.
  const engine = await engineIn(folder)
  expect(await engine.query('SELECT n FROM t')).toEqual([{ n: 5 }])
})

test('a file that is no database is refused in words', async () => {
  const folder = await temporaryFolder()
  await writeFile(path.join(folder, 'datasets.duckdb'), 'this is not a database at all'.repeat(1000))
  await expect(engineIn(folder)).rejects.toMatchObject({ code: 'engine-stopped' })
})
