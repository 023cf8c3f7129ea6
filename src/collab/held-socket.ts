/**
 * What an empty document asks for everything with: a sync message, step 1, and a state vector of one byte that names nobody. The address of
 * the held socket says the same.
 */
const ASK_FOR_ALL = Uint8Array.of(0, 0, 1, 0)

declare global {
  interface Window {
    /** What `public/ahead.js` connected with the room of the address and asked for the journey, before any of our code came. */
    heldSocket?:
      | {
          readonly journeyId: string
          readonly socket: WebSocket
          /** What came meanwhile. */
          readonly messages: MessageEvent<unknown>[]
          readonly keep: (message: MessageEvent<unknown>) => void
          /** Closes it when nobody comes for it. */
          readonly timer: number
        }
      | undefined
  }
}

/**
 * The socket that is held for this journey, once, as if it had just been made: its opening and what it heard are told to whoever has
 * set its handlers by the end of this task. `null` when there is none, or it ended: a new one learns why.
 */
export function takeSocket(journeyId: string): WebSocket | null {
  const held = window.heldSocket
  if (held?.journeyId !== journeyId) return null
  const { socket, messages, keep, timer } = held
  window.heldSocket = undefined
  clearTimeout(timer)
  socket.removeEventListener('message', keep)
  const isOpen = socket.readyState === WebSocket.OPEN
  if (!isOpen && socket.readyState !== WebSocket.CONNECTING) return null
  const send = socket.send.bind(socket)
  let isAsked = false
  socket.send = (data) => {
    // Is on its way already.
    if (!isAsked && data instanceof Uint8Array && isSame(data, ASK_FOR_ALL)) isAsked = true
    else send(data)
  }
  if (!isOpen) return socket
  queueMicrotask(() => {
    socket.onopen?.(new Event('open'))
    // They are a whole journey: whoever reads them is the last to hold them.
    for (const message of messages.splice(0)) socket.onmessage?.(message)
  })
  return socket
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])
