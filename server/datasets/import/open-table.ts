import type { ErrorCode } from '#shared/contract/errors.ts'
import type { DatasetMapping } from '#shared/contract/rest/datasets.ts'
import type { FileColumns } from '#shared/contract/rest/file-columns.ts'
import { assertNever } from '#shared/lib/assert.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { listArchive, type ArchiveEntry } from './archive.ts'
import type { FilePart } from './byte-source.ts'
import { withCaseFromAbove } from './case-from-above.ts'
import { withDayAndTime } from './day-and-time.ts'
import { delimitedTable } from './delimited-table.ts'
import { withDigitTimes } from './digit-times.ts'
import { excelBook } from './excel-book.ts'
import { eventLogTable } from './event-log-table.ts'
import { htmlBook } from './html-book.ts'
import { hashedTable, type PersonalInput } from './hashed-table.ts'
import { withFixedEvent } from './fixed-event.ts'
import { contentOf, inspectFile } from './inspect-file.ts'
import { joinTables, type NamedTable, type OpenedTable } from './joined-table.ts'
import { withJsonTexts } from './json-texts.ts'
import { jsonTable } from './json-table.ts'
import { keptTable } from './kept-copy.ts'
import { withOwnFormats } from './own-formats.ts'
import { withNestedEvents } from './nested-events.ts'
import { parquetTable } from './parquet-table.ts'
import { RefusedFile } from './refused-file.ts'
import { renamedTable } from './renamed-table.ts'
import { sheetTable, type WantedSheet } from './sheet-table.ts'
import type { SourceTable } from './source-table.ts'
import { unpackedCopy } from './unpacked-copy.ts'
import { type ForgottenPeople, withoutPeople } from './without-people.ts'
import { isWorkbook } from './workbook.ts'
import { xmlBook } from './xml-book.ts'
import { membersApart, type WrittenColumns } from './writing.ts'

export interface OpenOptions {
  /** Read one after the other as one table. */
  readonly files: readonly SourceFile[]
  /** Of a workbook, or of several lists of events: which is read; `null`: the first that holds a table, the longest. */
  readonly sheet: string | null
  readonly signal: AbortSignal
  /** What is hashed while it is read. */
  readonly personal?: PersonalInput | undefined
  /** Under which several files are read; absent: that is still to be said. */
  readonly mapping?: DatasetMapping | undefined
}

export interface SourceFile {
  readonly path: string
  /** As it was called where it came from. */
  readonly fileName: string
  /** It is a copy that was made in place of the file. */
  readonly isKeptCopy?: boolean
  /** How it is named again where several are read. */
  readonly id?: string
  /** How it names its columns otherwise than the dataset. */
  readonly columns?: FileColumns | null
  /** It was never read with the others. */
  readonly isNew?: boolean | undefined
  /** Who was deleted while it was not read; their records are not there. */
  readonly forgotten?: ForgottenPeople | undefined
}

/** More than a file a day for two years; each is opened before the first is read. */
const MAX_TABLES = 800

/** Opens files as a table, whatever it is by its content. Refuses what is no table, or must not be read. */
export async function openTable(options: OpenOptions): Promise<OpenedTable> {
  try {
    const [only, ...more] = options.files
    if (only && more.length === 0 && !only.columns) return await openFile(only, options)
    const parts = options.files.map((file) => ({
      name: file.fileName,
      id: file.id,
      open: () => openFile(file, options),
    }))
    return await openAll(parts, options.mapping)
  } catch (error) {
    if (error instanceof RefusedFile) return refused(error.code, error.message)
    throw error
  }
}

/** One of the files as people brought them, or the copy of it: here personal columns are hashed, whatever kind of file it is. */
export async function openFile(file: SourceFile, options: OpenOptions): Promise<Result<SourceTable, ErrorCode>> {
  const { path, fileName, isKeptCopy = false } = file
  const opened = isKeptCopy ? await keptTable(path) : await openPart({ path, entry: null }, fileName, options)
  if (!opened.ok) return opened
  try {
    const { members } = opened.value
    const apart =
      members && options.mapping
        ? await membersApart(members, underOwnNames(options.mapping, file.columns), options.signal)
        : null
    if (apart !== null) {
      await opened.value.close()
      return refused('files-written-otherwise', apart)
    }
    const whole = await withDayAndTime(await withDigitTimes(opened.value, options.signal), options.signal)
    const personal = options.personal?.columns ?? []
    const ownNames = personal.map((name) => file.columns?.columns[name] ?? name)
    // In a copy it was taken apart before.
    const taken = isKeptCopy ? whole : await withJsonTexts(whole, ownNames, options.signal)
    const { columns, forgotten } = file
    const { mapping, signal } = options
    const named = columns ? underNames(taken, columns, options.personal) : hashedTable(taken, options.personal)
    const said = columns?.eventName ? withFixedEvent(named, mapping, columns.eventName) : named
    const table = withCaseFromAbove(said, mapping)
    const formatted = columns && mapping ? await withOwnFormats(table, mapping, columns, signal) : done(table)
    if (!formatted.ok) await table.close()
    if (!formatted.ok || !forgotten) return formatted
    return done(await withoutPeople(formatted.value, forgotten, { mapping, personal, signal }))
  } catch (error) {
    await opened.value.close()
    throw error
  }
}

/** What a mapping names, as a file calls it that names its columns otherwise. */
function underOwnNames(mapping: DatasetMapping, columns: FileColumns | null | undefined): WrittenColumns {
  const own = (name: string): string => columns?.columns[name] ?? name
  const { timestamp, steps, value, scale } = mapping
  return {
    timestamp: timestamp && own(timestamp),
    steps: steps.map(({ column, event }) => ({ column: own(column), event })),
    value: value && own(value),
    scale,
  }
}

/** What a file has under the names of the dataset, hashed where the dataset says so, and where the file called it so itself. */
function underNames(own: SourceTable, columns: FileColumns, personal: PersonalInput | undefined): SourceTable {
  const { table, displaced } = renamedTable(own, columns)
  if (!personal) return table
  const given = [...displaced].filter(([, name]) => personal.columns.includes(name)).map(([name]) => name)
  return hashedTable(table, { ...personal, columns: [...personal.columns, ...given] })
}

async function openPart(
  part: FilePart,
  fileName: string,
  options: OpenOptions,
): Promise<Result<SourceTable, ErrorCode>> {
  const { signal, sheet } = options
  const { content, isPacked } = await contentOf(part, fileName)
  switch (content.kind) {
    case 'refused':
      return refused(content.code, content.detail)
    case 'delimited':
      return withNestedEvents(await delimitedTable(part, await inspectFile(part, signal), signal), sheet, signal)
    case 'json':
      return withNestedEvents(await jsonTable(part, await inspectFile(part, signal), sheet, signal), sheet, signal)
    case 'xml':
      return eventLogTable(part, signal)
    case 'xml-sheet':
      return sheetTable(await xmlBook(part, signal), wantedSheet(options), signal)
    case 'html': {
      const book = await htmlBook(part, await inspectFile(part, signal), signal)
      return book.ok ? sheetTable(book.value, wantedSheet(options), signal) : book
    }
    case 'zip':
    case 'parquet':
      return isPacked ? openCopy(part, fileName, options) : openInPlace(content.kind, part.path, options)
    default:
      return assertNever(content)
  }
}

const wantedSheet = ({ sheet, files }: OpenOptions): WantedSheet => ({ name: sheet, isRequired: files.length === 1 })

async function openInPlace(
  kind: 'zip' | 'parquet',
  path: string,
  options: OpenOptions,
): Promise<Result<SourceTable, ErrorCode>> {
  if (kind === 'zip') return openArchive(path, options)
  return withNestedEvents(await parquetTable(path), options.sheet, options.signal)
}

/** A workbook or a Parquet file inside an archive is unpacked first, since it is read back and forth. */
async function openCopy(
  part: FilePart,
  fileName: string,
  options: OpenOptions,
): Promise<Result<SourceTable, ErrorCode>> {
  const copy = await unpackedCopy(part, options.signal)
  try {
    const { content } = await contentOf({ path: copy.path, entry: null }, fileName)
    const kind = content.kind === 'parquet' ? 'parquet' : 'zip'
    if (kind === 'zip' && !isWorkbook(await listArchive(copy.path))) {
      await copy.remove()
      return refused('archive-not-readable', 'There is an archive inside this archive.')
    }
    const opened = await openInPlace(kind, copy.path, options)
    if (!opened.ok) {
      await copy.remove()
      return opened
    }
    const table = opened.value
    const close = async (): Promise<void> => {
      await table.close()
      await copy.remove()
    }
    return done({ ...table, close })
  } catch (error) {
    await copy.remove()
    throw error
  }
}

async function openArchive(path: string, options: OpenOptions): Promise<Result<SourceTable, ErrorCode>> {
  const entries = await listArchive(path)
  if (isWorkbook(entries))
    return sheetTable(await excelBook(path, entries, options.signal), wantedSheet(options), options.signal)
  const document = documentOf(entries)
  if (document !== null) return refused('file-not-supported', `This is ${document}.`)
  const files = entries.filter(isData).sort(byName)
  if (files.length === 0) return refused('archive-not-readable', 'There is no table among its files.')
  if (files.length > MAX_TABLES) {
    return refused(
      'archive-not-readable',
      `It holds ${files.length} files; at most ${MAX_TABLES} are read as one table.`,
    )
  }
  return openAll(
    files.map((entry) => ({ name: entry.name, open: () => openPart({ path, entry }, entry.name, options) })),
  )
}

/** What programs save as an archive of their own, that is no table; `null`: an archive of files. */
function documentOf(entries: readonly ArchiveEntry[]): string | null {
  const has = (pattern: RegExp): boolean => entries.some(({ name }) => pattern.test(name))
  if (has(/^mimetype$/) && has(/^content\.xml$/)) return 'an OpenDocument file; please save the table as .xlsx or CSV'
  if (has(/^\[Content_Types\]\.xml$/))
    return 'an Office document without a table; please save the table as .xlsx or CSV'
  return has(/^Index\/.*\.iwa$/) ? 'a Numbers or Pages document; please save the table as .xlsx or CSV' : null
}

interface NamedPart {
  readonly name: string
  readonly id?: string | undefined
  readonly open: () => Promise<Result<SourceTable, ErrorCode>>
}

async function openAll(parts: readonly NamedPart[], mapping?: DatasetMapping): Promise<OpenedTable> {
  const tables: NamedTable[] = []
  const closeAll = async (): Promise<void> => {
    for (const { table } of tables) await table.close()
  }
  try {
    for (const { name, id, open } of parts) {
      const opened = await open()
      // A day without events is an empty file.
      if (!opened.ok && opened.reason === 'file-empty' && parts.length > 1) continue
      if (!opened.ok) {
        await closeAll()
        return { ok: false, reason: opened.reason, detail: `“${name}”: ${opened.detail ?? ''}`, file: id }
      }
      tables.push({ name, table: opened.value, id })
    }
  } catch (error) {
    await closeAll()
    throw error
  }
  const joined = joinTables(tables, mapping)
  if (!joined.ok) await closeAll()
  return joined
}

/** Not what a system adds to an archive, and no note beside the data. */
function isData({ name }: ArchiveEntry): boolean {
  const parts = name.split(/[\\/]/)
  const base = parts.at(-1) ?? name
  return (
    !parts.includes('__MACOSX') &&
    !base.startsWith('.') &&
    !base.startsWith('~$') &&
    !NO_DATA.some((kind) => kind.test(base))
  )
}

/** By their names: notes, pictures, and what systems and programs put beside files. */
const NO_DATA = [
  /^(readme|read_me|licen[cs]e|changelog|copying|notice|manifest|metadata|schema|codebook|data[_ -]?dictionary)\b[^.]*(\.(txt|md|rst|html?|json|ya?ml|xml))?$/i,
  /^(thumbs\.db|desktop\.ini|_success|_committed.*|_started.*)$/i,
  /\.(md|rst|pdf|docx?|pptx?|rtf|png|jpe?g|gif|svg|webp|ico|html?|css|js|py|r|rmd|ipynb|sql|sh|bat|ps1|exe|dll|ya?ml|ini|cfg|toml|lnk|url|crc|md5|sha\d*|sig|asc)$/i,
]

/** Exports by day are named by day; digits compare as numbers. */
function byName(a: ArchiveEntry, b: ArchiveEntry): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true })
}
