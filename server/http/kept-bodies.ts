import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Below this, compressing costs more than it saves. */
export const COMPRESS_FROM_BYTES = 1024
/** As the server's other answers are compressed; the best would take a hundred times as long. */
const BROTLI_QUALITY = 4
const COMPRESSED = {
  br: async (text: string) =>
    promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: async (text: string) => promisify(gzip)(text),
}
type Encoding = keyof typeof COMPRESSED

/** Bodies that are asked for again and again while what they tell is the same object: each is written and compressed once. */
export interface KeptBodies<Told extends object> {
  /** Answers with the JSON of `told`, as `write` gives it. A handler returns what this gives. */
  send(request: FastifyRequest, reply: FastifyReply, told: Told): Promise<FastifyReply>
}

interface Kept {
  readonly text: string
  readonly compressed: Map<Encoding, Promise<Buffer>>
}

export function createKeptBodies<Told extends object>(
  write: (reply: FastifyReply, told: Told) => string,
): KeptBodies<Told> {
  const kept = new WeakMap<Told, Kept>()
  return {
    async send(request, reply, told) {
      const { text, compressed } = kept.get(told) ?? { text: write(reply, told), compressed: new Map() }
      kept.set(told, { text, compressed })
      void reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding')
      const encoding = text.length < COMPRESS_FROM_BYTES ? null : encodingFor(request.headers['accept-encoding'])
      if (encoding === null) return reply.send(text)
      const bytes = compressed.get(encoding) ?? COMPRESSED[encoding](text)
      compressed.set(encoding, bytes)
      return reply.header('content-encoding', encoding).send(await bytes)
    },
  }
}

const REFUSED = /;\s*q=0(\.0*)?\s*$/

/** Whoever weighs encodings against each other gets what it does not refuse, uncompressed at worst. */
function encodingFor(accepted: string | string[] | undefined): Encoding | null {
  const parts = String(accepted ?? '')
    .toLowerCase()
    .split(',')
  const names = new Set(parts.filter((part) => !REFUSED.test(part)).map((part) => part.split(';', 1)[0]?.trim()))
  if (names.has('br')) return 'br'
  return names.has('gzip') ? 'gzip' : null
}
