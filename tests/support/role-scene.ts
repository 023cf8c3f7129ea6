import { type App, createApp } from '#server/app.ts'
import { readConfig } from '#server/config.ts'
import { ROLES, type Role } from '#shared/contract/roles.ts'
import { assertNever } from '#shared/lib/assert.ts'
import { addPerson, addWorkspace } from './people.ts'
import type { StorePlace } from './stores.ts'
import { CREDENTIALS, type Credential, ENTRY } from './role-matrix.ts'

const TOKEN = 'a-script-token'

type Headers = Readonly<Record<string, string>>

interface Answer<Body> {
  readonly body: Body
  /** Of the session that it started; empty when it started none. */
  readonly cookie: string
}

/** What somebody brings to the websocket's door. */
export interface Brought {
  readonly query: Readonly<Record<string, string>>
  readonly headers: Headers
}

/** One journey with somebody of a role on it, and somebody else who watches. */
export interface Scene {
  readonly journeyId: string
  readonly role: Role
  readonly brought: Brought
  readonly watcher: Brought
  /** Who the server knows them to be. */
  readonly user: { readonly id: string; readonly name: string; readonly color: number; readonly role: Role }
}

/** The whole app on a store. */
export interface RoleStage {
  readonly app: App
  socketUrl(journeyId: string, brought: Brought): string
  titleOf(journeyId: string): Promise<string>
  scene(role: Role, credential: Credential): Promise<Scene>
  /** What somebody brings who has a right somewhere else, or none any more. */
  outsider(): Promise<Readonly<Record<Credential, Brought>>>
}

/** Roles by credential that exist, from the table. */
export const INSIDERS = ROLES.flatMap((role) =>
  CREDENTIALS.filter((credential) => ENTRY[role][credential] === 'in').map((credential) => ({ role, credential })),
)

export async function openStage(place: StorePlace): Promise<RoleStage> {
  const { databaseUrl, dataFolder } = place
  const app = await createApp({
    ...readConfig({}),
    port: 0,
    logLevel: 'silent',
    token: TOKEN,
    dataFolder,
    databaseUrl,
  })
  await app.listen()
  const { url } = app
  const cookieName = (await call('GET', app.ownerLink, {})).cookie.split('=', 1)[0] ?? ''
  const byToken = { authorization: `Bearer ${TOKEN}` }

  async function call<Body>(method: string, path: string, headers: Headers, body?: unknown): Promise<Answer<Body>> {
    const response = await fetch(path.startsWith('http') ? path : url + path, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    const text = await response.text()
    const cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
    return { body: (text.startsWith('{') ? JSON.parse(text) : null) as Body, cookie }
  }
  const makeJourney = async (): Promise<string> => {
    const { body } = await call<{ id: string }>('POST', '/api/journeys', byToken, { title: 'As it was' })
    return body.id
  }
  const makeLink = async (journeyId: string, role: Role, name: string): Promise<string> => {
    const { body } = await call<{ token: string }>('POST', `/api/journeys/${journeyId}/shares`, byToken, { role, name })
    return body.token
  }
  const byQuery = (token: string): Brought => ({ query: { token }, headers: {} })
  const bySession = (token: string): Brought => ({
    query: {},
    headers: { cookie: `${cookieName}=${token}`, origin: url },
  })
  const byCookieOf = async (link: string, method: 'GET' | 'POST' = 'GET'): Promise<Brought> => {
    const { cookie } = await call(method, link, {}, method === 'POST' ? {} : undefined)
    return { query: {}, headers: { cookie, origin: url } }
  }

  /** Lets somebody of the role in by the credential. */
  async function bring(journeyId: string, role: Role, credential: Credential): Promise<Brought> {
    switch (credential) {
      case 'owner’s session':
        return byCookieOf(app.ownerLink)
      case 'member’s session':
        return bySession((await addPerson(place, role)).token)
      case 'WAYMARK_TOKEN':
        return { query: {}, headers: byToken }
      case 'share link’s token':
        return byQuery(await makeLink(journeyId, role, `A ${role}’s script`))
      case 'guest’s session':
        return byCookieOf(`/api/links/${await makeLink(journeyId, role, `For a ${role}`)}/enter`, 'POST')
      default:
        return assertNever(credential)
    }
  }

  return {
    app,
    socketUrl: (journeyId, { query }) =>
      `${url.replace('http', 'ws')}/sync/${journeyId}?${new URLSearchParams({ ...query, v: '1' })}`,
    async titleOf(journeyId) {
      return (await call<{ title: string }>('GET', `/api/journeys/${journeyId}`, byToken)).body.title
    },
    async scene(role, credential) {
      const journeyId = await makeJourney()
      const brought = await bring(journeyId, role, credential)
      const session = `/api/session?${new URLSearchParams(brought.query)}`
      const { id, name, color } = (await call<Omit<Scene['user'], 'role'>>('GET', session, brought.headers)).body
      const watcher = byQuery(await makeLink(journeyId, 'editor', 'Watcher'))
      return { journeyId, role, brought, watcher, user: { id, name, color, role } }
    },
    async outsider() {
      const elsewhere = await makeJourney()
      const ended = await byCookieOf(app.ownerLink)
      await call('DELETE', '/api/session', ended.headers)
      const stranger = await addPerson(place, null)
      await addWorkspace(place, stranger.id, 'owner')
      return {
        'owner’s session': ended,
        'member’s session': bySession(stranger.token),
        WAYMARK_TOKEN: { query: {}, headers: { authorization: `Bearer ${TOKEN}x` } },
        'share link’s token': await bring(elsewhere, 'editor', 'share link’s token'),
        'guest’s session': await bring(elsewhere, 'editor', 'guest’s session'),
      }
    },
  }
}
