import net from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { frameSize, OPCODES } from './sync-junk-frames.ts'
import { createJunk } from './sync-junk.ts'
import { createRandom, type Random } from './sync-random.ts'

/** What the hostile process is told, as JSON in its one argument. */
export interface JunkOrder {
  readonly port: number
  readonly journeyIds: readonly string[]
  readonly seed: number
  /** Frames to write in all; a message in pieces counts once. */
  readonly frames: number
  /** Connections that are open at once. */
  readonly connections: number
  /** Frames a second at most, so that a small machine has something left for those who are measured. */
  readonly framesPerSecond: number
}

/** What it says at its end, as one line of JSON. */
export interface JunkReport {
  readonly frames: number
  readonly connections: number
  /** Connections that the server would not have. */
  readonly refused: number
  readonly byKind: Readonly<Record<string, number>>
}

const ROLES = ['owner', 'editor', 'commenter', 'viewer'] as const
/** A connection says so much at most before it goes away, if it was not sent away. */
const MOST_PER_CONNECTION = 60
const LONGEST_GOODBYE_MS = 2_000
const SEGMENT_BYTES = 3

const order = JSON.parse(process.argv[2] ?? '') as JunkOrder
const byKind: Record<string, number> = {}
let framesSent = 0
let connections = 0
let refused = 0
const startedAt = performance.now()

async function sendUntilDone(random: Random): Promise<void> {
  while (framesSent < order.frames) await oneConnection(random)
}

async function oneConnection(random: Random): Promise<void> {
  connections++
  const compresses = random.below(2) === 0
  // From many addresses, as on the day when it happens.
  const localAddress = `127.0.${random.below(4)}.${2 + random.below(200)}`
  const socket = net.connect({ port: order.port, host: '127.0.0.1', localAddress })
  // Reset, refused, closed: all of it is what the server may do with one like this.
  socket.on('error', () => socket.destroy())
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  try {
    if (!(await upgrade(socket, random, compresses))) {
      refused++
      return
    }
    const isSentAway = random.below(8) === 0 ? neverReads(socket) : seesFarewell(socket)
    // Some go on after the farewell, which nobody should mind.
    const isStubborn = random.below(10) === 0
    const junk = createJunk(random, { compresses })
    const most = 1 + random.below(MOST_PER_CONNECTION)
    for (let count = 0; count < most && framesSent < order.frames && socket.writable; count++) {
      if (isSentAway() && !isStubborn) break
      const { kind, bytes } = junk.next()
      framesSent++
      byKind[kind] = (byKind[kind] ?? 0) + 1
      await write(socket, bytes, random)
      // Often waits for the answer, so that the next one is read by somebody.
      if (random.below(4) > 0) await delay(random.below(6))
      await keepPace()
    }
    // Politely now and then; otherwise a machine has no port left after so many.
    if (random.below(5) > 0) socket.resetAndDestroy()
    else socket.end()
    socket.resume()
    await Promise.race([gone, delay(LONGEST_GOODBYE_MS, undefined, { ref: false })])
  } finally {
    socket.destroy()
  }
}

function neverReads(socket: net.Socket): () => boolean {
  socket.pause()
  return () => false
}

/** Reads what comes, and tells whether the server has said goodbye. */
function seesFarewell(socket: net.Socket): () => boolean {
  let rest = Buffer.alloc(0)
  let isFarewell = false
  socket.on('data', (data: Buffer) => {
    rest = Buffer.concat([rest, data])
    for (let size = frameSize(rest); size !== null && size <= rest.length; size = frameSize(rest)) {
      if (((rest[0] ?? 0) & 15) === OPCODES.close) isFarewell = true
      rest = rest.subarray(size)
    }
  })
  return () => isFarewell
}

/** Mostly whole, sometimes byte by byte, as a network may bring it. */
async function write(socket: net.Socket, bytes: Buffer, random: Random): Promise<void> {
  if (bytes.length < 100 && random.below(20) === 0) {
    for (let at = 0; at < bytes.length; at += SEGMENT_BYTES) {
      socket.write(bytes.subarray(at, at + SEGMENT_BYTES))
      await new Promise(setImmediate)
    }
  } else if (!socket.write(bytes) && socket.writable) {
    await new Promise<void>((resolve) => {
      socket.once('drain', resolve)
      socket.once('close', () => resolve())
      setTimeout(resolve, LONGEST_GOODBYE_MS).unref()
    })
  }
}

async function keepPace(): Promise<void> {
  const dueMs = (framesSent / order.framesPerSecond) * 1_000
  const aheadMs = dueMs - (performance.now() - startedAt)
  if (aheadMs > 5) await delay(aheadMs)
}

/** Whether the server took it for a websocket. Now and then the request itself is junk. */
async function upgrade(socket: net.Socket, random: Random, compresses: boolean): Promise<boolean> {
  const path = `/sync/${random.pick(order.journeyIds)}?as=mallory&role=${random.pick(ROLES)}${random.pick(['&v=1', ''])}`
  const key = random.below(50) === 0 ? 'short' : 'c29tZSBub25jZSBvZiAxNg=='
  const lines = [
    `GET ${random.below(50) === 0 ? `/sync/${'../'.repeat(random.below(9))}%00` : path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Version: ${random.below(50) === 0 ? 7 : 13}`,
    `Sec-WebSocket-Key: ${key}`,
    ...(compresses
      ? [
          `Sec-WebSocket-Extensions: permessage-deflate${random.pick(['', '; client_max_window_bits', '; server_no_context_takeover'])}`,
        ]
      : []),
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  const answer = await new Promise<string>((resolve) => {
    let text = ''
    const take = (data: Buffer): void => {
      text += data.toString('latin1')
      if (!text.includes('\r\n\r\n')) return
      socket.off('data', take)
      resolve(text)
    }
    socket.on('data', take)
    socket.once('close', () => resolve(text))
  })
  return answer.startsWith('HTTP/1.1 101')
}

const senders = Array.from({ length: order.connections }, (_, index) => sendUntilDone(createRandom(order.seed + index)))
await Promise.all(senders)
const report: JunkReport = { frames: framesSent, connections, refused, byKind }
console.log(JSON.stringify(report))
process.exit(0)
