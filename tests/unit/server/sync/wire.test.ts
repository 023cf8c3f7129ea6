import { assert, integer, nat, property, uint8Array } from 'fast-check'
import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import {
  MalformedMessage,
  presenceFrame,
  readMessage,
  readPresenceEntries,
  stateFrame,
  updateFrame,
} from '#server/sync/wire.ts'

const exactly = (frame: Uint8Array) => new Uint8Array(frame)
const update = (() => {
  const doc = new Y.Doc()
  doc.getMap('cards').set('a', { text: 'words', numbers: [1, 2.5, -3], nothing: null })
  doc.getText('text').insert(0, 'hello')
  doc.getMap('cards').delete('a')
  return Y.encodeStateAsUpdate(doc)
})()

/** Reads bytes as the server does; what comes out can be applied, or the bytes are refused as malformed. */
function readAndApply(frame: Uint8Array): string {
  try {
    const message = readMessage(exactly(frame))
    if (message.kind === 'change') Y.applyUpdate(new Y.Doc(), message.update)
    if (message.kind === 'ask-state') Y.encodeStateAsUpdate(new Y.Doc(), message.stateVector)
    if (message.kind === 'presence') readPresenceEntries(message.entries, () => true)
    return message.kind
  } catch (error) {
    if (error instanceof MalformedMessage) return 'malformed'
    throw error
  }
}

describe('readMessage', () => {
  it('reads steps and updates, and tells them apart', () => {
    expect(readMessage(exactly(stateFrame(update)))).toEqual({ kind: 'change', update, isWhole: true })
    expect(readMessage(exactly(updateFrame(update)))).toEqual({ kind: 'change', update, isWhole: false })
  })

  it('takes any bytes, and lets through only what can be applied', () => {
    assert(
      property(uint8Array({ maxLength: 200 }), integer({ min: 0, max: 3 }), (bytes, type) => {
        readAndApply(Uint8Array.of(type, ...bytes))
        readAndApply(updateFrame(bytes))
      }),
      { numRuns: 3_000 },
    )
  })

  it('refuses an update that deletes a stretch of no length, because Yjs chokes on it after taking the rest', () => {
    const frame = '00022901029fbbceb801002101056361726473016101040104746578740568656c6c6f019fbbce0601010001'
    expect(readAndApply(Buffer.from(frame, 'hex'))).toBe('malformed')
  })

  it('refuses an update that refers to what its author is still to write, because Yjs chokes on it half way', () => {
    /** One item with an author, a clock, and a reference to what it stands right of. */
    const item = (client: number, clock: number, [originClient, originClock]: readonly [number, number]) =>
      updateFrame(Uint8Array.of(1, 1, client, clock, 0x88, originClient, originClock, 1, 0x78, 0))
    expect(readAndApply(item(7, 0, [7, 5]))).toBe('malformed')
    expect(readAndApply(item(7, 3, [7, 3]))).toBe('malformed')
    expect(readAndApply(item(7, 3, [7, 2]))).toBe('change')
    expect(readAndApply(item(7, 0, [8, 5]))).toBe('change')
  })

  it('takes a good update with any damage, and lets through only what can be applied', () => {
    const frame = updateFrame(update)
    for (let cut = 0; cut < frame.length; cut++) expect(readAndApply(frame.slice(0, cut))).toBe('malformed')
    assert(
      property(nat(frame.length - 1), nat(255), (at, value) => {
        readAndApply(frame.with(at, value))
      }),
      { numRuns: 20_000 },
    )
  })
})

describe('readPresenceEntries', () => {
  const entries = [
    { clientId: 1, clock: 2, json: '{"a":"ä"}' },
    { clientId: 2 ** 32, clock: 3, json: 'null' },
  ]
  const payload = () => {
    const message = readMessage(exactly(presenceFrame(entries)))
    return message.kind === 'presence' ? message.entries : new Uint8Array()
  }

  it('gives back what was written, or only what is wanted of it', () => {
    expect(readPresenceEntries(payload(), () => true)).toEqual(entries)
    expect(readPresenceEntries(payload(), (clientId) => clientId === 2 ** 32)).toEqual([entries[1]])
  })

  it('refuses what ends early, also in what it skips', () => {
    const bytes = payload()
    for (let cut = 0; cut < bytes.length; cut++) {
      expect(() => readPresenceEntries(bytes.slice(0, cut), () => true)).toThrow(MalformedMessage)
      expect(() => readPresenceEntries(bytes.slice(0, cut), () => false)).toThrow(MalformedMessage)
    }
  })
})
