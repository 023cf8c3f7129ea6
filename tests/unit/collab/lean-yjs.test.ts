import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type * as Decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { leanDecoding, leanYjs } from '#src/collab/lean-yjs.ts'
import { createRandom, type Random } from '#tests/support/sync-random.ts'

const SOURCE = fileURLToPath(import.meta.resolve('yjs')).replace(/yjs\.(?:mjs|cjs)$/, 'yjs.mjs')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waymark-lean-yjs-'))
let Lean: typeof Y

beforeAll(async () => {
  // It says that there are two of it, which is wanted here.
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const code = leanYjs(fs.readFileSync(SOURCE, 'utf8'))
  const file = path.join(folder, 'yjs.mjs')
  fs.writeFileSync(
    file,
    code
      .replace(/^\/\/# sourceMappingURL.*$/m, '')
      .replaceAll(/from '(lib0\/[a-z]+)'/g, (_all, name: string) => `from '${import.meta.resolve(name)}'`),
  )
  Lean = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as typeof Y
})

afterAll(() => {
  vi.restoreAllMocks()
  fs.rmSync(folder, { recursive: true })
})

/** One change by chance, the same for both: a record, its fields, its texts and their attributes come, change and go. */
function change(Of: typeof Y, doc: Y.Doc, random: Random): void {
  const pick = (count: number): number => random.below(count)
  const records = doc.getMap<Y.Map<unknown>>('cards')
  const id = `c${pick(6)}`
  const record = records.get(id)
  const kind = pick(8)
  const letters = 'abcdefgh'.slice(0, 1 + pick(8))
  doc.transact(() => {
    if (!record || kind === 0) {
      const fresh = new Of.Map<unknown>([['kind', letters]])
      fresh.set('title', new Of.Text(letters))
      records.set(id, fresh)
    } else if (kind === 1) records.delete(id)
    else if (kind === 2) record.set(`field${pick(3)}`, { letters, list: [pick(9)] })
    else if (kind === 3) record.delete(`field${pick(3)}`)
    else {
      const text = record.get('title') as Y.Text
      const at = pick(text.length + 1)
      if (kind === 4) text.setAttribute(`attribute${pick(2)}`, letters)
      else if (kind === 5 && text.length > at) text.delete(at, 1 + pick(text.length - at))
      else if (kind === 6 && text.length > at) text.format(at, 1, { bold: true })
      else text.insert(at, letters)
    }
  })
}

const shown = (doc: Y.Doc): unknown => {
  const cards = doc.getMap<Y.Map<unknown>>('cards')
  // In which order records stand in a map is not agreed upon.
  const texts = [...cards.keys()].toSorted().map((id) => {
    const text = cards.get(id)?.get('title') as Y.Text
    return [id, text.toDelta(), text.getAttributes()]
  })
  return [cards.toJSON(), texts]
}

describe('Yjs with less', () => {
  it('agrees with Yjs as it is, whoever writes what', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed)
      const peers = [Y, Lean, Lean].map((Of, index) => {
        const doc = new Of.Doc()
        doc.clientID = index + 1
        return { Of, doc }
      })
      for (let round = 0; round < 12; round++) {
        for (const { Of, doc } of peers) for (let at = 0; at < 4; at++) change(Of, doc, random)
        // Who hears whom, and whether of all or of what is new, is chance.
        const [from, to] = [random.pick(peers), random.pick(peers)]
        const known = random.next() < 0.5 ? to.Of.encodeStateVector(to.doc) : undefined
        to.Of.applyUpdate(to.doc, from.Of.encodeStateAsUpdate(from.doc, known))
      }
      const all = Y.mergeUpdates(peers.map(({ Of, doc }) => Of.encodeStateAsUpdate(doc)))
      const plain = new Y.Doc()
      Y.applyUpdate(plain, all)
      for (const { Of, doc } of [...peers, { Of: Lean, doc: new Lean.Doc() }]) {
        Of.applyUpdate(doc, all)
        expect(shown(doc), `seed ${seed}`).toEqual(shown(plain))
        expect(Of.encodeStateVector(doc), `seed ${seed}`).toEqual(Y.encodeStateVector(plain))
      }
    }
  })

  it('tells each listener of its own place only, and no more once it has gone', () => {
    const doc = new Lean.Doc()
    const [one, other] = [doc.getMap<unknown>('one'), doc.getMap<unknown>('other')]
    const [heard, deep] = [vi.fn<() => void>(), vi.fn<() => void>()]
    one.unobserve(heard)
    one.observe(heard)
    one.observeDeep(deep)
    other.set('a', 1)
    expect(heard).not.toHaveBeenCalled()
    one.set('record', new Lean.Map([['a', 1]]))
    ;(one.get('record') as Y.Map<unknown>).set('b', 2)
    expect([heard.mock.calls.length, deep.mock.calls.length]).toEqual([1, 2])
    one.unobserve(heard)
    one.unobserveDeep(deep)
    one.set('c', 3)
    expect([heard.mock.calls.length, deep.mock.calls.length]).toEqual([1, 2])
  })

  it('undoes what it did', () => {
    const doc = new Lean.Doc()
    const records = doc.getMap<Y.Map<unknown>>('cards')
    const history = new Lean.UndoManager(records)
    records.set('a', new Lean.Map([['title', new Lean.Text('first')]]))
    history.stopCapturing()
    records.delete('a')
    history.undo()
    expect(records.toJSON()).toEqual({ a: { title: 'first' } })
  })

  it('makes an error when it has one to tell, not when its code is run', async () => {
    const code = leanDecoding(fs.readFileSync(fileURLToPath(import.meta.resolve('lib0/decoding.js')), 'utf8'))
    const file = path.join(folder, 'decoding.js')
    fs.writeFileSync(
      file,
      code.replaceAll(
        /from '\.\/([a-z]+)\.js'/g,
        (_all, name: string) => `from '${import.meta.resolve(`lib0/${name}`)}'`,
      ),
    )
    const made = vi.fn<() => void>()
    const Plain = globalThis.Error
    vi.stubGlobal(
      'Error',
      class extends Plain {
        constructor(message: string) {
          super(message)
          made()
        }
      },
    )
    try {
      const decoding = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as typeof Decoding
      expect(made).not.toHaveBeenCalled()
      const endless = new Uint8Array(12).fill(0xff)
      expect(() => decoding.readVarUint(decoding.createDecoder(Uint8Array.of(0xff)))).toThrow('Unexpected end of array')
      expect(() => decoding.readVarUint(decoding.createDecoder(endless))).toThrow('Integer out of Range')
    } finally {
      vi.unstubAllGlobals()
    }
  })

  it('says so when Yjs is written in another way', () => {
    expect(() => leanYjs('const nothing = 0')).toThrow('Yjs is written in another way')
  })
})
