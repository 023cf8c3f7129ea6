import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createSocketAcceptor } from '#server/sync/socket-acceptor.ts'

let server: Server
beforeEach(async () => {
  const acceptor = createSocketAcceptor(1_024)
  server = createServer()
  server.on('upgrade', (request, socket, head) => acceptor.accept(request, socket, head, () => {}))
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

async function extensionsFor(origin: string | undefined): Promise<string> {
  const { port } = server.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${String(port)}`, origin === undefined ? {} : { origin })
  await once(socket, 'open')
  const { extensions } = socket
  socket.terminate()
  return extensions
}

it.each(['http://localhost:3000', 'http://127.0.0.1', 'http://127.0.0.1:8080', 'https://[::1]:443'])(
  'compresses nothing for a page that was opened on this machine, at %s',
  async (origin) => {
    expect(await extensionsFor(origin)).toBe('')
  },
)

it.each(['https://maps.example.org', 'http://localhost.example.org', 'http://10.0.0.7:3000', undefined])(
  'compresses for who may be far away, as %s may',
  async (origin) => {
    expect(await extensionsFor(origin)).toContain('permessage-deflate')
  },
)
