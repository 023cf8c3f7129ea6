import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { MESSAGE } from '#shared/contract/socket.ts'

/** One's own presence as a message. */
export function ownPresenceMessage(awareness: Awareness): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.awareness)
  encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [awareness.clientID]))
  return encoding.toUint8Array(encoder).slice()
}

/** What the server has made of one's own presence in an awareness update: it stamps who one is. */
export function stampedStateOf(update: Uint8Array, clientId: number): Record<string, unknown> | undefined {
  const decoder = decoding.createDecoder(update)
  const count = decoding.readVarUint(decoder)
  let found: Record<string, unknown> | undefined
  for (let entry = 0; entry < count; entry++) {
    const client = decoding.readVarUint(decoder)
    decoding.readVarUint(decoder)
    const json = decoding.readVarString(decoder)
    if (client === clientId) found = (JSON.parse(json) as Record<string, unknown> | null) ?? undefined
  }
  return found
}
