import { expect, it } from 'vitest'
import type { ErrorBody } from '#shared/contract/errors.ts'
import { makeSharedJourney, startTestApp } from '#tests/support/http-app.ts'
import { keptBy } from '#tests/support/http-stores.ts'
import { addPerson, addWorkspace } from '#tests/support/people.ts'

const TOKEN = 'a-script-token'

/** Who tries every door. `stranger` owns another workspace. */
const WHO = ['outsider', 'guest', 'viewer', 'stranger'] as const
type Who = (typeof WHO)[number]

/** `in`: past the access step. A number: refused with this status. */
type Fate = 'in' | 401 | 403 | 404

interface Rule {
  readonly body?: unknown
  readonly query?: string
  readonly fates: Readonly<Record<Who, Fate>>
}

const fates = (outsider: Fate, guest: Fate, viewer: Fate, stranger: Fate) => ({ outsider, guest, viewer, stranger })
const OPEN = fates('in', 'in', 'in', 'in')
const SIGNED_IN = fates(401, 'in', 'in', 'in')
/** On a journey that the guest has a viewing link to. */
const LOOKING = fates(401, 'in', 'in', 404)
const CHANGING = fates(401, 403, 403, 404)
/** What is said beside that journey: whoever looks by a link does not hear it. */
const OVERHEARING = fates(401, 403, 'in', 404)
/** What nobody of these may see the contents of. */
const DATA = fates(401, 403, 403, 404)
const METRIC = {
  name: 'Mine',
  datasetId: 'x',
  definition: { kind: 'question', question: { kind: 'count', rule: {} }, show: 'cases' },
}
const PERSON = fates(401, 403, 'in', 'in')
const HOUSE = fates(401, 404, 'in', 404)
const MANAGING = fates(401, 404, 403, 404)

const THREAD = { anchor: { kind: 'journey' }, comment: { text: 'No' } }
const credential = { id: 'x', rawId: 'x', type: 'public-key', clientExtensionResults: {} }
const ASSERTION = { ...credential, response: { clientDataJSON: 'x', authenticatorData: 'x', signature: 'x' } }
const REGISTRATION = { ...credential, response: { clientDataJSON: 'x', attestationObject: 'x' } }

/** Every route of the OpenAPI document. One that is not here fails: say who may use it. */
const RULES: Readonly<Record<string, Rule>> = {
  'GET /healthz': { fates: OPEN },
  'GET /readyz': { fates: OPEN },
  // On this machine; who asks from elsewhere is told that there is nothing.
  'GET /metrics': { fates: OPEN },
  'GET /api/openapi.json': { fates: SIGNED_IN },
  'GET /enter/{token}': { fates: OPEN },
  'GET /s/{token}': { fates: OPEN },
  'GET /api/links/{token}': { fates: OPEN },
  'POST /api/links/{token}/enter': { body: {}, fates: OPEN },
  'GET /api/session': { fates: SIGNED_IN },
  'PATCH /api/session': { body: { name: 'Somebody' }, fates: SIGNED_IN },
  'DELETE /api/session': { fates: SIGNED_IN },
  'GET /sso': { fates: OPEN },
  'GET /sso/callback': { fates: OPEN },
  'GET /api/sign-in': { fates: OPEN },
  'POST /api/sign-in': { body: { email: 'a@example.org', password: 'a guess' }, fates: fates(401, 401, 401, 401) },
  'POST /api/password-reset': { body: { email: 'a@example.org' }, fates: OPEN },
  'POST /api/password-reset/{token}': { body: { password: 'a new password' }, fates: OPEN },
  'GET /api/email-confirmation/{token}': { fates: OPEN },
  'POST /api/email-confirmation/{token}': { fates: OPEN },
  'GET /api/invitations/{token}': { fates: OPEN },
  'POST /api/invitations/{token}/accept': {
    body: { name: 'Ann', email: 'a@example.org', password: 'a new password' },
    fates: OPEN,
  },
  'POST /api/invitations/{token}/join': { fates: fates(401, 403, 'in', 'in') },
  'GET /api/account': { fates: PERSON },
  'PATCH /api/account': { body: {}, fates: PERSON },
  'DELETE /api/account': { body: {}, fates: PERSON },
  'GET /api/account/export': { fates: PERSON },
  'GET /api/account/deletion': { fates: PERSON },
  // The test’s address is no name, so there are none; who tries one is refused in `passkeys.test.ts`.
  'POST /api/passkey-sign-in/options': { fates: OPEN },
  'POST /api/passkey-sign-in': { body: { response: ASSERTION }, fates: OPEN },
  'GET /api/account/passkeys': { fates: PERSON },
  'POST /api/account/passkeys/options': { fates: PERSON },
  'POST /api/account/passkeys': { body: { name: 'Mine', response: REGISTRATION }, fates: PERSON },
  'PATCH /api/account/passkeys/{id}': { body: { name: 'Mine' }, fates: PERSON },
  'DELETE /api/account/passkeys/{id}': { fates: PERSON },
  'POST /api/account/proof/options': { fates: PERSON },
  'POST /api/account/proof/passkey': { body: { response: ASSERTION }, fates: PERSON },
  'POST /api/account/proof': { body: { password: 'a guess' }, fates: PERSON },
  'GET /api/account/sessions': { fates: PERSON },
  'DELETE /api/account/sessions/{id}': { fates: PERSON },
  'GET /api/account/tokens': { fates: PERSON },
  'POST /api/account/tokens': { body: { name: 'Mine', scope: 'read', days: 1 }, fates: PERSON },
  'DELETE /api/account/tokens/{id}': { fates: PERSON },
  'GET /api/workspaces/{id}/invitations': { fates: MANAGING },
  'POST /api/workspaces/{id}/invitations': { body: { role: 'viewer' }, fates: MANAGING },
  'DELETE /api/workspaces/{id}/invitations/{invitationId}': { fates: MANAGING },
  'DELETE /api/workspaces/{id}/datasets': { body: { name: 'x' }, fates: MANAGING },
  'POST /api/workspaces/{id}/customers/find': { body: { id: 'c1' }, fates: MANAGING },
  'DELETE /api/workspaces/{id}/customers': { body: { id: 'c1' }, fates: MANAGING },
  'PUT /api/datasets/{id}/personal': { body: { case: true, columns: [] }, fates: DATA },
  'PUT /api/datasets/{id}/time-zone': { body: { timeZone: 'Europe/Berlin' }, fates: DATA },
  'GET /api/datasets/{id}/retention': { fates: DATA },
  'PUT /api/datasets/{id}/retention': { body: { days: 30 }, fates: DATA },
  'GET /api/datasets/{id}/identity': { fates: DATA },
  'POST /api/datasets/{id}/identity/preview': { body: { caseKinds: ['user id'] }, fates: DATA },
  'PUT /api/datasets/{id}/identity': { body: { caseKinds: ['user id'] }, fates: DATA },
  'DELETE /api/datasets/{id}/identity': { fates: DATA },
  'GET /api/workspaces/{id}/customer-sight': { fates: HOUSE },
  'PUT /api/workspaces/{id}/customer-sight': { body: { seenBy: 'admin' }, fates: MANAGING },
  'GET /api/workspaces/{id}/audit': { fates: MANAGING },
  'GET /api/workspaces/{id}/audit/export': { fates: MANAGING },
  'GET /api/workspaces/{id}/guests': { fates: MANAGING },
  'POST /api/workspaces/{id}/guests/end': { fates: MANAGING },
  'GET /api/templates': { fates: SIGNED_IN },
  'GET /api/workspaces': { fates: SIGNED_IN },
  'POST /api/workspaces': { body: { name: 'Mine' }, fates: fates(401, 403, 403, 'in') },
  'PATCH /api/workspaces/{id}': { body: { name: 'Mine' }, fates: MANAGING },
  'GET /api/workspaces/{id}/members': { fates: HOUSE },
  'PATCH /api/workspaces/{id}/members/{personId}': { body: { role: 'viewer' }, fates: MANAGING },
  'DELETE /api/workspaces/{id}/members/{personId}': { fates: MANAGING },
  'POST /api/workspaces/{id}/members/{personId}/reset-link': { fates: MANAGING },
  'DELETE /api/workspaces/{id}/members/{personId}/sessions': { fates: MANAGING },
  'DELETE /api/workspaces/{id}': { body: { name: 'Workspace' }, fates: MANAGING },
  'GET /api/workspaces/{id}/contents': { fates: MANAGING },
  'GET /api/workspaces/{id}/collections': { fates: HOUSE },
  'POST /api/workspaces/{id}/collections': { body: { name: 'Mine' }, fates: MANAGING },
  'PATCH /api/collections/{id}': { body: { name: 'Mine' }, fates: MANAGING },
  'DELETE /api/collections/{id}': { fates: MANAGING },
  'GET /api/collections/{id}/access': { fates: HOUSE },
  'PUT /api/collections/{id}/access': { body: { entries: [] }, fates: MANAGING },
  'GET /api/workspaces/{id}/tags': { fates: HOUSE },
  'POST /api/workspaces/{id}/tags': { body: { name: 'Mine' }, fates: MANAGING },
  'PATCH /api/tags/{id}': { body: { name: 'Ours' }, fates: MANAGING },
  'POST /api/tags/{id}/merge': { body: { into: 'x' }, fates: MANAGING },
  'DELETE /api/tags/{id}': { fates: MANAGING },
  // Each of the journeys is asked about on its own.
  'POST /api/journeys/bulk': { body: { ids: ['x'], change: { kind: 'star' } }, fates: SIGNED_IN },
  'POST /api/journeys/{id}/opened': { fates: LOOKING },
  'GET /api/journeys/{id}/move/{workspaceId}': { fates: CHANGING },
  'POST /api/journeys/{id}/move': { body: { workspaceId: 'first' }, fates: CHANGING },
  'GET /api/journeys/{id}/access': { fates: fates(401, 403, 'in', 404) },
  'PUT /api/journeys/{id}/access': { body: { entries: [] }, fates: CHANGING },
  'GET /api/journeys': { fates: SIGNED_IN },
  'POST /api/journeys': { body: { workspaceId: 'first' }, fates: MANAGING },
  'GET /api/journeys/{id}': { fates: LOOKING },
  'PATCH /api/journeys/{id}': { body: { title: 'Mine' }, fates: CHANGING },
  'DELETE /api/journeys/{id}': { fates: CHANGING },
  'GET /api/journeys/{id}/summary': { fates: LOOKING },
  'GET /api/journeys/{id}/thumbnail.svg': { fates: LOOKING },
  'GET /api/journeys/{id}/activity': { fates: fates(401, 403, 'in', 404) },
  'GET /api/journeys/{id}/review': { fates: fates(401, 403, 'in', 404) },
  'PATCH /api/journeys/{id}/review': { body: { cadence: 'none' }, fates: CHANGING },
  'POST /api/journeys/{id}/reviews': { body: {}, fates: CHANGING },
  'GET /api/workspaces/{id}/activity': { fates: HOUSE },
  'GET /api/journeys/{id}/readings/cases': { query: '?of=x&measure=cases', fates: CHANGING },
  'GET /api/journeys/{id}/readings/verbatims': { query: '?of=x&measure=feeling', fates: CHANGING },
  'GET /api/workspaces/{id}/numbers': { fates: HOUSE },
  'GET /api/workspaces/{id}/numbers/export': { fates: HOUSE },
  'GET /api/journeys/{id}/readings': { fates: LOOKING },
  'GET /api/journeys/{id}/trends': { fates: LOOKING },
  'GET /api/journeys/{id}/starts': { fates: LOOKING },
  'GET /api/journeys/{id}/segments': { fates: LOOKING },
  'POST /api/journeys/{id}/duplicate': { fates: CHANGING },
  'GET /api/journeys/{id}/shares': { fates: CHANGING },
  'POST /api/journeys/{id}/shares': { body: {}, fates: CHANGING },
  'DELETE /api/journeys/{id}/shares/{shareId}': { fates: CHANGING },
  'PATCH /api/journeys/{id}/shares/{shareId}': { body: {}, fates: CHANGING },
  'GET /api/journeys/{id}/guests': { fates: CHANGING },
  'DELETE /api/journeys/{id}/guests/{sessionId}': { fates: CHANGING },
  'POST /api/journeys/{id}/guests/end': { fates: CHANGING },
  'GET /api/journeys/{id}/shares/{shareId}/embed': { fates: CHANGING },
  'PUT /api/journeys/{id}/shares/{shareId}/embed': { body: { sites: [] }, fates: CHANGING },
  // The address of a share link is the right; whoever has none is told that there is nothing.
  'GET /oembed': { fates: OPEN },
  'POST /api/journeys/{id}/images': { body: 'no picture', fates: CHANGING },
  'POST /api/journeys/{id}/images/copy': { body: { imageIds: ['x'] }, fates: CHANGING },
  'GET /api/journeys/{id}/images/{imageId}': { fates: LOOKING },
  // By a token of the command only.
  'POST /api/backup/datasets': { fates: OPEN },
  'GET /api/journeys/{id}/comments': { fates: OVERHEARING },
  'GET /api/journeys/{id}/comments/reads': { fates: OVERHEARING },
  'POST /api/journeys/{id}/comments/reads': { body: { reads: {} }, fates: OVERHEARING },
  'GET /api/journeys/{id}/comments/people': { fates: OVERHEARING },
  'POST /api/journeys/{id}/threads': { body: THREAD, fates: CHANGING },
  'PATCH /api/journeys/{id}/threads/{threadId}': { body: { isResolved: true }, fates: CHANGING },
  'POST /api/journeys/{id}/threads/{threadId}/comments': { body: { text: 'No' }, fates: CHANGING },
  'PATCH /api/journeys/{id}/comments/{commentId}': { body: { text: 'No' }, fates: CHANGING },
  'DELETE /api/journeys/{id}/comments/{commentId}': { fates: CHANGING },
  'POST /api/journeys/{id}/comments/{commentId}/reactions': {
    body: { reaction: 'thumbs-up', isOn: true },
    fates: CHANGING,
  },
  'GET /api/notices': { fates: SIGNED_IN },
  'PATCH /api/notices/{id}': { body: { isRead: true }, fates: SIGNED_IN },
  'POST /api/notices/read': { fates: SIGNED_IN },
  'GET /api/account/notices': { fates: PERSON },
  'PATCH /api/account/notices': { body: { ways: {} }, fates: PERSON },
  'GET /api/unsubscribe/{token}': { fates: OPEN },
  'POST /api/unsubscribe/{token}': { fates: OPEN },
  'GET /api/datasets': { fates: fates(401, 403, 403, 'in') },
  'POST /api/datasets': { body: { name: 'Mine' }, fates: fates(401, 403, 403, 'in') },
  'GET /api/datasets/{id}': { fates: DATA },
  'PATCH /api/datasets/{id}': { body: { name: 'Mine' }, fates: DATA },
  'DELETE /api/datasets/{id}': { fates: DATA },
  'POST /api/datasets/{id}/mapping': { body: { case: 'a', timestamp: 'b', event: 'c' }, fates: DATA },
  'POST /api/datasets/{id}/files': { fates: DATA },
  'POST /api/datasets/{id}/files/{fileId}/columns': { body: { columns: { a: 'b' } }, fates: DATA },
  'GET /api/datasets/{id}/files/{fileId}/columns': { fates: DATA },
  'GET /api/datasets/{id}/files/{fileId}/share': { fates: DATA },
  'DELETE /api/datasets/{id}/files/{fileId}': { fates: DATA },
  'POST /api/datasets/{id}/sheet': { body: { sheet: 'A' }, fates: DATA },
  'GET /api/datasets/{id}/rejects': { fates: DATA },
  'POST /api/datasets/{id}/metrics': { body: { kind: 'overview' }, fates: DATA },
  'GET /api/segments': { fates: fates(401, 403, 403, 'in') },
  'POST /api/segments': {
    body: { datasetId: 'x', name: 'Mine', rule: { groups: [{ conditions: [{ kind: 'did', rule: {} }] }] } },
    fates: DATA,
  },
  'PATCH /api/segments/{id}': { body: { name: 'Mine' }, fates: DATA },
  'DELETE /api/segments/{id}': { fates: DATA },
  'GET /api/metrics': { fates: fates(401, 403, 403, 'in') },
  'POST /api/metrics': { body: METRIC, fates: DATA },
  'POST /api/metrics/reading': { body: METRIC, fates: DATA },
  'GET /api/metrics/{id}/reading': { fates: DATA },
  'PUT /api/metrics/{id}': { body: METRIC, fates: DATA },
  'DELETE /api/metrics/{id}': { fates: DATA },
  'GET /api/datasets/{id}/sources': { fates: DATA },
  'POST /api/datasets/{id}/sources': { body: { name: 'Mine' }, fates: DATA },
  'DELETE /api/datasets/{id}/sources/{sourceId}': { fates: DATA },
  'GET /api/datasets/{id}/pulls': { fates: DATA },
  'POST /api/datasets/{id}/pulls': {
    body: { origin: { kind: 'url', url: 'https://example.org/x' }, cron: '0 6 * * *', timezone: 'UTC' },
    fates: DATA,
  },
  'PATCH /api/datasets/{id}/pulls/{pullId}': { body: { isPaused: true }, fates: DATA },
  'DELETE /api/datasets/{id}/pulls/{pullId}': { fates: DATA },
  'POST /api/datasets/{id}/pulls/{pullId}/run': { fates: DATA },
  // The key in the address is the right; nobody has it.
  'POST /api/hooks/{key}': { body: { case: 'a', event: 'b' }, fates: OPEN },
  'POST /api/ingest/{dataset}': { body: { case: 'a', event: 'b' }, fates: DATA },
  'GET /api/jobs/{id}': { fates: DATA },
  'DELETE /api/jobs/{id}': { fates: DATA },
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

const BY_ROUTE = Object.fromEntries(Object.entries(RULES).map(([route, rule]) => [route, rule.fates]))

async function openScene() {
  const test = await startTestApp({ token: TOKEN, trustedProxies: ['loopback'] })
  const owner = await test.signIn()
  const shared = await makeSharedJourney(test, { cookie: owner })
  const made = { method: 'POST', body: { name: 'Ours' }, cookie: owner }
  const { id: datasetId } = (await test.request<{ id: string }>('/api/datasets', made)).body
  const { id: ownerId } = (await test.request<{ id: string }>('/api/session', { cookie: owner })).body
  const { id: collectionId } = (await test.request<{ id: string }>('/api/workspaces/first/collections', made)).body
  const { id: tagId } = (await test.request<{ id: string }>('/api/workspaces/first/tags', made)).body
  const ids: Readonly<Record<string, string>> = {
    journeys: shared.id,
    datasets: datasetId,
    workspaces: 'first',
    collections: collectionId,
    tags: tagId,
  }
  const addressOf = (pattern: string): string =>
    pattern
      .replace('{id}', ids[pattern.split('/')[2] ?? ''] ?? 'x')
      .replace('{dataset}', datasetId)
      .replace('{shareId}', shared.editor.id)
      .replace('{personId}', ownerId)
      .replace(/\{\w+\}/, 'x')
  const cookieName = owner.split('=', 1)[0] ?? ''
  const add = async (role: 'viewer' | null) => {
    const { id, token } = await addPerson(keptBy(test), role)
    if (role === null) await addWorkspace(keptBy(test), id, 'owner')
    return `${cookieName}=${token}`
  }
  /** A fresh credential each time, because one of the routes signs out. */
  const cookieOf: Readonly<Record<Who, () => Promise<string | undefined>>> = {
    outsider: () => Promise.resolve(undefined),
    guest: () => test.openShare(shared.viewer.token),
    viewer: () => add('viewer'),
    stranger: () => add(null),
  }
  let askers = 0
  const fateOf = async (route: string, who: Who): Promise<Fate> => {
    const [method = '', pattern = ''] = route.split(' ')
    const { body, query = '' } = RULES[route] ?? {}
    const cookie = await cookieOf[who]()
    const answer = await test.request<ErrorBody>(addressOf(pattern) + query, {
      method,
      cookie,
      // From everywhere, so that no limit is reached. The figures are for this machine only.
      ...(pattern !== '/metrics' && { headers: { 'x-forwarded-for': `10.0.${askers >> 8}.${askers++ & 255}` } }),
      ...(body !== undefined && { body }),
    })
    const isRefused = [401, 403, 404].includes(answer.status) && !isAboutAnother(answer.body)
    return isRefused ? (answer.status as Fate) : 'in'
  }
  return { test, fateOf }
}

it('lets on every route of the OpenAPI document in whom it says here, and nobody else', async () => {
  const { test, fateOf } = await openScene()
  const { body } = await test.request<OpenApi>('/api/openapi.json', { bearer: TOKEN })
  const found: Record<string, Record<string, Fate>> = {}
  for (const [pattern, operations] of Object.entries(body.paths)) {
    for (const method of Object.keys(operations)) {
      const route = `${method.toUpperCase()} ${pattern}`
      found[route] = {}
      for (const who of WHO) found[route][who] = await fateOf(route, who)
    }
  }
  expect(found).toEqual(BY_ROUTE)
}, 60_000)

/** Past the access step, where the thing that hangs on it (a picture, the token of a link) is not there. */
const isAboutAnother = (body: Partial<ErrorBody>): boolean =>
  [
    'image-not-found',
    'link-not-valid',
    'sign-in-refused',
    'session-not-found',
    'token-not-found',
    'source-not-found',
    'notice-not-found',
    'password-not-right',
    'proof-needed',
    'passkey-not-found',
  ].includes(body.error?.code ?? '')
