import compress from '@fastify/compress'
import { fastifyCookie } from '@fastify/cookie'
import multipart from '@fastify/multipart'
import { fastify as createFastify, type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { type FastifyPluginAsyncZod, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Audit } from '#server/audit/audit.ts'
import type { Auth } from '#server/auth/auth.ts'
import { ERRORS } from '#shared/contract/errors.ts'
import type { IsTrustedProxy } from './client-address.ts'
import { installAudit } from './audit/record-acts.ts'
import { errorBodyOf } from './door-error.ts'
import { installErrors } from './errors.ts'
import type { Instruments } from './instruments/instruments.ts'
import { COMPRESS_FROM_BYTES } from './kept-bodies.ts'
import { installLimits } from './limits.ts'
import { installOpenApi } from './openapi.ts'
import type { CountTry } from './rate-counts.ts'
import { installRequestRecords, requestIdOf } from './request-records.ts'
import { pageScriptSources } from './page-scripts.ts'
import { headersWithoutRoute, installSecurityHeaders } from './security-headers.ts'
import { installSignIn } from './sign-in.ts'
import { installWebApp } from './web-app.ts'

/** Every body but the few that say otherwise. */
const BODY_BYTES = 1024 * 1024

interface Needs {
  readonly auth: Auth
  readonly audit: Pick<Audit, 'add'>
  readonly logger: FastifyBaseLogger
  readonly publicUrl: string | null
  readonly isTrustedProxy: IsTrustedProxy
  /** Counts what is tried at the doors. */
  readonly countTry: CountTry
  readonly instruments: Pick<Instruments, 'answered'>
  readonly appFolder: string
  readonly version: string
  readonly routes: readonly FastifyPluginAsyncZod[]
}

/** The HTTP server, ready to listen: limit → auth → validate → access → act → present, and one shape for every refusal. */
export async function createServer(needs: Needs): Promise<FastifyInstance> {
  const { auth, publicUrl, isTrustedProxy } = needs
  const fastify: FastifyInstance = createFastify({
    loggerInstance: needs.logger,
    // One line a request would drown what matters; refusals and failures are logged where they happen.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: (request) => requestIdOf(request, isTrustedProxy),
    bodyLimit: BODY_BYTES,
    routerOptions: { maxParamLength: 256 },
    trustProxy: isTrustedProxy,
    // Requests under way finish; who waits for how long is `close-server.ts`'s business.
    forceCloseConnections: 'idle',
    // An address that cannot even be routed; the error handler is not asked about it.
    frameworkErrors: (_error, request, reply) => {
      const body = JSON.stringify(errorBodyOf('not-found', undefined, request.id))
      const headers = { ...headersWithoutRoute(publicUrl), 'content-type': 'application/json; charset=utf-8' }
      reply.raw.writeHead(ERRORS['not-found'].status, headers).end(body)
    },
  })
  fastify.setValidatorCompiler(validatorCompiler)
  fastify.setSerializerCompiler(serializerCompiler)
  installErrors(fastify)
  installAudit(fastify, needs.audit)
  installRequestRecords(fastify, needs.instruments)
  await installSecurityHeaders(fastify, publicUrl, pageScriptSources(needs.appFolder))
  const limits = await installLimits(fastify, needs.countTry)
  installSignIn(fastify, auth, limits, publicUrl)
  await fastify.register(fastifyCookie)
  await fastify.register(compress, { threshold: COMPRESS_FROM_BYTES, encodings: ['br', 'gzip'] })
  await fastify.register(multipart)
  await installOpenApi(fastify, auth.cookies.session, needs.version)
  for (const routes of needs.routes) await fastify.register(routes)
  await installWebApp(fastify, needs.appFolder)
  await fastify.ready()
  return fastify
}
