import * as Y from 'yjs'
import { connectRaw, askState, changeOf, joinRaw, state, update, type RawClient } from './sync-raw-client.ts'
import type { Random } from './sync-random.ts'

/** Changes that are on their way at once, for each writer. */
const IN_FLIGHT = 40

/** Someone who changes cards as fast as the server says *saved*, and remembers what it said. */
export interface Writer {
  /** Cards that the server called saved. */
  readonly saved: () => readonly string[]
  /** Cards that were sent and not called saved. */
  readonly unsaved: () => readonly string[]
  /** Other writers' cards that the server told of. */
  readonly told: () => readonly string[]
  readonly firstSaved: Promise<void>
  /** The code that the server closed with. */
  readonly closed: Promise<number>
  stop(): void
}

export async function startWriter(url: string, name: string, random: Random): Promise<Writer> {
  const doc = new Y.Doc()
  const client: RawClient = await connectRaw(`${url}?as=${name}&v=1`)
  /** The card of each change message in order; null for the answer to the server's question, which counts as one. */
  const sent: (string | null)[] = []
  let savedCount = 0
  let isStopped = false

  function write(): void {
    if (isStopped) return
    while (sent.length - savedCount < IN_FLIGHT) {
      const card = `${name}-${sent.length}`
      const text = 'x'.repeat(random.below(3_000))
      client.send(update(changeOf(doc, () => doc.getMap('cards').set(card, text))))
      sent.push(card)
    }
  }

  const firstSaved = new Promise<void>((resolve) => {
    client.socket.on('message', () => {
      const message = client.received.at(-1)
      if (message?.kind === 'ask-state') {
        client.send(state(Y.encodeStateAsUpdate(doc, message.stateVector)))
        sent.push(null)
      } else if (message?.kind === 'update' || message?.kind === 'state') Y.applyUpdate(doc, message.update)
      else if (message?.kind === 'saved') {
        savedCount = message.count
        if (savedCount > 1) resolve()
        write()
      }
    })
  })
  client.send(askState(doc))
  write()
  const cards = (messages: readonly (string | null)[]) => messages.filter((card) => card !== null)
  return {
    saved: () => cards(sent.slice(0, savedCount)),
    unsaved: () => cards(sent.slice(savedCount)),
    told: () => [...doc.getMap('cards').keys()].filter((card) => !card.startsWith(`${name}-`)),
    firstSaved,
    closed: client.closed.then(({ code }) => code),
    stop() {
      isStopped = true
      client.socket.terminate()
    },
  }
}

/** What someone reads who has never been there before. */
export async function readFresh(url: string): Promise<ReadonlySet<string>> {
  const reader = await joinRaw(url)
  reader.close()
  return new Set(reader.doc.getMap('cards').keys())
}
