import type { ErrorCode } from '#shared/contract/errors.ts'
import { refused, type Result } from '#shared/lib/result.ts'
import type { FilePart } from './byte-source.ts'
import { delimitedTable } from './delimited-table.ts'
import { contentOf, inspectFile } from './inspect-file.ts'
import { jsonTable } from './json-table.ts'
import { RefusedFile } from './refused-file.ts'
import type { SourceTable } from './source-table.ts'

/** Opens a file as a table, whatever it is by its content. Refuses what is no table, or must not be read. */
export async function openTable(
  path: string,
  fileName: string,
  signal: AbortSignal,
): Promise<Result<SourceTable, ErrorCode>> {
  try {
    return await openPart({ path, entry: null }, fileName, signal)
  } catch (error) {
    if (error instanceof RefusedFile) return refused(error.code, error.message)
    throw error
  }
}

async function openPart(
  part: FilePart,
  fileName: string,
  signal: AbortSignal,
): Promise<Result<SourceTable, ErrorCode>> {
  const content = await contentOf(part, fileName)
  switch (content.kind) {
    case 'refused':
      return refused(content.code, content.detail)
    case 'delimited':
      return delimitedTable(part, await inspectFile(part, signal))
    case 'json':
      return jsonTable(part, await inspectFile(part, signal), signal)
    default:
      return refused('file-not-supported', `This is ${content.kind}.`)
  }
}
