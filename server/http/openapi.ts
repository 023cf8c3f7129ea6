import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { errorBody } from '#shared/contract/rest/common.ts'

const DESCRIPTION = `Waymark's REST API. Every refused request gets \`{error: {code, message, detail?, requestId?}}\`; the codes
are listed in docs/errors.md. Instants are milliseconds since 1970 UTC. Besides REST, a journey is co-edited over the
websocket \`/sync/<journeyId>\`, which speaks y-websocket's protocol and takes the same credentials.`

/** The OpenAPI 3.1 document, made from the schemas that validate. Register before the routes. */
export async function installOpenApi(fastify: FastifyInstance, cookieName: string, version: string): Promise<void> {
  // Every route may be refused; said here once instead of at each.
  fastify.addHook('onRoute', (route) => {
    const { schema } = route
    if (!schema || schema.hide) return
    schema.response = { ...(schema.response as object | undefined), '4xx': errorBody, '5xx': errorBody }
    if (route.config?.open) schema.security = []
  })
  await fastify.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Waymark', version, description: DESCRIPTION },
      tags: [
        { name: 'session', description: 'Who is looking' },
        { name: 'account', description: 'What a person keeps to themselves' },
        { name: 'workspaces', description: 'Workspaces and who belongs to them' },
        { name: 'journeys', description: 'Journeys and templates' },
        { name: 'shares', description: 'Links that give a role on one journey' },
        { name: 'datasets', description: 'Imported and live events' },
        { name: 'metrics', description: 'Readings and metrics computed from events' },
        { name: 'server', description: 'Health and this document' },
      ],
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description: 'WAYMARK_TOKEN, a token of a person, or the token of a share link',
          },
          token: {
            type: 'apiKey',
            in: 'query',
            name: 'token',
            description: 'The same tokens, where no header can be set',
          },
          session: { type: 'apiKey', in: 'cookie', name: cookieName, description: 'Set by a sign-in or share link' },
        },
      },
      security: [{ bearer: [] }, { token: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
  })
}
