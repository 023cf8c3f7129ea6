import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { RelyingParty } from '#server/auth/passkeys.ts'

const THIS_MACHINE = 'localhost'

/**
 * Where passkeys are good: the address that people use. Browsers have them by https and a name only, but for `localhost`, which is taken
 * from the request where no address is set: nobody else's page can be there. `null`: no passkeys at this address.
 */
export function relyingPartyOf(request: FastifyRequest, publicUrl: string | null): RelyingParty | null {
  const { hostname, origin, protocol } = new URL(publicUrl ?? `http://${request.host}`)
  if (hostname === THIS_MACHINE) return { id: hostname, origin }
  const isFit = publicUrl !== null && protocol === 'https:' && isIP(hostname) === 0 && !hostname.startsWith('[')
  return isFit ? { id: hostname, origin } : null
}
