import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { MESSAGE } from '#shared/contract/socket.ts'
import { ORIGINS, transact } from '#shared/model/origins.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import type { Random } from './sync-random.ts'
import { anyCommand, seededRandom } from './test-journey-fuzz.ts'

/** A marked change: a key that nobody else ever writes or deletes. Where it is missing, a change was lost. */
export type Claim = string
const CLAIMS = 'claims'

/** y-protocols' numbers. */
const ASK_STATE = 0
const STATE = 1

/** A change message of the present connection. */
interface Sent {
  readonly claims: readonly Claim[]
  /** Answers the server's question for what was changed while offline. */
  readonly isAnswer: boolean
}

/** One person with an own replica who does anything at all, over an unmodified y-websocket provider, and keeps account of promises. */
export interface FuzzPeer {
  readonly name: string
  readonly journeyId: string
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** Claims that a server called saved, to this peer. */
  saved(): readonly Claim[]
  /** Claims of others that a server told this peer of. */
  told(): readonly Claim[]
  /** Claims made. */
  made(): number
  edit(random: Random): void
  goOffline(): void
  /** As when a network is gone: without a goodbye. */
  breakOff(): void
  comeBack(): void
  /** Goes to another node. `url`: `ws://…/sync`. */
  moveTo(url: string): void
  close(): void
}

export function createFuzzPeer(url: string, journeyId: string, name: string): FuzzPeer {
  const doc = new Y.Doc()
  const saved = new Set<Claim>()
  let made = 0
  let sent: Sent[] = []

  /** Notes what goes out on each connection; a server counts change messages by connection. */
  class NotingSocket extends WebSocket {
    readonly #sent: Sent[] = []

    constructor(address: string, protocols?: string[]) {
      super(address, protocols)
      sent = this.#sent
    }

    override send(data: unknown): void {
      const change = readChange(data as Uint8Array)
      if (change !== null) this.#sent.push(change)
      super.send(data as Uint8Array)
    }
  }

  const provider = new WebsocketProvider(url, journeyId, doc, {
    params: { as: name, v: '1' },
    disableBc: true,
    WebSocketPolyfill: NotingSocket as unknown as typeof globalThis.WebSocket,
    maxBackoffTime: 150,
    // Whatever it is, it passes: nobody loses a right here.
    shouldReconnect: () => true,
  })
  const ignore = (): void => undefined
  provider.messageHandlers[MESSAGE.hello] = ignore
  provider.messageHandlers[MESSAGE.push] = ignore
  provider.messageHandlers[MESSAGE.saved] = (_encoder, decoder) => {
    const count = decoding.readVarUint(decoder)
    const stored = sent.slice(0, count)
    // What is sent before that answer may build on what the server lacks; the status bar, too, waits for it.
    if (!stored.some(({ isAnswer }) => isAnswer)) return
    for (const { claims } of stored) for (const claim of claims) saved.add(claim)
  }

  const cards = doc.getMap<unknown>('raw')
  const text = doc.getText('text')
  const commands = (random: Random): void =>
    transact(doc, ORIGINS.local, () =>
      anyCommand(seededRandom(random.below(2 ** 31)), snapshotOf(doc), (command, args) => command(doc, args)),
    )
  const acts: readonly (readonly [weight: number, act: (random: Random) => void])[] = [
    [8, commands],
    [4, (random) => cards.set(`card-${random.below(12)}`, random.below(1_000))],
    [1, (random) => cards.delete(`card-${random.below(12)}`)],
    // Enough to be worth a snapshot.
    [1, (random) => cards.set(`large-${random.below(3)}`, 'x'.repeat(random.below(8_000)))],
    [3, (random) => text.insert(random.below(text.length + 1), 'abcdefgh'.slice(random.below(8)))],
    [2, (random) => deleteText(random)],
    [
      1,
      (random) =>
        doc.transact(() => Array.from({ length: random.below(30) }, () => cards.set('card-1', random.next()))),
    ],
  ]
  const bag = acts.flatMap(([weight, act]) => Array.from({ length: weight }, () => act))

  function deleteText(random: Random): void {
    const at = random.below(text.length + 1)
    text.delete(at, Math.min(random.below(4), text.length - at))
  }

  return {
    name,
    journeyId,
    doc,
    provider,
    saved: () => [...saved],
    told: () => [...doc.getMap(CLAIMS).keys()].filter((claim) => !claim.startsWith(`${name}:`)),
    made: () => made,
    edit(random) {
      random.pick(bag)(random)
      doc.getMap(CLAIMS).set(`${name}:${made++}`, true)
    },
    goOffline: () => provider.disconnect(),
    breakOff: () => (provider.ws as { terminate?: () => void } | null)?.terminate?.(),
    comeBack: () => provider.connect(),
    moveTo(to) {
      provider.disconnect()
      provider.serverUrl = to
      provider.connect()
    },
    close() {
      provider.destroy()
      doc.destroy()
    },
  }
}

/** The claims that a document holds. */
export const claimsOf = (doc: Y.Doc): ReadonlySet<Claim> => new Set(doc.getMap(CLAIMS).keys())

/** Reads a change message; null when it is none. */
function readChange(frame: Uint8Array): Sent | null {
  const decoder = decoding.createDecoder(frame)
  if (decoding.readVarUint(decoder) !== MESSAGE.sync) return null
  const kind = decoding.readVarUint(decoder)
  if (kind === ASK_STATE) return null
  const { structs } = Y.decodeUpdate(decoding.readVarUint8Array(decoder))
  const claims = structs.flatMap((struct) => {
    // Before it has its place in a document an item names its root by a string, whatever its type says.
    if (!(struct instanceof Y.Item) || (struct.parent as unknown) !== CLAIMS) return []
    return struct.parentSub === null ? [] : [struct.parentSub]
  })
  return { claims, isAnswer: kind === STATE }
}
