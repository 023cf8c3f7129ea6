import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DAY_MS } from '#shared/lib/time.ts'
import { DoorError } from './door-error.ts'
import { PAGE_CSS, pageOf, wantsPage } from './pages.ts'

/** Everything that Vite names by its content stands in this folder: such a file never changes. */
const HASHED_FOLDER = '/assets/'
const FOR_EVER = `public, max-age=${String((365 * DAY_MS) / 1000)}, immutable`

/** The documents that the app begins with. */
export const START_PAGES = ['index.html', 'view.html'] as const

/** The page of an address of the app: whoever only looks gets one of their own, which has no editor in it. */
export const startPageOf = (pathname: string): (typeof START_PAGES)[number] =>
  /^\/(?:view|embed)\//.test(pathname) ? 'view.html' : 'index.html'

/** Serves the built web app; its own addresses (`/journeys/…`, `/view/…`) get a start page, which finds the rest by itself. */
export async function installWebApp(fastify: FastifyInstance, appFolder: string): Promise<void> {
  await fastify.register(fastifyStatic, {
    root: appFolder,
    serve: false,
    index: false,
    cacheControl: false,
    // `compress-app.mjs` did it when the app was built.
    preCompressed: true,
  })

  fastify.get('/page.css', { config: { open: true }, schema: { hide: true } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=86400').send(PAGE_CSS),
  )

  // These hand nothing back: Fastify would wait for a reply that is returned with one more listener on the response, and a file that
  // is compressed on its way has nearly as many as Node allows already.
  fastify.get('/*', { config: { open: true }, schema: { hide: true } }, (request, reply) => {
    const pathname = pathnameOf(request)
    if (pathname.startsWith('/api/') || pathname === '/api') throw new DoorError('not-found')
    if (pathname === '/' || pathname === '/index.html') sendStartPage(reply, 'index.html')
    else
      void reply.header('cache-control', pathname.startsWith(HASHED_FOLDER) ? FOR_EVER : 'no-cache').sendFile(pathname)
  })

  // Also where a file is missing that somebody asked for.
  fastify.setNotFoundHandler((request, reply) => {
    reply.removeHeader('cache-control')
    const pathname = pathnameOf(request)
    const isAppAddress =
      request.method === 'GET' &&
      !pathname.startsWith('/api') &&
      !pathname.startsWith(HASHED_FOLDER) &&
      wantsPage(request)
    if (!isAppAddress) throw new DoorError('not-found')
    sendStartPage(reply, startPageOf(pathname))
  })

  const sendStartPage = (reply: FastifyReply, page: ReturnType<typeof startPageOf>): void => {
    if (existsSync(path.join(appFolder, page))) {
      void reply.code(200).header('cache-control', 'no-cache').sendFile(page)
      return
    }
    void reply
      .code(503)
      .type('text/html; charset=utf-8')
      .send(pageOf('The web app is not built', ['Stop Waymark and start it with “npm start”, which builds it.']))
  }
}

const pathnameOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '/'
