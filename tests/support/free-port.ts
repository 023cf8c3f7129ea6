import { once } from 'node:events'
import net from 'node:net'

/** Below those that Linux gives to outgoing connections and to whoever asks for any: of these one could be gone before it is used. */
const [FIRST, LAST] = [20_000, 32_000]

/** A port of this machine that nobody listens on, for what has to be told its port before it starts. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST))
    const server = net.createServer().listen(port, '127.0.0.1')
    try {
      await once(server, 'listening')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') continue
      throw error
    }
    server.close()
    await once(server, 'close')
    return port
  }
}
