import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { QuickDecoder, readText } from '#src/collab/quick-decoder.ts'

const WORDS = [
  '',
  'a',
  'title',
  'Straße',
  '旅',
  '🙂 and so on',
  '\uFEFFmarked',
  'x'.repeat(24),
  'y'.repeat(25),
  'z'.repeat(5_000),
]

function reads(...texts: readonly string[]): decoding.Decoder {
  const encoder = encoding.createEncoder()
  for (const text of texts) encoding.writeVarString(encoder, text)
  return decoding.createDecoder(encoding.toUint8Array(encoder))
}

describe('a text of an update', () => {
  it('is read as it was written, the second time, too', () => {
    const decoder = reads(...WORDS, ...WORDS)
    expect([...WORDS, ...WORDS].map(() => readText(decoder))).toEqual([...WORDS, ...WORDS])
    expect(decoding.hasContent(decoder)).toBe(false)
  })

  it('is never taken for another one', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `card ${index.toString(36)}`)
    const decoder = reads(...many, ...many)
    expect([...many, ...many].every((text) => readText(decoder) === text)).toBe(true)
  })

  it('that is cut off is no text', () => {
    const whole = reads('title').arr
    expect(() => readText(decoding.createDecoder(whole.slice(0, 3)))).toThrow()
  })
})

describe('an update', () => {
  it('gives the same document as with the reader of Yjs', () => {
    const from = new Y.Doc()
    const values = [
      ...WORDS,
      1,
      -2.5,
      2 ** 40,
      true,
      false,
      null,
      [1, ['two', { three: '3' }]],
      { kind: 'cell', ä: 'ö' },
    ]
    const cards = from.getMap('cards')
    for (const [index, value] of values.entries()) cards.set(`c${index}`, value)
    cards.set('bytes', Uint8Array.of(1, 2, 3))
    cards.set('text', new Y.Text('Grüße'))
    cards.set('map', new Y.Map([['title', 'A card']]))
    cards.delete('c0')
    const update = Y.encodeStateAsUpdate(from)
    const [plain, quick] = [new Y.Doc(), new Y.Doc()]
    Y.applyUpdate(plain, update)
    Y.applyUpdateV2(quick, update, null, QuickDecoder)
    expect(quick.getMap('cards').toJSON()).toEqual(plain.getMap('cards').toJSON())
    expect(Y.encodeStateAsUpdate(quick)).toEqual(Y.encodeStateAsUpdate(plain))
  })
})
