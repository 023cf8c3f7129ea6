import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import type { RejectItem } from '#shared/contract/rest/datasets.ts'

/** More are counted, but nobody reads them one by one. */
export const MAX_KEPT_REJECTS = 100_000
const TEXT_CHARACTERS = 500
const BUFFERED_CHARACTERS = 64 * 1024

export interface RejectWriter {
  add(reject: RejectItem): void
  /** Waits until what was added is with the operating system; call it between batches, so that memory stays flat. */
  flush(): Promise<void>
  close(): Promise<void>
}

/** Writes the rejects of an import, one JSON object a line, over those of the import before. */
export async function openRejectWriter(file: string): Promise<RejectWriter> {
  await mkdir(path.dirname(file), { recursive: true })
  await rm(file, { force: true })
  const stream = createWriteStream(file)
  let buffer = ''
  let kept = 0

  async function write(): Promise<void> {
    const text = buffer
    buffer = ''
    if (text === '') return
    await new Promise<void>((resolve, reject) => {
      stream.write(text, (error) => (error ? reject(error) : resolve()))
    })
  }

  return {
    add(reject) {
      if (kept++ >= MAX_KEPT_REJECTS) return
      buffer += `${JSON.stringify({ ...reject, text: reject.text.slice(0, TEXT_CHARACTERS) })}\n`
    },
    flush: async () => {
      if (buffer.length > BUFFERED_CHARACTERS) await write()
    },
    async close() {
      await write()
      stream.end()
      await finished(stream)
    },
  }
}

/** Reads kept rejects from the file's beginning. Nothing when there is no file. */
export async function* readRejects(file: string): AsyncGenerator<RejectItem> {
  const stream = createReadStream(file)
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      if (line !== '') yield JSON.parse(line) as RejectItem
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  } finally {
    stream.destroy()
  }
}

/** Leaves the rejects out in which somebody is named. */
export async function dropRejects(file: string, isNamed: (reject: RejectItem) => boolean): Promise<void> {
  const kept: RejectItem[] = []
  let dropped = 0
  for await (const reject of readRejects(file)) {
    if (isNamed(reject)) dropped++
    else kept.push(reject)
  }
  if (dropped === 0) return
  const writer = await openRejectWriter(file)
  for (const reject of kept) writer.add(reject)
  await writer.close()
}
