import type { FastifyInstance } from 'fastify'

/**
 * Takes no connection any more and lets the requests under way finish; after `withinMs` the connections of those that have not are cut.
 * Websockets are closed by whoever has them.
 */
export async function closeServer(fastify: FastifyInstance, withinMs: number): Promise<void> {
  const cut = setTimeout(() => fastify.server.closeAllConnections(), withinMs)
  try {
    await fastify.close()
  } finally {
    clearTimeout(cut)
  }
}
