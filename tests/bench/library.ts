import { addPerson } from '#tests/support/people.ts'
import { type BenchResult, median, rounded } from './bench.ts'
import { journeyOfCards } from './bench-journeys.ts'
import { type BenchServer, withBenchServer } from './bench-server.ts'

const JOURNEYS = 5_000
const CARDS = 40
const COLLECTIONS = 200
const TAGS = 20
const ROUNDS = 30
const AT_ONCE = 8
const WAIT_MS = 10 * 60_000

const PLACES = 'Lisbon Berlin Osaka Quito Accra Turin Lagos Perth Cairo Lima'.split(' ')
const THINGS = 'account card mortgage claim refund transfer loan pension policy invoice'.split(' ')

/** What a member with narrowed rights waits for in a library of thousands. */
export const library = (): Promise<BenchResult> =>
  withBenchServer(async (server) => {
    const { token, cookieName, collections, tags } = await fill(server)
    const ask = async (
      query: string,
    ): Promise<{ readonly ms: number; readonly bytes: number; readonly found: number }> => {
      const startedAt = performance.now()
      const answer = await fetch(`${server.url}/api/journeys?workspace=first&${query}`, {
        headers: { cookie: `${cookieName}=${token}`, 'accept-encoding': 'identity' },
      })
      const text = await answer.text()
      const ms = performance.now() - startedAt
      if (!answer.ok) throw new Error(`${query}: ${answer.status} ${text}`)
      return { ms, bytes: text.length, found: (JSON.parse(text) as { journeys: unknown[] }).journeys.length }
    }
    await untilFound(() => ask('limit=1&text=lima'))
    const figures: Record<string, number> = { journeys: JOURNEYS, cards: JOURNEYS * CARDS }
    const measure = async (name: string, queries: readonly string[]): Promise<void> => {
      const times: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const { ms, found } = await ask(queries[round % queries.length] ?? '')
        if (found === 0) throw new Error(`${name} found nothing`)
        times.push(ms)
      }
      figures[`${name}Ms`] = rounded(median(times))
      figures[`${name}SlowestMs`] = rounded(Math.max(...times))
    }
    await measure('firstPage', ['limit=60'])
    await measure('byName', ['limit=60&sort=name'])
    await measure(
      'inCollection',
      // The first four lie in one that is closed to them.
      collections.slice(4, 10).map((id) => `limit=60&collection=${id}`),
    )
    await measure(
      'withTags',
      tags.slice(0, 5).map((id) => `limit=60&tags=${id}`),
    )
    await measure(
      'searchRare',
      PLACES.map((place, at) => `limit=20&text=${place}%20${THINGS[at] ?? ''}`),
    )
    await measure('searchCommon', ['limit=20&text=customer', 'limit=20&text=cust%20ident', 'limit=20&text=c'])
    await measure('allAtOnce', [''])
    return {
      name: 'library',
      what: `${JOURNEYS} journeys of ${CARDS} cards in ${COLLECTIONS} collections, asked by a member with narrowed rights, over HTTP`,
      figures,
    }
  })

async function fill(server: BenchServer) {
  const make = async (path: string, body: unknown): Promise<string> =>
    (await server.json<{ id: string }>('POST', path, body)).id
  const collections: string[] = []
  for (let at = 0; at < COLLECTIONS; at++) {
    const parentId = at % 4 === 0 ? null : collections[at - 1]
    collections.push(await make('/api/workspaces/first/collections', { name: `Collection ${at}`, parentId }))
  }
  const tags: string[] = []
  for (let at = 0; at < TAGS; at++) tags.push(await make('/api/workspaces/first/tags', { name: `Tag ${at}` }))
  const document = journeyOfCards(CARDS)
  const ids: string[] = []
  for (let at = 0; at < JOURNEYS; at += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, index) => at + index).map((number) => {
      const title = `${PLACES[number % 10] ?? ''} ${THINGS[Math.floor(number / 10) % 10] ?? ''} ${number}`
      const collectionId = number % 3 === 0 ? undefined : collections[number % COLLECTIONS]
      return make('/api/journeys', { document: { ...document, title }, workspaceId: 'first', collectionId })
    })
    ids.push(...(await Promise.all(batch)))
  }
  for (const [at, tagId] of tags.entries())
    await server.json('POST', '/api/journeys/bulk', {
      ids: ids.filter((_, index) => index % TAGS === at).slice(0, 250),
      change: { kind: 'tag', tagId },
    })
  const { id, token } = await addPerson({ dataFolder: server.dataFolder, databaseUrl: null }, 'editor')
  const say = (path: string, personId: string, role: string): Promise<unknown> =>
    server.json('PUT', `${path}/access`, { entries: [{ personId, role }] })
  for (let at = 0; at < COLLECTIONS; at += 20)
    await say(`/api/collections/${collections[at] ?? ''}`, 'everyone', 'none')
  for (let at = 0; at < JOURNEYS; at += 100) await say(`/api/journeys/${ids[at] ?? ''}`, id, 'viewer')
  const entered = await fetch(server.ownerLink, { redirect: 'manual' })
  const cookieName = entered.headers.get('set-cookie')?.split('=', 1)[0] ?? ''
  return { token, cookieName, collections, tags }
}

/** Until the last journeys that were made are found too. */
async function untilFound(ask: () => Promise<{ readonly found: number }>): Promise<void> {
  const startedAt = Date.now()
  while ((await ask()).found === 0) {
    if (Date.now() - startedAt > WAIT_MS) throw new Error('The search never caught up.')
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}
