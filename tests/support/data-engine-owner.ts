import { startEngine } from '#server/duckdb/start-engine.ts'

/** A process that owns an engine and waits to be killed. */
const engine = await startEngine({ dataFolder: process.argv[2] ?? '', memoryMb: 256, threads: 1, jobModules: [] })
await engine.transaction([{ sql: 'CREATE TABLE t(n BIGINT)' }, { sql: 'INSERT INTO t VALUES (5)' }])
// A long query is under way when the end comes.
void engine.query('SELECT count(*) FROM range(10000000) a, range(1000000) b')
process.send?.('ready')
