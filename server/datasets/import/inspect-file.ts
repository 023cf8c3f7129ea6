import { open, stat } from 'node:fs/promises'
import { openByteSource, type FilePart } from './byte-source.ts'
import { judgeContent, type Content } from './judge-content.ts'
import { createEncodingJudge, type Encoding } from './judge-encoding.ts'
import type { FileFault } from './source-table.ts'

/** What the bytes of a text file say before its text is read. */
export interface FileFacts {
  readonly encoding: Encoding
  /** The compressed stream ends or breaks before its end. */
  readonly fault: FileFault | null
  readonly isPacked: boolean
  /** Unpacked. */
  readonly bytes: number
}

const HEAD_BYTES = 64 * 1024
const CHUNK_BYTES = 512 * 1024

/** What a file is, unpacked, by its first bytes, and whether it has to be unpacked to be read. */
export async function contentOf(
  file: FilePart,
  fileName: string,
): Promise<{ readonly content: Content; readonly isPacked: boolean }> {
  const source = await openByteSource(file)
  let head = Buffer.alloc(0)
  for await (const chunk of source.chunks()) {
    head = Buffer.concat([head, chunk])
    if (head.length >= HEAD_BYTES) break
  }
  if (head.length === 0 && source.fault()) {
    const detail = 'The compressed data cannot be unpacked.'
    return { content: { kind: 'refused', code: 'file-damaged', detail }, isPacked: true }
  }
  return {
    content: judgeContent(head.subarray(0, HEAD_BYTES), fileName),
    isPacked: file.entry !== null || source.isPacked,
  }
}

/** What was found in the files that were looked at last, by what says that one is still the same. */
const known = new Map<string, FileFacts>()
const KNOWN_FILES = 20
/** Two writes this close together may carry the same time. */
const SAME_TIME_MS = 50

/**
 * Reads every byte once: the one that decides about the encoding may be the last. A file is looked at before it is mapped and when it is
 * imported soon after; the second time it is known.
 */
export async function inspectFile(file: FilePart, signal: AbortSignal): Promise<FileFacts> {
  const changed = file.entry === null ? await changeOf(file.path) : null
  const before = changed === null ? undefined : known.get(changed.mark)
  if (before) return before
  const facts = await inspect(file, signal)
  if (
    changed !== null &&
    changed.atMs < Date.now() - SAME_TIME_MS &&
    changed.mark === (await changeOf(file.path)).mark
  ) {
    known.set(changed.mark, facts)
    const [oldest] = known.keys()
    if (oldest !== undefined && known.size > KNOWN_FILES) known.delete(oldest)
  }
  return facts
}

/** When a file changed last, and what is another after each change. */
async function changeOf(path: string): Promise<{ readonly atMs: number; readonly mark: string }> {
  const { dev, ino, size, mtimeNs, ctimeNs, ctimeMs } = await stat(path, { bigint: true })
  return { atMs: Number(ctimeMs), mark: [path, dev, ino, size, mtimeNs, ctimeNs].join(':') }
}

async function inspect(file: FilePart, signal: AbortSignal): Promise<FileFacts> {
  const source = await openByteSource(file)
  const judge = createEncodingJudge()
  const isPacked = file.entry !== null || source.isPacked
  let bytes = 0
  for await (const chunk of isPacked ? source.chunks() : bytesOf(file.path)) {
    signal.throwIfAborted()
    bytes += chunk.length
    judge.add(chunk)
  }
  return { encoding: judge.judge(), fault: source.fault(), isPacked, bytes }
}

/** The bytes of a file, each chunk written over by the next one: with a chunk of its own for each, getting memory takes most of the time. */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const handle = await open(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

/** The same as a table tells it. */
export function encodingFacts({ encoding, fault }: FileFacts): {
  readonly encoding: string
  readonly isEncodingGuessed: boolean
  readonly hasInvalidBytes: boolean
  readonly fault: () => FileFault | null
} {
  return {
    encoding: encoding.name,
    isEncodingGuessed: encoding.isGuessed,
    hasInvalidBytes: encoding.invalidSequences > 0,
    fault: () => fault,
  }
}
