import { isAscii } from 'node:buffer'
import { open, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { CR, LF, lookAtLines, MAX_LINE_BYTES, nextLine } from './line-rules.ts'
import { NotPlain } from './not-plain.ts'

/** Some lines of a file as a file of their own, each a record that SQL takes apart as we do. */
export interface Piece {
  readonly path: string
  /** Of the whole file, from 1. */
  readonly firstLine: number
  readonly lines: number
  readonly isCrlf: boolean
  readonly hasQuotes: boolean
  /** A blank other than a space may stand around a value. */
  readonly hasOddBlanks: boolean
  /** Lines that SQL does not see (it sees `FILLER`), by number. `null`: blank, no record. */
  readonly setAside: ReadonlyMap<number, string | null>
  /** 0..1 of the file, at the end of the piece. */
  readonly progress: number
}

export interface PiecesOptions {
  readonly file: string
  readonly folder: string
  readonly delimiter: string
  /** Line of the first record; what is above is left out. */
  readonly firstLine: number
  /** About as many in each. */
  readonly pieceBytes: number
  /** How many are worked on at the same time. */
  readonly sideBySide: number
  readonly signal: AbortSignal
}

/** One field where a table has more: never mistaken for an event. */
const FILLER = '-'
const BLOCK_BYTES = 1024 * 1024
/** Of a row group of the engine. */
const GROUP_LINES = 122_880
/** No piece but the very last is smaller than such a part of a whole one. */
const SMALLEST_PART = 4
const MAX_SET_ASIDE = 10_000
const BOM = Buffer.from([0xef, 0xbb, 0xbf])
/** Blanks but the space, and the beginnings of those of several bytes. */
const ODD_BLANKS = ['\t', '\v', '\f']
const WIDE_BLANKS = [
  [0xc2, 0xa0],
  [0xe1, 0x9a],
  [0xe2, 0x80],
  [0xe2, 0x81],
  [0xe3, 0x80, 0x80],
  [0xef, 0xbb],
].map((bytes) => Buffer.from(bytes))

/**
 * Cuts a file of UTF-8 into pieces in `folder`, in its order; each is the caller's to remove. Throws `NotPlain` as soon as something
 * shows for which lines and records are not the same.
 */
export async function* cutIntoPieces(options: PiecesOptions): AsyncGenerator<Piece> {
  const { folder, firstLine, signal } = options
  const oddBlanks = ODD_BLANKS.filter((mark) => mark !== options.delimiter)
  const delimiter = options.delimiter.charCodeAt(0)
  let writing: Writing | null = null
  let number = 0
  let line = 1
  const seen = { lines: 0, bytes: 0 }
  try {
    for await (const block of wholeLines(options.file, Math.min(BLOCK_BYTES, options.pieceBytes))) {
      signal.throwIfAborted()
      const { isCrlf } = block
      let rest = block.bytes
      for (; line < firstLine && rest.length > 0; line++) rest = rest.subarray(nextLine(rest, isCrlf))
      while (rest.length > 0) {
        writing ??= await begin(path.join(folder, `${number++}.csv`), line, isCrlf)
        const limit = pieceLimit(options, block.bytesLeft + rest.length)
        const bytes = atMost(linesWanted(writing, seen, limit) - writing.lines, rest, seen)
        rest = rest.subarray(bytes.length)
        const { lines, hasQuotes, odd } = lookAtLines(bytes, { delimiter, isCrlf })
        let from = 0
        for (const { start, end, index, text } of odd) {
          writing.setAside.set(line + index, text)
          await writing.handle.write(bytes, from, start - from)
          await writing.handle.write(isCrlf ? `${FILLER}\r\n` : `${FILLER}\n`)
          from = end
        }
        if (writing.setAside.size > MAX_SET_ASIDE) throw new NotPlain('Too many lines are unlike the others.')
        await writing.handle.write(bytes, from)
        line += lines
        seen.lines += lines
        seen.bytes += bytes.length
        writing.lines += lines
        writing.bytes += bytes.length
        writing.hasQuotes ||= hasQuotes
        writing.hasOddBlanks ||=
          oddBlanks.some((mark) => bytes.includes(mark)) ||
          (!isAscii(bytes) && WIDE_BLANKS.some((mark) => bytes.includes(mark)))
        if (isFull(writing, linesWanted(writing, seen, limit), limit)) {
          yield await end(writing, block.progress)
          writing = null
        }
      }
    }
    if (writing) yield await end(writing, 1)
    writing = null
  } finally {
    if (writing) {
      await writing.handle.close()
      await rm(writing.path, { force: true })
    }
  }
}

/** The last pieces are smaller, so that none is left alone at the end while the other threads have nothing to do. */
const pieceLimit = ({ pieceBytes, sideBySide }: PiecesOptions, bytesLeft: number): number =>
  Math.min(pieceBytes, Math.max(pieceBytes / SMALLEST_PART, bytesLeft / sideBySide))

interface Seen {
  readonly lines: number
  readonly bytes: number
}

/**
 * With how many lines a piece ends: whole row groups of the engine, since what fills none the next checkpoint writes anew. As long as lines are as
 * those before; where a group of them is more than a piece, it ends anywhere.
 */
function linesWanted({ lines }: Writing, seen: Seen, limit: number): number {
  const groups = Math.floor((limit * seen.lines) / (Math.max(1, seen.bytes) * GROUP_LINES))
  return groups === 0 ? Number.POSITIVE_INFINITY : Math.max(groups, Math.ceil(lines / GROUP_LINES)) * GROUP_LINES
}

const isFull = ({ lines, bytes }: Writing, wanted: number, limit: number): boolean =>
  Number.isFinite(wanted) ? lines >= wanted : bytes >= limit

/** The beginning of a block with at most so many lines; all of it where it has hardly so many. */
function atMost(lines: number, bytes: Buffer, seen: Seen): Buffer {
  if (lines * seen.bytes > 2 * bytes.length * seen.lines) return bytes
  let end = 0
  for (let left = lines; left > 0; left--) {
    const feed = bytes.indexOf(LF, end)
    if (feed === -1) return bytes
    end = feed + 1
  }
  return bytes.subarray(0, end)
}

interface Writing {
  readonly handle: FileHandle
  readonly path: string
  readonly firstLine: number
  readonly isCrlf: boolean
  readonly setAside: Map<number, string | null>
  lines: number
  bytes: number
  hasQuotes: boolean
  hasOddBlanks: boolean
}

async function begin(file: string, firstLine: number, isCrlf: boolean): Promise<Writing> {
  const handle = await open(file, 'wx')
  const setAside = new Map<number, string | null>()
  return { handle, path: file, firstLine, isCrlf, setAside, lines: 0, bytes: 0, hasQuotes: false, hasOddBlanks: false }
}

async function end({ handle, ...piece }: Writing, progress: number): Promise<Piece> {
  await handle.close()
  return { ...piece, progress }
}

interface Block {
  /** Whole lines, each with its end; written over by the next block. */
  readonly bytes: Buffer
  readonly isCrlf: boolean
  readonly progress: number
  /** Of the file, behind this block. */
  readonly bytesLeft: number
}

/** The file without its byte order mark; its last line gets the line end that it may lack. */
async function* wholeLines(file: string, blockBytes: number): AsyncGenerator<Block> {
  const handle = await open(file, 'r')
  try {
    const size = Math.max(1, (await handle.stat()).size)
    const buffer = Buffer.allocUnsafe(blockBytes + MAX_LINE_BYTES + 2)
    let read = 0
    let filled = 0
    let isCrlf: boolean | null = null
    for (;;) {
      const { bytesRead } = await handle.read(buffer, filled, blockBytes)
      const start = read === 0 && buffer.subarray(0, bytesRead).indexOf(BOM) === 0 ? BOM.length : 0
      read += bytesRead
      filled += bytesRead
      isCrlf ??= usesCrlf(buffer.subarray(0, filled))
      if (bytesRead === 0 && filled > 0) {
        filled += buffer.write(isCrlf && buffer[filled - 1] !== CR ? '\r\n' : '\n', filled, 'latin1')
      }
      const whole = buffer.subarray(0, filled).lastIndexOf(LF) + 1
      if (whole > start) {
        const bytesLeft = Math.max(0, size - read)
        yield { bytes: buffer.subarray(start, whole), isCrlf, progress: Math.min(1, read / size), bytesLeft }
      }
      if (bytesRead === 0) return
      if (whole > 0) {
        buffer.copyWithin(0, whole, filled)
        filled -= whole
      }
      if (filled > MAX_LINE_BYTES) throw new NotPlain('A line is very long.')
    }
  } finally {
    await handle.close()
  }
}

function usesCrlf(bytes: Buffer): boolean {
  return bytes[bytes.indexOf(LF) - 1] === CR
}
