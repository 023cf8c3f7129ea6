import zlib from 'node:zlib'
import * as Y from 'yjs'
import { askState, presence, state, syncMessage, update } from './sync-raw-client.ts'
import type { Random } from './sync-random.ts'
import { frame, header, OPCODES } from './sync-junk-frames.ts'

/** Bytes to write to an open websocket, and what a server is to make of them. */
export interface Junk {
  readonly kind: string
  readonly bytes: Buffer
}

export interface JunkSource {
  next(): Junk
}

const KB = 1024
const MB = 1024 * KB

/**
 * All that a hostile or broken client may write, seeded: messages that are noise, cut, bent or too large, and frames that break the
 * websocket protocol itself. `compresses`: permessage-deflate was agreed on, so that compressed lies mean something.
 */
export function createJunk(random: Random, { compresses }: { readonly compresses: boolean }): JunkSource {
  const noise = (length: number) => Uint8Array.from({ length }, () => random.below(256))
  const length = () => random.pick([0, 1, 2, 3, 10, 40, 125, 126, 127, 300, 4_000])

  function bent(bytes: Uint8Array): Uint8Array {
    const copy = Uint8Array.from(bytes)
    for (let count = 1 + random.below(4); count > 0 && copy.length > 0; count--) {
      const at = random.below(copy.length)
      copy[at] = random.below(3) === 0 ? random.below(256) : (copy[at] ?? 0) ^ (1 << random.below(8))
    }
    return copy
  }
  const cut = (bytes: Uint8Array) => bytes.slice(0, random.below(bytes.length))

  /** Messages in frames as they should be. */
  const wellFramed: Readonly<Record<string, () => Uint8Array>> = {
    noise: () => noise(length()),
    'noise with a known number': () => Uint8Array.of(random.pick([0, 1, 2, 3, 100, 101, 103]), ...noise(length())),
    'an unknown number': () => Uint8Array.of(200 + random.below(50), 1 + random.below(5), ...noise(random.below(9))),
    cut: () => cut(random.pick(MESSAGES)),
    bent: () => bent(random.pick(MESSAGES)),
    'bent within its lengths': () => random.pick([update, state])(bent(random.pick(UPDATES))),
    'cut within its lengths': () => random.pick([update, state])(cut(random.pick(UPDATES))),
    'two glued together': () => Uint8Array.of(...random.pick(MESSAGES), ...random.pick(MESSAGES)),
    'a state vector of noise': () => syncMessage(0, noise(random.below(60))),
    'a length beyond all numbers': () => Uint8Array.of(0, random.below(3), ...Array<number>(10).fill(255), 1),
    'an update that builds on what nobody has': () => update(orphan(random)),
    'presence of somebody else': () => presence([random.below(2 ** 31), random.below(2 ** 31), { cursor: null }]),
    'presence that is no JSON': () => presence([1, 1, random.pick(['{', 'undefined', '"a', '[1,2]', '1e999', 'nul'])]),
    'presence nested without end': () => presence([1, random.below(2 ** 31), NESTED_WITHOUT_END]),
    'presence nested to an end': () => presence([1, random.below(2 ** 31), NESTED]),
    'presence with a prototype': () => presence([1, random.below(2 ** 31), '{"__proto__":{"role":"owner"}}']),
    'presence that speaks for a thousand': () => PRESENCE_OF_MANY,
    'what only a server says': () => Uint8Array.of(random.pick([2, 100, 101, 103]), ...noise(random.below(20))),
  }

  /** Frames that no websocket library would write. */
  const brokenFrames: Readonly<Record<string, () => Buffer>> = {
    'a reserved opcode': () => frame(noise(5), { opcode: random.pick([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) }),
    'reserved bits': () => frame(noise(5), { reserved: random.pick([0x10, 0x20, 0x30, 0x70]) }),
    'no mask': () => frame(noise(20), { isMasked: false }),
    'a fragment of nothing': () => frame(noise(5), { opcode: OPCODES.continuation }),
    'a message that never ends': () => frame(noise(20), { isFinal: false }),
    'a message within a message': () =>
      Buffer.concat([frame(noise(9), { isFinal: false }), frame(random.pick(MESSAGES)), frame(noise(9))]),
    'a message in a thousand pieces': () => inPieces(random.pick(MESSAGES), 1_000),
    'a ping in pieces': () => frame(noise(5), { opcode: OPCODES.ping, isFinal: false }),
    'a ping that is too long': () => frame(noise(200), { opcode: OPCODES.ping }),
    'text that is none': () => frame(Uint8Array.of(0xff, 0xc0, 0x80, 0xed, 0xa0), { opcode: OPCODES.text }),
    'a farewell of one byte': () => frame(noise(1), { opcode: OPCODES.close }),
    'a farewell with no such code': () =>
      frame(Uint8Array.of(0, random.below(256), ...noise(9)), { opcode: OPCODES.close }),
    'a length of exabytes': () => header({ opcode: OPCODES.binary, length: 2n ** 62n }),
    'a length below zero': () => header({ opcode: OPCODES.binary, length: 2n ** 64n - 1n }),
    'a length of gigabytes': () => Buffer.concat([header({ opcode: OPCODES.binary, length: 2n ** 33n }), noise(100)]),
    'more than may be said at once': () =>
      Buffer.concat([header({ opcode: OPCODES.binary, length: BigInt(9 * MB) }), noise(100)]),
    'noise on the wire': () => Buffer.from(noise(20 + random.below(200))),
    'half a frame': () => frame(random.pick(MESSAGES)).subarray(0, 1 + random.below(4)),
    'lies about compression': () => frame(noise(60), { reserved: 0x40 }),
    ...(compresses && {
      'a small bomb': () => SMALL_BOMB,
      'a bomb of gigabytes': () => BIG_BOMB,
      'noise that inflates': () => frame(deflated(noise(300)), { reserved: 0x40 }),
      'a compressed message, bent': () => frame(bent(deflated(random.pick(MESSAGES))), { reserved: 0x40 }),
    }),
  }
  const wellFramedKinds = Object.entries(wellFramed)
  const brokenKinds = Object.entries(brokenFrames)

  return {
    next() {
      if (random.below(10) > 0) {
        const [kind, make] = random.pick(wellFramedKinds)
        return { kind, bytes: frame(make()) }
      }
      const [kind, make] = random.pick(brokenKinds)
      return { kind, bytes: make() }
    },
  }

  function inPieces(message: Uint8Array, count: number): Buffer {
    const pieces = Array.from({ length: count }, (_, index) =>
      frame(index === 0 ? message : new Uint8Array(), {
        opcode: index === 0 ? OPCODES.binary : OPCODES.continuation,
        isFinal: index === count - 1,
      }),
    )
    return Buffer.concat(pieces)
  }
}

const NESTED_WITHOUT_END = '{"a":'.repeat(3_000) + '1'
const NESTED = `{"a":${'['.repeat(8_000)}${']'.repeat(8_000)}}`
const PRESENCE_OF_MANY = presence(...Array.from({ length: 1_000 }, (_, index) => [index, 1, { a: 1 }] as const))

/** Compressed as permessage-deflate wants it: raw, without the empty block at the end. */
function deflated(bytes: Uint8Array): Buffer {
  return zlib.deflateRawSync(bytes, { finishFlush: zlib.constants.Z_SYNC_FLUSH, level: 9 }).subarray(0, -4)
}
/** Zeros that stay just below what may be said at once, and a block of them repeated to gigabytes: 1 KB of it holds 1 MB. */
const SMALL_BOMB = frame(deflated(new Uint8Array(7 * MB)), { reserved: 0x40 })
const BIG_BOMB = frame(Buffer.concat(Array<Buffer>(1_024).fill(deflated(new Uint8Array(2 * MB)))), { reserved: 0x40 })

/** Updates with all that Yjs can say, on a document that only the hostile know. */
const UPDATES = makeUpdates()

function makeUpdates(): readonly Uint8Array[] {
  const updates: Uint8Array[] = []
  const doc = new Y.Doc()
  doc.on('update', (bytes: Uint8Array) => updates.push(bytes))
  const cards = doc.getMap<unknown>('junk')
  for (let index = 0; index < 10; index++) {
    const card = new Y.Map<unknown>()
    cards.set(`card-${index}`, card)
    const text = new Y.Text()
    card.set('text', text)
    text.insert(0, 'hello world')
    text.delete(2, 4)
    text.format(0, 3, { bold: true })
    text.insertEmbed(0, { image: 1 })
    const list = new Y.Array<unknown>()
    card.set('list', list)
    list.push([1, 2, { a: 1 }, 'x', null, 1.5, Uint8Array.of(1, 2)])
    list.delete(1, 2)
    const element = new Y.XmlElement('p')
    card.set('xml', element)
    element.insert(0, [new Y.XmlText('hi')])
    element.setAttribute('a', 'b')
    card.set('document', new Y.Doc())
    if (index % 3 === 0) cards.delete(`card-${index - 1}`)
  }
  return [...updates, Y.encodeStateAsUpdate(doc)]
}

/** The second change of somebody whose first one nobody gets. */
function orphan(random: Random): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('orphans').set('first', random.next())
  const before = Y.encodeStateVector(doc)
  doc.getMap('orphans').set('second', 'x'.repeat(random.below(200)))
  return Y.encodeStateAsUpdate(doc, before)
}

const MESSAGES: readonly Uint8Array[] = [
  askState(new Y.Doc()),
  ...UPDATES.map(update),
  ...UPDATES.map(state),
  presence([7, 1, { cursor: { x: 1, y: 2 }, user: { name: 'mallory' } }]),
  presence(),
  Uint8Array.of(3),
]
