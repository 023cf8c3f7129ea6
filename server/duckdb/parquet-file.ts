import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { runStatement } from './run-statement.ts'

/** A column of a Parquet file, structs taken apart. */
export interface ParquetColumn {
  /** Dotted where it lies inside a struct. */
  readonly name: string
  readonly type: string
}

export interface ParquetFile {
  readonly columns: readonly ParquetColumn[]
  readonly rows: number
  /** Bytes of all column chunks, as written and as unpacked. */
  readonly packedBytes: number
  readonly unpackedBytes: number
  /** All values as text, a chunk of rows at a time: times with a zone in UTC, lists and maps as JSON. */
  read(): AsyncGenerator<readonly (readonly (string | null)[])[]>
  close(): void
}

/** Enough for the row groups that writers make; a larger one is refused rather than filling memory. */
const MEMORY_MB = 384
const MAX_STRUCT_LEVELS = 6

/**
 * Opens a Parquet file with an engine of its own, that has no database, may read this one file and nothing else, and ends with it:
 * the engine of the datasets stays closed to files. Throws what DuckDB says of a damaged file.
 */
export async function openParquet(path: string): Promise<ParquetFile> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${MEMORY_MB}MB`,
    threads: '1',
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  })
  let connection: DuckDBConnection | undefined
  try {
    connection = await instance.connect()
    await connection.run(`SET allowed_paths = [${quoted(path)}]`)
    await connection.run('SET enable_external_access = false')
    await connection.run("SET TimeZone = 'UTC'")
    await connection.run('SET lock_configuration = true')
    return await described(connection, path, instance)
  } catch (error) {
    connection?.closeSync()
    instance.closeSync()
    throw error
  }
}

async function described(connection: DuckDBConnection, path: string, instance: DuckDBInstance): Promise<ParquetFile> {
  const source = `read_parquet(${quoted(path)}, hive_partitioning = false)`
  const described = (await runStatement(connection, `DESCRIBE SELECT * FROM ${source}`)) as {
    column_name: string
    column_type: string
  }[]
  const leaves = described.flatMap(({ column_name: name, column_type: type }) => leavesOf([name], type))
  const [sizes] = (await runStatement(
    connection,
    `SELECT coalesce(sum(total_compressed_size), 0) AS packed, coalesce(sum(total_uncompressed_size), 0) AS unpacked FROM parquet_metadata(${quoted(path)})`,
  )) as { packed: number; unpacked: number }[]
  const [counted] = (await runStatement(connection, `SELECT count(*) AS rows FROM ${source}`)) as { rows: number }[]
  const selected = leaves.map(({ path: at, type }) => asText(at.map(identifier).join('.'), type)).join(', ')

  async function* read(): AsyncGenerator<readonly (readonly (string | null)[])[]> {
    const result = await connection.stream(`SELECT ${selected} FROM ${source}`)
    for (;;) {
      const chunk = await result.fetchChunk()
      if (!chunk || chunk.rowCount === 0) return
      yield chunk.getRows() as (string | null)[][]
    }
  }

  return {
    columns: leaves.map(({ path: at, type }) => ({ name: at.join('.'), type })),
    rows: counted?.rows ?? 0,
    packedBytes: sizes?.packed ?? 0,
    unpackedBytes: sizes?.unpacked ?? 0,
    read,
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

interface Leaf {
  readonly path: readonly string[]
  readonly type: string
}

function leavesOf(path: readonly string[], type: string): readonly Leaf[] {
  const fields = path.length < MAX_STRUCT_LEVELS ? structFields(type) : null
  return fields ? fields.flatMap(([name, inner]) => leavesOf([...path, name], inner)) : [{ path, type }]
}

/** `STRUCT(a INTEGER, "b c" STRUCT(d VARCHAR))` → its fields; `null`: no struct. */
export function structFields(type: string): readonly (readonly [name: string, type: string])[] | null {
  if (!type.startsWith('STRUCT(') || !type.endsWith(')')) return null
  const fields: [string, string][] = []
  let depth = 0
  let isQuoted = false
  let from = 0
  const body = type.slice('STRUCT('.length, -1)
  for (let at = 0; at <= body.length; at++) {
    const character = body[at]
    if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === '(') depth++
    else if (character === ')') depth--
    if (at < body.length && (character !== ',' || depth > 0)) continue
    const field = /^\s*(?:"((?:[^"]|"")*)"|(\S+))\s+([\s\S]+)$/.exec(body.slice(from, at))
    if (!field) return null
    fields.push([field[1]?.replaceAll('""', '"') ?? field[2] ?? '', (field[3] ?? '').trim()])
    from = at + 1
  }
  return fields
}

function asText(column: string, type: string): string {
  if (type === 'TIMESTAMP WITH TIME ZONE') return `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%fZ')`
  if (/\]$|^(MAP|STRUCT|UNION)\(/.test(type)) return `to_json(${column})::VARCHAR`
  return `${column}::VARCHAR`
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
