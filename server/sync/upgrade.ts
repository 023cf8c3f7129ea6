import type { IncomingMessage } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { CLOSE_CODES, ERRORS, type CloseReason, type ErrorBody, type ErrorCode } from '#shared/contract/errors.ts'
import { PROTOCOL_VERSION } from '#shared/contract/socket.ts'

/** `/sync/<journeyId>`, nothing before or after it. */
const PATH = /^\/sync\/([\w-]{1,64})$/
const RETRY_AFTER_SECONDS = 2

export interface Wanted {
  readonly journeyId: string
  /** Announced `?v=1`. */
  readonly speaksWaymark: boolean
}

/** What an upgrade request wants; null when it is not for us. */
export function readUpgrade(request: IncomingMessage): Wanted | null {
  const url = URL.parse(request.url ?? '', 'ws://server')
  const journeyId = url === null ? undefined : PATH.exec(url.pathname)?.[1]
  if (url === null || journeyId === undefined) return null
  return { journeyId, speaksWaymark: url.searchParams.get('v') === String(PROTOCOL_VERSION) }
}

/** Says no before there is a websocket, with the error's HTTP status and the same body as REST. */
export function refuseUpgrade(socket: Duplex, code: ErrorCode): void {
  const { status, words } = ERRORS[code]
  const content: ErrorBody = { error: { code, message: words } }
  const body = JSON.stringify(content)
  const headers = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(status === 503 ? [`Retry-After: ${RETRY_AFTER_SECONDS}`] : []),
  ]
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`)
}

/** Whether the refusal has a close code of its own, which tells y-websocket not to come back. */
export const hasCloseCode = (code: ErrorCode): code is ErrorCode & CloseReason => Object.hasOwn(CLOSE_CODES, code)
