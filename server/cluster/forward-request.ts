import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import { pipeline } from 'node:stream/promises'
import { MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'

/** Says that a node has passed the request on: nobody passes it on again. */
export const FORWARDED_BY = 'x-waymark-forwarded-by'

const CONNECT_WITHIN_MS = 2 * SECOND_MS
/** Longer than any question to a dataset may take; an upload sends all the time. */
const SILENCE_MS = 2 * MINUTE_MS

/** These belong to one connection, not to the request. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
])

interface Forwarded {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** The other node, without a slash at the end. */
  readonly to: string
  /** Who passes it on. */
  readonly nodeId: string
  /** The body, when it was read already. */
  readonly body?: Buffer
}

/**
 * Sends a request to another node with the caller's own headers (`Host` too, by which origins are judged) and its answer back, both as
 * streams of any size. False: the node gave no answer, and nothing was sent to the caller yet. When either side breaks off in the
 * middle, so does the other.
 */
export async function forwardRequest({ request, response, to, nodeId, body }: Forwarded): Promise<boolean> {
  const url = new URL(to)
  const outgoing = (url.protocol === 'https:' ? https : http).request({
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    method: request.method,
    path: request.url,
    headers: headersFor(request, nodeId, body),
    // A connection of its own: one that was kept may be closed at the moment it is used, and a body that streams cannot be sent twice.
    agent: false,
    timeout: SILENCE_MS,
  })
  const breakOff = (): void => {
    if (!response.writableFinished) outgoing.destroy(new Error('The caller went away.'))
  }
  response.once('close', breakOff)
  try {
    const answer = await send(outgoing, request, body)
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headersBack(answer, request))
    // The caller sees a broken answer and knows that it is one.
    await pipeline(answer, response).catch(() => response.destroy())
    return true
  } catch {
    if (response.headersSent) response.destroy()
    // Who went away needs no answer.
    return response.headersSent || response.destroyed
  } finally {
    response.off('close', breakOff)
  }
}

function send(
  outgoing: http.ClientRequest,
  request: IncomingMessage,
  body: Buffer | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const connecting = setTimeout(() => outgoing.destroy(new Error('The node cannot be reached.')), CONNECT_WITHIN_MS)
    outgoing.once('socket', (socket) => socket.once('connect', () => clearTimeout(connecting)))
    outgoing.once('timeout', () => outgoing.destroy(new Error('The node does not answer.')))
    outgoing.once('response', resolve)
    // Stays on: after the answer nobody waits for it any more, and without a listener it would end the process.
    outgoing.on('error', reject)
    outgoing.once('close', () => {
      clearTimeout(connecting)
      request.unpipe(outgoing)
    })
    if (body) outgoing.end(body)
    else request.pipe(outgoing)
  })
}

function headersFor(request: IncomingMessage, nodeId: string, body: Buffer | undefined): http.OutgoingHttpHeaders {
  const headers: http.OutgoingHttpHeaders = withoutHops(request.headers)
  const from = [request.headers['x-forwarded-for'], request.socket.remoteAddress].flat().filter(Boolean)
  headers['x-forwarded-for'] = from.join(', ')
  headers[FORWARDED_BY] = nodeId
  if (body) {
    headers['content-length'] = body.byteLength
    delete headers['content-encoding']
  }
  return headers
}

function headersBack(answer: IncomingMessage, request: IncomingMessage): http.OutgoingHttpHeaders {
  const headers: http.OutgoingHttpHeaders = withoutHops(answer.headers)
  // The rest of a body that nobody reads would be taken for the next request.
  if (!request.complete) headers['connection'] = 'close'
  return headers
}

function withoutHops(headers: IncomingHttpHeaders): http.OutgoingHttpHeaders {
  const named = new Set(
    (headers.connection ?? '')
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  )
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && !named.has(name)))
}
