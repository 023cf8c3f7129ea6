import { MESSAGE } from '#shared/contract/socket.ts'

type SocketClass = typeof WebSocket

/** y-protocols' numbers of the sync messages that carry changes. */
const STEP_2 = 1
const UPDATE = 2

/** A WebSocket that tells of every message with changes in it that goes out: the server counts the same ones and says which are saved. */
export function countingSocket(Socket: SocketClass, changeSent: () => void): SocketClass {
  return class extends Socket {
    override send(data: Parameters<WebSocket['send']>[0]): void {
      super.send(data)
      if (data instanceof Uint8Array && data[0] === MESSAGE.sync && (data[1] === STEP_2 || data[1] === UPDATE)) {
        changeSent()
      }
    }
  }
}
