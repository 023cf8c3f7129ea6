import type { FastifyRequest } from 'fastify'

/** Where whoever asks reaches this server, for links that they are shown. A letter to somebody else takes no word of the one who asks. */
export const baseUrlOf = (request: FastifyRequest, publicUrl: string | null): string =>
  publicUrl ?? `${request.protocol}://${request.host}`
