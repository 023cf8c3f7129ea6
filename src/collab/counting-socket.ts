import { MESSAGE } from '#shared/contract/socket.ts'

/** y-protocols' numbers of the sync messages that carry changes. */
const STEP_2 = 1
const UPDATE = 2

/**
 * To be used like the class `WebSocket`: sockets from `open` that tell of every message with changes in it that goes out. The server
 * counts the same ones and says which are saved.
 */
export function countingSocket(open: (address: string) => WebSocket, changeSent: () => void): typeof WebSocket {
  const CountingSocket = function (address: string): WebSocket {
    const socket = open(address)
    const send = socket.send.bind(socket)
    socket.send = (data) => {
      send(data)
      if (data instanceof Uint8Array && data[0] === MESSAGE.sync && (data[1] === STEP_2 || data[1] === UPDATE)) {
        changeSent()
      }
    }
    return socket
  }
  // Nobody asks it for what the class itself has.
  return CountingSocket as unknown as typeof WebSocket
}
