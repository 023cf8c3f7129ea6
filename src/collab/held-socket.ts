import { PROTOCOL_VERSION } from '#shared/contract/socket.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { socketsAddress } from './sockets-address.ts'

/** A socket that nobody has taken by then is closed: the page went elsewhere. */
const HELD_MS = 15 * SECOND_MS

/** What an empty document asks for everything with: a sync message, step 1, and a state vector of one byte that names nobody. */
const ASK_FOR_ALL = Uint8Array.of(0, 0, 1, 0)

interface HeldSocket {
  readonly journeyId: string
  readonly socket: WebSocket
  /** What came meanwhile. */
  readonly messages: MessageEvent<unknown>[]
  readonly letGo: () => void
}

let held: HeldSocket | undefined

/**
 * Connects with a journey's room and asks for the journey, while the code that can read it is still on its way: what takes turns on a
 * far line (code, connection, content) comes at once. `takeSocket` hands it over; what was heard until then is kept.
 */
export function holdSocket(journeyId: string): void {
  held?.socket.close()
  held?.letGo()
  const socket = new WebSocket(`${socketsAddress()}/${journeyId}?v=${PROTOCOL_VERSION}`)
  socket.binaryType = 'arraybuffer'
  const messages: MessageEvent<unknown>[] = []
  const ask = (): void => socket.send(ASK_FOR_ALL)
  const keep = (message: MessageEvent<unknown>): void => void messages.push(message)
  socket.addEventListener('open', ask)
  socket.addEventListener('message', keep)
  const timer = setTimeout(() => {
    socket.close()
    held?.letGo()
  }, HELD_MS)
  const letGo = (): void => {
    clearTimeout(timer)
    socket.removeEventListener('open', ask)
    socket.removeEventListener('message', keep)
    held = undefined
  }
  held = { journeyId, socket, messages, letGo }
}

/**
 * The socket that was held for this journey, once, as if it had just been made: its opening and what it heard are told to whoever has
 * set its handlers by the end of this task. `null` when there is none, or it ended: a new one learns why.
 */
export function takeSocket(journeyId: string): WebSocket | null {
  if (held?.journeyId !== journeyId) return null
  const { socket, messages, letGo } = held
  const isOpen = socket.readyState === WebSocket.OPEN
  letGo()
  if (!isOpen && socket.readyState !== WebSocket.CONNECTING) return null
  if (!isOpen) return socket
  const send = socket.send.bind(socket)
  let isAsked = false
  socket.send = (data) => {
    // Is on its way already.
    if (!isAsked && data instanceof Uint8Array && isSame(data, ASK_FOR_ALL)) isAsked = true
    else send(data)
  }
  queueMicrotask(() => {
    socket.onopen?.(new Event('open'))
    // They are a whole journey: whoever reads them is the last to hold them.
    for (const message of messages.splice(0)) socket.onmessage?.(message)
  })
  return socket
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])
