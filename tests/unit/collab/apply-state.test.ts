import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { readSyncMessage, writeSyncStep1, writeSyncStep2, writeUpdate } from 'y-protocols/sync'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { applyAsItCame } from '#src/collab/apply-state.ts'

function messageOf(write: (encoder: encoding.Encoder) => void): decoding.Decoder {
  const encoder = encoding.createEncoder()
  write(encoder)
  return decoding.createDecoder(encoding.toUint8Array(encoder))
}

function docWith(cards: Readonly<Record<string, number>>): Y.Doc {
  const doc = new Y.Doc()
  for (const [id, value] of Object.entries(cards)) doc.getMap('cards').set(id, value)
  return doc
}

function applied(doc: Y.Doc, decoder: decoding.Decoder): encoding.Encoder {
  const answer = encoding.createEncoder()
  applyAsItCame(doc, decoder, 'server', () => readSyncMessage(decoder, answer, doc, 'server'))
  return answer
}

const cardsOf = (doc: Y.Doc) => doc.getMap('cards').toJSON()

describe('a state that is applied as it came', () => {
  for (const [name, write] of [
    ['as the state', (encoder: encoding.Encoder, doc: Y.Doc) => writeSyncStep2(encoder, doc)],
    ['as a change', (encoder: encoding.Encoder, doc: Y.Doc) => writeUpdate(encoder, Y.encodeStateAsUpdate(doc))],
  ] as const) {
    it(`is in the document, and its listeners hear of it once, with the same bytes, ${name}`, () => {
      const theirs = docWith({ a: 1, b: 2 })
      const doc = docWith({ own: 3 })
      const heard: [Uint8Array, unknown][] = []
      doc.on('update', (update, origin) => heard.push([update, origin]))
      applied(
        doc,
        messageOf((encoder) => write(encoder, theirs)),
      )
      expect(cardsOf(doc)).toEqual({ a: 1, b: 2, own: 3 })
      expect(heard).toEqual([[Y.encodeStateAsUpdate(theirs), 'server']])
    })
  }

  it('answers a question, and tells nobody of an update', () => {
    const doc = docWith({ a: 1 })
    const heard: unknown[] = []
    doc.on('update', (update) => heard.push(update))
    const answer = applied(
      doc,
      messageOf((encoder) => writeSyncStep1(encoder, new Y.Doc())),
    )
    const decoder = decoding.createDecoder(encoding.toUint8Array(answer))
    const asker = new Y.Doc()
    readSyncMessage(decoder, encoding.createEncoder(), asker, null)
    expect(cardsOf(asker)).toEqual({ a: 1 })
    expect(heard).toEqual([])
  })

  it('tells what is changed in answer to it, and every later change, as always', () => {
    const doc = new Y.Doc()
    const copy = new Y.Doc()
    doc.on('update', (update) => Y.applyUpdate(copy, update))
    doc.getMap('cards').observe(({ transaction }) => {
      if (transaction.origin === 'server') doc.getMap('notes').set('seen', true)
    })
    applied(
      doc,
      messageOf((encoder) => writeSyncStep2(encoder, docWith({ a: 1 }))),
    )
    doc.getMap('cards').set('b', 2)
    expect(cardsOf(copy)).toEqual({ a: 1, b: 2 })
    expect(copy.getMap('notes').toJSON()).toEqual({ seen: true })
  })
})
