import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { isExcerptClientId } from './excerpt-client-id.ts'
import { MESSAGE, type HelloMessage, type PushMessage } from '#shared/contract/socket.ts'

/** y-protocols' own numbers inside a sync message. */
const SYNC = { step1: 0, step2: 1, update: 2 } as const
/** y-protocols' number for the only auth message there is. */
const PERMISSION_DENIED = 0

/** A message that no honest client sends: its connection is closed. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage'
}

/** What a client can say to us. */
export type ClientMessage =
  | { readonly kind: 'ask-state'; readonly stateVector: Uint8Array }
  /** `isWhole`: the answer to our question, with all that we lack. */
  | { readonly kind: 'change'; readonly update: Uint8Array; readonly isWhole: boolean }
  | { readonly kind: 'presence'; readonly entries: Uint8Array }
  | { readonly kind: 'ask-presence' }
  | { readonly kind: 'unknown' }

/**
 * Reads one frame. `frame` must lie in a buffer of its own: lib0 trusts lengths in the message and would read on into whatever lies
 * behind it. Throws `MalformedMessage`; an update or state vector that comes back is one that Yjs can decode to its end.
 */
export function readMessage(frame: Uint8Array): ClientMessage {
  try {
    const decoder = decoding.createDecoder(frame)
    switch (decoding.readVarUint(decoder)) {
      case MESSAGE.sync:
        return readSyncMessage(decoder)
      case MESSAGE.awareness:
        return { kind: 'presence', entries: decoding.readVarUint8Array(decoder) }
      case MESSAGE.queryAwareness:
        return { kind: 'ask-presence' }
      default:
        return { kind: 'unknown' }
    }
  } catch (error) {
    throw error instanceof MalformedMessage ? error : new MalformedMessage('cannot be read', { cause: error })
  }
}

/**
 * How many clients a presence message is about, 0 when it is none or a broken one. Looks only at the first bytes, which may lie in a
 * buffer with others, so that an echo of what an unmodified client was told costs nothing: 30 of them a second in a full room.
 */
export function presenceEntryCount(frame: Uint8Array): number {
  if (frame[0] !== MESSAGE.awareness) return 0
  try {
    const decoder = decoding.createDecoder(frame)
    decoding.readVarUint(decoder)
    const length = decoding.readVarUint(decoder)
    return length === frame.byteLength - decoder.pos ? decoding.readVarUint(decoder) : 0
  } catch {
    return 0
  }
}

function readSyncMessage(decoder: decoding.Decoder): ClientMessage {
  const kind = decoding.readVarUint(decoder)
  const payload = decoding.readVarUint8Array(decoder)
  switch (kind) {
    case SYNC.step1:
      Y.decodeStateVector(payload)
      return { kind: 'ask-state', stateVector: payload }
    case SYNC.step2:
    case SYNC.update:
      checkUpdate(payload)
      return { kind: 'change', update: payload, isWhole: kind === SYNC.step2 }
    default:
      throw new MalformedMessage(`no sync message has the number ${kind}`)
  }
}

/**
 * Throws when the update is none of the journey, or Yjs could not take it: it cannot be decoded; or deletes stretches of no length, or refers to what its own author is
 * still to write, on both of which Yjs gives up half way.
 */
function checkUpdate(update: Uint8Array): void {
  const { structs, ds } = Y.decodeUpdate(update)
  for (const deletions of ds.clients.values()) {
    if (deletions.some(({ len }) => len === 0)) throw new MalformedMessage('deletes nothing')
  }
  for (const struct of structs) {
    if (isExcerptClientId(struct.id.client)) throw new MalformedMessage('is of an excerpt, which nobody changes')
    if (!(struct instanceof Y.Item)) continue
    const { id, origin, rightOrigin, parent } = struct
    if (isAhead(origin, id) || isAhead(rightOrigin, id) || (parent instanceof Y.ID && isAhead(parent, id))) {
      throw new MalformedMessage('refers to what is still to be written')
    }
  }
}

/** Yjs writes what something refers to before it, so with the same author its clock is lower. */
const isAhead = (reference: Y.ID | null, id: Y.ID): boolean =>
  reference !== null && reference.client === id.client && reference.clock >= id.clock

/** One entry of a presence message: a client's number, its clock, its state as JSON (`null`: gone). */
export interface PresenceEntry {
  readonly clientId: number
  readonly clock: number
  readonly json: string
}

/** Reads only the entries of clients that `wanted` picks; the others are skipped without being decoded. */
export function readPresenceEntries(entries: Uint8Array, wanted: (clientId: number) => boolean): PresenceEntry[] {
  try {
    const found: PresenceEntry[] = []
    const decoder = decoding.createDecoder(entries)
    const count = decoding.readVarUint(decoder)
    for (let index = 0; index < count; index++) {
      const clientId = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      if (wanted(clientId)) found.push({ clientId, clock, json: decoding.readVarString(decoder) })
      else skipBytes(decoder)
    }
    return found
  } catch (error) {
    throw new MalformedMessage('presence cannot be read', { cause: error })
  }
}

function skipBytes(decoder: decoding.Decoder): void {
  const length = decoding.readVarUint(decoder)
  if (decoder.pos + length > decoder.arr.length) throw new MalformedMessage('presence ends early')
  decoder.pos += length
}

export const askStateFrame = (stateVector: Uint8Array): Uint8Array => syncFrame(SYNC.step1, stateVector)
export const stateFrame = (state: Uint8Array): Uint8Array => syncFrame(SYNC.step2, state)
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(SYNC.update, update)

/** In one copy: the state of a large journey has megabytes. */
function syncFrame(kind: number, payload: Uint8Array): Uint8Array {
  const head = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint(encoder, payload.byteLength)
  })
  const frame = new Uint8Array(head.byteLength + payload.byteLength)
  frame.set(head)
  frame.set(payload, head.byteLength)
  return frame
}

/** What a presence message consists of. */
export const presenceEntries = (entries: readonly PresenceEntry[]): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length)
    for (const { clientId, clock, json } of entries) {
      encoding.writeVarUint(encoder, clientId)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, json)
    }
  })

export const presenceFrame = (entries: readonly PresenceEntry[]): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness)
    encoding.writeVarUint8Array(encoder, presenceEntries(entries))
  })

/** A presence message about nobody: every client understands it and does nothing. */
export const KEEPALIVE_FRAME = presenceFrame([])

export function permissionDeniedFrame(reason: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.auth)
    encoding.writeVarUint(encoder, PERMISSION_DENIED)
    encoding.writeVarString(encoder, reason)
  })
}

export function savedFrame(count: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.saved)
    encoding.writeVarUint(encoder, count)
  })
}

export const helloFrame = (hello: HelloMessage): Uint8Array => jsonFrame(MESSAGE.hello, hello)
export const pushFrame = (push: PushMessage): Uint8Array => jsonFrame(MESSAGE.push, push)

function jsonFrame(kind: number, value: HelloMessage | PushMessage): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarString(encoder, JSON.stringify(value))
  })
}
