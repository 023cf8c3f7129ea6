import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

/** One message from the server, read as far as the tests need it. */
export type Received =
  | { readonly kind: 'ask-state'; readonly stateVector: Uint8Array }
  | { readonly kind: 'state'; readonly update: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | {
      readonly kind: 'presence'
      readonly states: readonly (readonly [clientId: number, clock: number, state: unknown])[]
    }
  | { readonly kind: 'denied'; readonly reason: string }
  | { readonly kind: 'hello'; readonly value: unknown }
  | { readonly kind: 'push'; readonly value: unknown }
  | { readonly kind: 'saved'; readonly count: number }

/** A client that speaks frames, not documents: to say what no provider would say, and see every answer. */
export interface RawClient {
  readonly socket: WebSocket
  readonly received: readonly Received[]
  send(frame: Uint8Array | string): void
  /** The next message (from the start of the connection on) that fits and was not handed out before. */
  next<Kind extends Received['kind']>(kind: Kind): Promise<Extract<Received, { kind: Kind }>>
  /** The same, of what is there already. */
  count(kind: Received['kind']): number
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
  close(): void
}

/** Rejects when the upgrade is refused. */
export async function connectRaw(url: string, headers: Readonly<Record<string, string>> = {}): Promise<RawClient> {
  const socket = new WebSocket(url, { headers })
  const received: Received[] = []
  const handedOut = new Set<Received>()
  const waiting = new Set<() => void>()
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  })
  socket.on('message', (data: Buffer) => {
    received.push(readFrame(new Uint8Array(data)))
    for (const look of waiting) look()
  })
  const client: RawClient = {
    socket,
    received,
    send: (frame) => socket.send(frame),
    next: (kind) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = received.find((message) => message.kind === kind && !handedOut.has(message))
          if (found === undefined) return
          handedOut.add(found)
          waiting.delete(look)
          resolve(found as Extract<Received, { kind: typeof kind }>)
        }
        waiting.add(look)
        look()
        void closed.then(({ code, reason }) => reject(new Error(`closed with ${code} ${reason} before a ${kind} came`)))
      }),
    count: (kind) => received.filter((message) => message.kind === kind).length,
    closed,
    close: () => socket.close(),
  }
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.on('error', reject)
  })
  return client
}

/** Connects and asks for the journey's state, as every provider does first. */
export async function joinRaw(
  url: string,
  doc = new Y.Doc(),
  headers: Readonly<Record<string, string>> = {},
): Promise<RawClient & { readonly doc: Y.Doc }> {
  const client = await connectRaw(url, headers)
  client.send(askState(doc))
  const last = await client.next('state')
  // A large journey comes in parts, of which only the last is called its state.
  for (const message of client.received.slice(0, client.received.indexOf(last) + 1)) {
    if (message.kind === 'update' || message.kind === 'state') Y.applyUpdate(doc, message.update)
  }
  return { ...client, doc }
}

export const askState = (doc: Y.Doc) => syncMessage(0, Y.encodeStateVector(doc))
export const state = (update: Uint8Array) => syncMessage(1, update)
export const update = (bytes: Uint8Array) => syncMessage(2, bytes)

export const syncMessage = (kind: number, payload: Uint8Array) =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, payload)
  })

export function presence(...states: readonly (readonly [clientId: number, clock: number, state: unknown])[]) {
  const payload = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, states.length)
    for (const [clientId, clock, value] of states) {
      encoding.writeVarUint(encoder, clientId)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, typeof value === 'string' ? value : JSON.stringify(value))
    }
  })
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint8Array(encoder, payload)
  })
}

/** The update that `change` makes on `doc`. */
export function changeOf(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(doc)
  change(doc)
  return Y.encodeStateAsUpdate(doc, before)
}

function readFrame(frame: Uint8Array): Received {
  const decoder = decoding.createDecoder(frame)
  const type = decoding.readVarUint(decoder)
  switch (type) {
    case 0: {
      const step = decoding.readVarUint(decoder)
      const payload = decoding.readVarUint8Array(decoder)
      if (step === 0) return { kind: 'ask-state', stateVector: payload }
      return { kind: step === 1 ? 'state' : 'update', update: payload }
    }
    case 1: {
      const inner = decoding.createDecoder(decoding.readVarUint8Array(decoder))
      const count = decoding.readVarUint(inner)
      const states = Array.from({ length: count }, () => {
        const clientId = decoding.readVarUint(inner)
        const clock = decoding.readVarUint(inner)
        return [clientId, clock, JSON.parse(decoding.readVarString(inner)) as unknown] as const
      })
      return { kind: 'presence', states }
    }
    case 2:
      decoding.readVarUint(decoder)
      return { kind: 'denied', reason: decoding.readVarString(decoder) }
    case 101:
      return { kind: 'saved', count: decoding.readVarUint(decoder) }
    default:
      return { kind: type === 100 ? 'hello' : 'push', value: JSON.parse(decoding.readVarString(decoder)) as unknown }
  }
}
