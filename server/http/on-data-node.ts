import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { DataNode } from '#server/cluster/data-node.ts'
import { FORWARDED_BY, forwardRequest } from '#server/cluster/forward-request.ts'
import { DoorError } from './door-error.ts'

/** Where the datasets are, seen from a door. */
export type DataNodeDoor = Pick<DataNode, 'isHere' | 'otherUrl' | 'lookAgain'> & { readonly nodeId: string }

const RETRY_AFTER_SECONDS = 2

/**
 * Answers a request by asking the node that has the datasets. False: that is this one. `body`: it was read already. Refuses with
 * `engine-busy` when no node has them just now.
 */
export async function askDataNode(
  door: DataNodeDoor,
  request: FastifyRequest,
  reply: FastifyReply,
  body?: Buffer,
): Promise<boolean> {
  if (door.isHere()) return false
  const to = door.otherUrl()
  // Passed on once already: two nodes that each take the other for the data node must not play ball with it.
  if (to !== null && request.headers[FORWARDED_BY] === undefined) {
    const { nodeId } = door
    const forwarded = { request: request.raw, response: reply.raw, to, nodeId, ...(body && { body }) }
    if (await forwardRequest(forwarded)) {
      reply.hijack()
      return true
    }
  }
  door.lookAgain()
  void reply.header('retry-after', RETRY_AFTER_SECONDS)
  throw new DoorError('engine-busy')
}

/** Routes that need the datasets: another node is asked before anything of the body is read. */
export const onDataNode =
  (door: DataNodeDoor, routes: readonly FastifyPluginAsyncZod[]): FastifyPluginAsyncZod =>
  async (fastify) => {
    fastify.addHook('onRequest', async (request, reply) => {
      await askDataNode(door, request, reply)
    })
    for (const each of routes) await fastify.register(each)
  }
