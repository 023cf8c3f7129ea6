import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { openByteSource } from './byte-source.ts'
import { contentRefusal } from './judge-content.ts'
import { createEncodingJudge, type Encoding } from './judge-encoding.ts'

/** What the bytes of a file say before its text is read. */
export interface FileFacts {
  readonly encoding: Encoding
  readonly isGzip: boolean
  /** The compressed stream ends or breaks before its end. */
  readonly fault: 'truncated' | 'damaged' | null
}

const HEAD_BYTES = 64 * 1024

/** Reads every byte once: the one that decides about the encoding may be the last. */
export async function inspectFile(
  file: string,
  fileName: string,
  signal: AbortSignal,
): Promise<Result<FileFacts, ErrorCode>> {
  const source = await openByteSource(file)
  const judge = createEncodingJudge()
  let head = Buffer.alloc(0)
  let isJudged = false
  for await (const chunk of source.chunks()) {
    signal.throwIfAborted()
    judge.add(chunk)
    if (isJudged) continue
    head = Buffer.concat([head, chunk])
    if (head.length < HEAD_BYTES) continue
    isJudged = true
    const refusal = contentRefusal(head.subarray(0, HEAD_BYTES), fileName)
    if (refusal) return refused(refusal.code, refusal.detail)
  }
  if (!isJudged) {
    if (head.length === 0 && source.fault()) return refused('file-damaged', 'The compressed data cannot be unpacked.')
    const refusal = contentRefusal(head, fileName)
    if (refusal) return refused(refusal.code, refusal.detail)
  }
  return done({ encoding: judge.judge(), isGzip: source.isGzip, fault: source.fault() })
}
