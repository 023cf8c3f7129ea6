import type { IncomingMessage } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { CLOSE_CODES, type CloseReason } from '#shared/contract/close-codes.ts'
import { ERRORS, type ErrorBody, type ErrorCode } from '#shared/contract/errors.ts'
import { PROTOCOL_VERSION } from '#shared/contract/socket.ts'

/** `/sync/<journeyId>`, nothing before or after it. */
const PATH = /^\/sync\/([\w-]{1,64})$/
const RETRY_AFTER_SECONDS = 2
/** A refused client that does not hang up is cut off after this. */
const GOODBYE_MS = 3_000

export interface Wanted {
  readonly journeyId: string
  /** Announced `?v=1`. */
  readonly speaksWaymark: boolean
  /** Has nothing yet and asked for everything with its address (`&all`): on a far line that spares it a turn. */
  readonly asksForAll: boolean
}

/** What an upgrade request wants; null when it is not for us. */
export function readUpgrade(request: IncomingMessage): Wanted | null {
  const url = URL.parse(request.url ?? '', 'ws://server')
  const journeyId = url === null ? undefined : PATH.exec(url.pathname)?.[1]
  if (url === null || journeyId === undefined) return null
  return {
    journeyId,
    speaksWaymark: url.searchParams.get('v') === String(PROTOCOL_VERSION),
    asksForAll: url.searchParams.has('all'),
  }
}

/** What a refusal says beside its code. */
interface RefusalDetails {
  /** What exactly, for the one who can do something about it. */
  readonly detail?: string
  readonly retryAfterSeconds?: number
}

/** Says no before there is a websocket, with the error's HTTP status and the same body as REST. */
export function refuseUpgrade(
  socket: Duplex,
  code: ErrorCode,
  { detail, retryAfterSeconds }: RefusalDetails = {},
): void {
  const { status, words } = ERRORS[code]
  const content: ErrorBody = { error: { code, message: words, ...(detail === undefined ? {} : { detail }) } }
  const body = JSON.stringify(content)
  const headers = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(status === 503 || status === 429 ? [`Retry-After: ${retryAfterSeconds ?? RETRY_AFTER_SECONDS}`] : []),
  ]
  const cut = setTimeout(() => socket.destroy(), GOODBYE_MS)
  cut.unref()
  socket.once('close', () => clearTimeout(cut))
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`)
}

/** Whether the refusal has a close code of its own, which tells y-websocket not to come back. */
export const hasCloseCode = (code: ErrorCode): code is ErrorCode & CloseReason => Object.hasOwn(CLOSE_CODES, code)
