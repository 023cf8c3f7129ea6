import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { EngineError } from '#server/duckdb/engine.ts'
import type { EngineJobContext, EngineSession } from '#server/duckdb/engine-job.ts'
import type { FileProgress } from '../profile-job.ts'
import type { RecordIntake } from '../record-intake.ts'
import type { RejectWriter } from '../reject-file.ts'
import { createScanner, PLAIN_QUOTES } from '../scanner.ts'
import type { TimestampNotes } from '../timestamps.ts'
import { NotPlain } from './not-plain.ts'
import { cutIntoPieces, type Piece } from './pieces.ts'
import { notePlainRows, type PlainPlan } from './plain-plan.ts'
import { plainSql, type PlainSql } from './plain-sql.ts'

export interface PlainLoad {
  readonly session: EngineSession
  readonly context: EngineJobContext
  readonly plan: PlainPlan
  /** Takes the records that are not plain. Its timestamp reader's `notes` are told of the others as well. */
  readonly intake: RecordIntake
  readonly notes: TimestampNotes
  readonly rejects: RejectWriter
  /** Is there and empty. */
  readonly stagingTable: string
}

const YIELD_LINES = 2_000

/**
 * Loads a file by pieces: SQL takes the rows that are beyond doubt, our own reader every other one, with the same outcome as if it had
 * read all of them. Gives how many SQL took. `null`: the file has to be read record by record; then the table may hold rows and the intake has counted.
 */
export async function loadPlain(load: PlainLoad): Promise<number | null> {
  const { context } = load
  const folder = path.join(context.piecesFolder, randomUUID())
  await mkdir(folder)
  try {
    return await loadPieces(load, folder)
  } catch (error) {
    if (error instanceof NotPlain) return null
    // Reading record by record needs less of it.
    if (error instanceof EngineError && error.code === 'out-of-memory') return null
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function loadPieces(load: PlainLoad, folder: string): Promise<number> {
  const { session, context, plan } = load
  const state: LoadState = { lines: 0, doubtful: 0, plain: 0, hasRagged: false }
  const { text, delimiter, firstLine, limits } = plan
  const { pieceBytes } = limits
  const sideBySide = context.threads
  const { signal } = context
  const cut = cutIntoPieces({ file: text.path, folder, delimiter, firstLine, pieceBytes, sideBySide, signal })
  const running = new Set<Promise<void>>()
  let failure: { readonly error: unknown } | null = null
  let before: Promise<void> = Promise.resolve()
  try {
    for await (const piece of cut) {
      const turn = before
      const work = session
        .beside((beside) => loadPiece(load, state, beside, piece, turn))
        .finally(() => rm(piece.path, { force: true }))
      before = work
      const settled = work
        .catch((error: unknown) => {
          failure ??= { error }
        })
        .finally(() => running.delete(settled))
      running.add(settled)
      if (running.size >= sideBySide) await Promise.race(running)
      if (failure) break
    }
  } finally {
    await Promise.all(running)
  }
  throwFailure(failure)
  return state.plain
}

/** A function, since TypeScript does not see what callbacks assign. */
function throwFailure(failure: { readonly error: unknown } | null): void {
  if (failure) throw failure.error
}

interface LoadState {
  lines: number
  /** Lines that our own reader took. */
  doubtful: number
  /** Rows that SQL took. */
  plain: number
  /** Rows of another length than the header occur. */
  hasRagged: boolean
}

/** `before`: the piece before is in the table. So rows lie in the table as they lie in the file, and rejects are told in their order. */
async function loadPiece(
  load: PlainLoad,
  state: LoadState,
  session: EngineSession,
  piece: Piece,
  before: Promise<void>,
): Promise<void> {
  const { context, intake, plan, notes, rejects, stagingTable } = load
  const offsets = new Set([...plan.offsets, ...notes.offsets])
  const sqlFor = (takesRagged: boolean): PlainSql => plainSql({ plan, piece, offsets, takesRagged })
  let sql = sqlFor(state.hasRagged || piece.setAside.size > 0)
  await session.run('BEGIN TRANSACTION')
  try {
    let inserted = await insertPlain(session, stagingTable, sql.rows)
    if (inserted === null) {
      state.hasRagged = true
      sql = sqlFor(true)
      inserted = await insertPlain(session, stagingTable, sql.rows)
    }
    await before
    context.signal.throwIfAborted()
    state.lines += piece.lines
    if (inserted !== piece.lines) {
      state.doubtful += piece.lines - (inserted ?? 0)
      if (state.doubtful > Math.max(plan.limits.fewRows, state.lines * plan.limits.doubtfulShare))
        throw new NotPlain('Too many rows are in doubt.')
      if (inserted !== null) await checkCount(session, sql.count, piece)
      await takeOthers(load, session, piece)
    }
    await session.run('COMMIT')
    const { counts } = intake
    const plain = inserted ?? 0
    state.plain += plain
    counts.records += plain
    counts.accepted += plain
    counts.events += plain
    notePlainRows(notes, plan, plain)
    await rejects.flush()
    context.report({ progress: piece.progress, rows: counts.records } satisfies FileProgress)
  } catch (error) {
    await session.run('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** How many rows went in; `null`: none, since the engine cannot take the piece apart into rows of one length. */
async function insertPlain(session: EngineSession, table: string, rows: string): Promise<number | null> {
  try {
    const [inserted] = await session.queryAside<{ Count: number }>(`INSERT INTO ${table} ${rows}`)
    return inserted?.Count ?? 0
  } catch (error) {
    if (
      error instanceof EngineError &&
      error.code === 'query-failed' &&
      /^(Invalid Input|Conversion) Error/.test(error.message)
    ) {
      await session.run('ROLLBACK')
      await session.run('BEGIN TRANSACTION')
      return null
    }
    throw error
  }
}

/** When the engine sees other records than lines, its numbers of rows say nothing. */
async function checkCount(session: EngineSession, count: string, { lines }: Piece): Promise<void> {
  const [seen] = await session.query<{ rows: number }>(count)
  if (seen?.rows !== lines) throw new NotPlain('The engine sees other records.')
}

/** Gives the lines of a piece that are not in the table to our own reader. */
async function takeOthers(
  { context, intake, plan, stagingTable }: PlainLoad,
  session: EngineSession,
  piece: Piece,
): Promise<void> {
  const { firstLine, lines } = piece
  const missing = await session.query<{ line: number }>(
    `SELECT line FROM range(${firstLine}, ${firstLine + lines}) AS all_lines(line)
     WHERE line NOT IN (SELECT seq FROM ${stagingTable} WHERE seq BETWEEN ${firstLine} AND ${firstLine + lines - 1}) ORDER BY line`,
  )
  const textAt = await openLines(piece)
  const sink = await intake.openTable(session, stagingTable)
  try {
    for (const [index, { line }] of missing.entries()) {
      const text = piece.setAside.has(line) ? (piece.setAside.get(line) ?? null) : textAt(line)
      if (text === null) continue
      const [record] = createScanner(plan.delimiter, undefined, PLAIN_QUOTES, plan.columnCount).push(`${text}\n`)
      if (!record) throw new Error('Impossible: a line that is not blank is no record')
      intake.take({ ...record, line }, 0)
      sink.append('full')
      if (index % YIELD_LINES === YIELD_LINES - 1) {
        await new Promise((resolve) => setImmediate(resolve))
        context.signal.throwIfAborted()
      }
    }
    sink.append('now')
  } finally {
    sink.close()
  }
}

/** The lines of a piece by their numbers, which must rise from call to call. */
async function openLines({ path: file, firstLine, isCrlf }: Piece): Promise<(line: number) => string> {
  const bytes = await readFile(file)
  let at = 0
  let current = firstLine
  return (line) => {
    for (; current < line; current++) at = bytes.indexOf(10, at) + 1
    const feed = bytes.indexOf(10, at)
    return bytes.toString('utf8', at, isCrlf ? feed - 1 : feed)
  }
}
