import { openByteSource, type FilePart } from './byte-source.ts'
import type { FileFacts } from './inspect-file.ts'
import { createJsonReader, type JsonLayout } from './json-reader.ts'
import type { JsonText } from './json-values.ts'
import type { FileFault } from './source-table.ts'
import { decodedText } from './text-source.ts'

/** Where the records of a JSON text are. */
export interface LaidOut {
  readonly layout: JsonLayout
  readonly skippedLists: number
}

export interface TextBatch {
  readonly texts: readonly JsonText[]
  readonly progress: number
  /** At the end: the text breaks off, or goes on where it should have ended. */
  readonly cut: FileFault | null
}

/** The records of a JSON file, as they come. */
export async function* readTexts(
  file: FilePart,
  facts: FileFacts,
  { layout, skippedLists }: LaidOut,
  signal: AbortSignal,
): AsyncGenerator<TextBatch> {
  const source = await openByteSource(file)
  const reader = createJsonReader(layout, { skippedLists })
  for await (const text of decodedText(source, facts.encoding)) {
    signal.throwIfAborted()
    yield { texts: reader.push(text), progress: source.progress(), cut: null }
  }
  // A last line that was cut is no record.
  if (source.fault() !== null) return
  const texts = reader.end()
  yield { texts, progress: 1, cut: reader.isBroken() ? 'damaged' : reader.isOpen() ? 'truncated' : null }
}
