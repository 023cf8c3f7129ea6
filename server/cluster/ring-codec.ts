import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { assertNever } from '#shared/lib/assert.ts'
import type { PushMessage } from '#shared/contract/socket.ts'
import type { JourneyRing, NodeNotice } from './doorbell.ts'

/**
 * What goes over Redis: one message holds all that one node has to tell in one turn of its event loop to one channel.
 * `VERSION · varString nodeId · parts to the end`. Nodes of another version are not understood, which is as if they were silent.
 */
const VERSION = 1

const PART = { updates: 0, presence: 1, askPresence: 2, push: 3, notice: 4 } as const

const PUSH_KINDS = new Set<PushMessage['kind']>([
  'readings',
  'journey-changed',
  'storage',
  'dataset-changed',
  'noticed',
  'comments',
])
const MAX_ID_CHARACTERS = 64

/** A message that no node of this version has sent. */
export class MalformedRing extends Error {
  override readonly name = 'MalformedRing'
}

export interface Heard<Part> {
  readonly nodeId: string
  readonly parts: readonly Part[]
}

export const encodeRings = (nodeId: string, rings: readonly JourneyRing[]): Uint8Array =>
  encodeMessage(nodeId, rings, writeRing)

export const encodeNotices = (nodeId: string, notices: readonly NodeNotice[]): Uint8Array =>
  encodeMessage(nodeId, notices, (encoder, notice) => {
    encoding.writeUint8(encoder, PART.notice)
    encoding.writeVarString(encoder, JSON.stringify(notice))
  })

/** What every message of this node begins with: a node hears its own, too, and need not read them. */
export const messageHead = (nodeId: string): Uint8Array => encodeMessage(nodeId, [], () => undefined)

/** Throws when the message is not one of ours; nothing of it is given out then. The bytes are copied. */
export const decodeRings = (message: Uint8Array): Heard<JourneyRing> => decodeMessage(message, readRing)

/** As `decodeRings`. */
export const decodeNotices = (message: Uint8Array): Heard<NodeNotice> => decodeMessage(message, readNotice)

function encodeMessage<Part>(
  nodeId: string,
  parts: readonly Part[],
  write: (encoder: encoding.Encoder, part: Part) => void,
): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, VERSION)
  encoding.writeVarString(encoder, nodeId)
  for (const part of parts) write(encoder, part)
  return encoding.toUint8Array(encoder)
}

function decodeMessage<Part>(message: Uint8Array, read: (decoder: decoding.Decoder) => Part): Heard<Part> {
  // A copy of its own: what is read are views, and a length that lies would otherwise reach into another message's bytes.
  const decoder = decoding.createDecoder(new Uint8Array(message))
  if (decoding.readUint8(decoder) !== VERSION) throw new MalformedRing('another version')
  const nodeId = decoding.readVarString(decoder)
  if (nodeId === '' || nodeId.length > MAX_ID_CHARACTERS) throw new MalformedRing('no node id')
  const parts: Part[] = []
  while (decoding.hasContent(decoder)) parts.push(read(decoder))
  return { nodeId, parts }
}

function writeRing(encoder: encoding.Encoder, ring: JourneyRing): void {
  switch (ring.kind) {
    case 'updates':
      encoding.writeUint8(encoder, PART.updates)
      encoding.writeVarUint(encoder, ring.first)
      encoding.writeVarUint(encoder, ring.last)
      encoding.writeVarUint(encoder, ring.updates.length)
      for (const update of ring.updates) encoding.writeVarUint8Array(encoder, update)
      return
    case 'presence':
      encoding.writeUint8(encoder, PART.presence)
      encoding.writeVarUint8Array(encoder, ring.entries)
      return
    case 'ask-presence':
      encoding.writeUint8(encoder, PART.askPresence)
      return
    case 'push':
      encoding.writeUint8(encoder, PART.push)
      encoding.writeVarString(encoder, JSON.stringify(ring.message))
      return
    default:
      assertNever(ring)
  }
}

function readRing(decoder: decoding.Decoder): JourneyRing {
  const part = decoding.readUint8(decoder)
  switch (part) {
    case PART.updates:
      return readUpdates(decoder)
    case PART.presence:
      return { kind: 'presence', entries: decoding.readVarUint8Array(decoder) }
    case PART.askPresence:
      return { kind: 'ask-presence' }
    case PART.push:
      return { kind: 'push', message: readPush(decoder) }
    default:
      throw new MalformedRing(`an unknown part: ${String(part)}`)
  }
}

function readUpdates(decoder: decoding.Decoder): JourneyRing {
  const first = decoding.readVarUint(decoder)
  const last = decoding.readVarUint(decoder)
  const count = decoding.readVarUint(decoder)
  if (first < 1 || last < first) throw new MalformedRing('numbers that cannot follow each other')
  const updates: Uint8Array[] = []
  for (let index = 0; index < count; index++) updates.push(decoding.readVarUint8Array(decoder))
  return { kind: 'updates', first, last, updates }
}

function readPush(decoder: decoding.Decoder): PushMessage {
  const message = readObject(decoder)
  if (!PUSH_KINDS.has(message['kind'] as PushMessage['kind'])) throw new MalformedRing('an unknown push')
  return message as unknown as PushMessage
}

function readNotice(decoder: decoding.Decoder): NodeNotice {
  const part = decoding.readUint8(decoder)
  if (part !== PART.notice) throw new MalformedRing(`an unknown part: ${String(part)}`)
  const { kind, journeyId, journeyIds } = readObject(decoder)
  if (kind === 'rights-changed') return { kind }
  if ((kind === 'opened' || kind === 'changed') && isId(journeyId)) return { kind, journeyId }
  if (kind === 'open-journeys' && Array.isArray(journeyIds) && journeyIds.every(isId)) return { kind, journeyIds }
  throw new MalformedRing('an unknown notice')
}

function readObject(decoder: decoding.Decoder): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(decoding.readVarString(decoder))
  if (typeof value !== 'object' || value === null) throw new MalformedRing('not an object')
  return value as Readonly<Record<string, unknown>>
}

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX_ID_CHARACTERS
