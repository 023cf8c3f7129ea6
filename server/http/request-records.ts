import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { newId } from '#shared/lib/ids.ts'
import type { IsTrustedProxy } from './client-address.ts'
import type { Instruments } from './instruments/instruments.ts'

/** An id that may stand in our log: nothing that could break a line or fill it. */
const PLAIN_ID = /^[\w-]{1,64}$/

/** The id of a request: the one that our proxy gave it, so that both logs speak of the same, else a new one. */
export function requestIdOf(request: IncomingMessage, isTrustedProxy: IsTrustedProxy): string {
  const given = request.headers['x-request-id']
  const isOurs = typeof given === 'string' && PLAIN_ID.test(given) && isTrustedProxy(request.socket.remoteAddress ?? '')
  return isOurs ? given : newId()
}

/** Tells every request its id, and records every answer: a figure, and a line for who looks very closely. */
export function installRequestRecords(fastify: FastifyInstance, instruments: Pick<Instruments, 'answered'>): void {
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
  })
  fastify.addHook('onResponse', async (request, reply) => {
    const answered = {
      // Addresses that no route knows are all one: whoever tries them must not fill the figures.
      route: request.routeOptions.url ?? '(none)',
      method: request.method,
      status: reply.statusCode,
      durationMs: reply.elapsedTime,
    }
    instruments.answered(answered)
    request.log.debug(answered, 'answered')
  })
}
