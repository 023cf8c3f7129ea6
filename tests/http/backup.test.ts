import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { backUp } from '#server/backup/back-up.ts'
import { MANIFEST_FILE } from '#server/backup/manifest.ts'
import { restore } from '#server/backup/restore.ts'
import type { Config } from '#server/config.ts'
import { readConfig } from '#server/config.ts'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { makeSharedJourney, startTestApp, type TestApp } from '#tests/support/http-app.ts'
import { describeOverStores, keptBy } from '#tests/support/http-stores.ts'
import { SMALL_IMAGES } from '#tests/support/images.ts'
import { newDatabase } from '#tests/support/stores.ts'

const TOKEN = 'a-script-token'
const BOSS = { email: 'boss@example.org', password: 'correct horse battery' }
const PICTURE = SMALL_IMAGES['image/png'].data
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

type Place = Pick<Config, 'dataFolder' | 'databaseUrl'>

const take = async (place: Place, into?: string) =>
  backUp({ config: { ...place, secret: null }, into: into ?? (await temporaryFolder()), version: '1', logger })

/** A server with all kinds of things in it. */
async function furnished(test: TestApp) {
  const as = { bearer: TOKEN }
  const post = (address: string, body: unknown) =>
    test.request<{ id: string }>(address, { method: 'POST', body, ...as })
  const owner = await test.signIn()
  await test.request('/api/account', { method: 'PATCH', body: BOSS, cookie: owner })
  const shared = await makeSharedJourney(test, as)
  const image = await fetch(`${test.app.url}/api/journeys/${shared.id}/images`, {
    method: 'POST',
    body: new Uint8Array(PICTURE),
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'image/png' },
  })
  const { id: imageId } = (await image.json()) as { id: string }
  const { id: datasetId } = (await post('/api/datasets', { name: 'Live' })).body
  const feed = (from: number, count: number) =>
    post(
      `/api/ingest/${datasetId}`,
      Array.from({ length: count }, (_, at) => ({
        case: `c${from + at}`,
        event: at % 3 === 0 ? 'visit' : 'buy',
        value: at,
      })),
    )
  await feed(0, 5_000)
  const numbers = async (on: TestApp = test) =>
    (await on.request(`/api/datasets/${datasetId}/metrics`, { method: 'POST', body: { kind: 'overview' }, ...as })).body
  return { shared, imageId, datasetId, feed, numbers, as, post }
}

describeOverStores('a backup', (start, isShared) => {
  it('has everything that was said to be saved, taken while people edit and events come in, and gives it back', async () => {
    const test = await start({ token: TOKEN })
    const { shared, imageId, feed, numbers, as, post } = await furnished(test)
    const saved: string[] = []
    const over = new AbortController()
    const edit = async (who: number): Promise<void> => {
      for (let turn = 0; !over.signal.aborted; turn++) {
        const title = `By ${who}, ${turn}`
        if ((await post('/api/journeys', { title })).status === 201) saved.push(title)
      }
    }
    const editors = [edit(1), edit(2)]
    let fed = 5_000
    const feeder = (async () => {
      for (; !over.signal.aborted; fed += 50) await feed(fed, 50)
    })()
    await expect.poll(() => saved.length).toBeGreaterThan(10)
    const before = [...saved]
    const fedBefore = fed
    const { folder, manifest } = await take(keptBy(test))
    over.abort()
    await Promise.all([...editors, feeder])
    expect(manifest.store).toBe(isShared ? 'postgres' : 'sqlite')
    await test.close()

    // Nothing is left but the backup.
    await rm(test.folder, { recursive: true, force: true })
    await mkdir(test.folder)
    const place = { dataFolder: test.folder, databaseUrl: isShared ? await newDatabase() : null }
    await restore({ config: place, from: folder, replace: false, logger })
    const back = await startTestApp({ ...place, token: TOKEN })

    const { journeys } = (await back.request<{ journeys: JourneyListItem[] }>('/api/journeys', as)).body
    const titles = new Set(journeys.map(({ title }) => title))
    expect(before.filter((title) => !titles.has(title))).toEqual([])
    expect(await numbers(back)).toMatchObject({ answer: { events: expect.any(Number) as number } })
    const { answer } = (await numbers(back)) as { answer: { events: number } }
    expect(answer.events).toBeGreaterThanOrEqual(fedBefore)
    expect(answer.events % 50).toBe(0)
    const signedIn = await back.request('/api/sign-in', { method: 'POST', body: BOSS })
    expect(signedIn.status).toBe(204)
    // Signed with the same secret.
    const guest = await back.openShare(shared.viewer.token)
    const picture = await fetch(`${back.app.url}/api/journeys/${shared.id}/images/${imageId}`, {
      headers: { cookie: guest },
    })
    expect(Buffer.from(await picture.arrayBuffer()).equals(PICTURE)).toBe(true)
    // What counts by itself goes on after what was brought: this would be refused as a number that is taken.
    const made = await back.request('/api/journeys', { method: 'POST', body: { title: 'Afterwards' }, ...as })
    expect(made.status).toBe(201)
    const log = await back.request<{ entries: unknown[] }>('/api/workspaces/first/audit?limit=1', as)
    expect(log.body.entries).toMatchObject([{ act: 'journey-made', target: { name: 'Afterwards' } }])
  }, 60_000)

  it('answers the same numbers', async () => {
    const test = await start({ token: TOKEN })
    const { numbers } = await furnished(test)
    const before = await numbers()
    const { folder } = await take(keptBy(test))
    await test.close()
    const place = { dataFolder: await temporaryFolder(), databaseUrl: isShared ? await newDatabase() : null }
    await restore({ config: place, from: folder, replace: false, logger })
    expect(await numbers(await startTestApp({ ...place, token: TOKEN }))).toEqual(before)
  }, 30_000)

  it('is not restored over what is there, nor under a server that runs', async () => {
    const test = await start({ token: TOKEN })
    await furnished(test)
    const { folder } = await take(keptBy(test))
    const again = (replace: boolean) => restore({ config: keptBy(test), from: folder, replace, logger })
    await expect(again(false)).rejects.toThrow('is not empty')
    await expect(again(true)).rejects.toThrow(isShared ? /running on this database/ : /already using the data folder/)
    const { id } = (
      await test.request<{ id: string }>('/api/journeys', { method: 'POST', body: { title: 'Later' }, bearer: TOKEN })
    ).body
    await test.close()
    await expect(again(false)).rejects.toThrow('is not empty')

    const { putAside } = await again(true)
    expect(await readdir(putAside ?? '')).toContain('secret.key')
    const back = await startTestApp({ ...keptBy(test), token: TOKEN })
    expect((await back.request(`/api/journeys/${id}`, { bearer: TOKEN })).status).toBe(404)
    expect((await back.request('/api/sign-in', { method: 'POST', body: BOSS })).status).toBe(204)
  }, 30_000)
})

it('of one store is restored into the other', async () => {
  const test = await startTestApp({ token: TOKEN })
  const { numbers, shared } = await furnished(test)
  const before = await numbers()
  const { folder } = await take(keptBy(test))
  await test.close()
  const place = { dataFolder: await temporaryFolder(), databaseUrl: await newDatabase() }
  await restore({ config: place, from: folder, replace: false, logger })
  const back = await startTestApp({ ...place, token: TOKEN })
  expect(await numbers(back)).toEqual(before)
  expect((await back.request(`/api/journeys/${shared.id}`, { bearer: TOKEN })).body).toMatchObject({ title: 'Shared' })
}, 30_000)

it('that is broken is refused before anything is touched', async () => {
  const test = await startTestApp({ token: TOKEN })
  await furnished(test)
  const { folder } = await take(keptBy(test))
  const place = { dataFolder: path.join(await temporaryFolder(), 'data'), databaseUrl: null }
  const refusal = () =>
    restore({ config: place, from: folder, replace: false, logger }).then(
      () => 'restored',
      (error: Error) => error.message,
    )
  const updates = path.join(folder, 'tables', 'journey_updates.ndjson.gz')
  const whole = await readFile(updates)
  await truncate(updates, whole.length - 20)
  expect(await refusal()).toMatch(/journey_updates.* bytes instead of/)
  const flipped = Buffer.from(whole)
  flipped[100] = (flipped[100] ?? 0) ^ 1
  await writeFile(updates, flipped)
  expect(await refusal()).toMatch(/is not what was written there/)
  await rm(updates)
  expect(await refusal()).toMatch(/is missing/)
  await writeFile(updates, whole)

  const manifest = path.join(folder, MANIFEST_FILE)
  const text = await readFile(manifest, 'utf8')
  await truncate(manifest, 200)
  expect(await refusal()).toMatch(/ends in the middle/)
  await writeFile(manifest, text.replace('"version": 1', '"version": 2'))
  expect(await refusal()).toMatch(/newer Waymark/)
  await writeFile(manifest, text.replace('"0001-initial"', '"0001-initial", "0099-later"'))
  expect(await refusal()).toMatch(/newer Waymark/)
  await rm(manifest)
  expect(await refusal()).toMatch(/There is no backup/)
  await expect(restore({ config: place, from: path.dirname(folder), replace: false, logger })).rejects.toThrow(
    `The newest is ${folder}`,
  )
  await expect(readdir(place.dataFolder)).rejects.toThrow('ENOENT')
}, 30_000)

it('of the datasets is given to nobody but the command', async () => {
  const test = await startTestApp({ token: TOKEN })
  const ask = (headers: Record<string, string>) =>
    test.request('/api/backup/datasets', { method: 'POST', body: {}, headers, bearer: TOKEN })
  expect((await ask({})).status).toBe(401)
  expect((await ask({ 'x-waymark-backup': `${Date.now()}.abc` })).status).toBe(401)
})

it('is one command, and so is the way back', async () => {
  const test = await startTestApp({ token: TOKEN })
  const { numbers } = await furnished(test)
  const before = await numbers()
  const backups = await temporaryFolder()
  const run = async (command: string, ...args: string[]) => {
    const child = spawn(NODE, ['server/start.mjs', command, ...args], {
      cwd: ROOT,
      env: { ...process.env, WAYMARK_DATA: test.folder },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()))
    const [code] = (await once(child, 'close')) as [number]
    return { code, said }
  }
  const made = await run('backup', backups)
  expect(made).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^Backed up 1 journeys, 1 datasets and 1 people/) as string,
  })
  const [name = ''] = await readdir(backups)
  const folder = path.join(backups, name)
  expect(await run('restore', folder)).toMatchObject({
    code: 1,
    said: expect.stringContaining('Nothing was changed.') as string,
  })
  expect(await run('restore')).toMatchObject({ code: 2, said: expect.stringContaining('npm run restore') as string })
  await test.close()
  // Without a server the datasets are copied by the command itself.
  expect((await run('backup', backups)).code).toBe(0)
  // Two of one second do not stand in each other's way.
  expect((await run('backup', backups)).code).toBe(0)
  expect(await readdir(backups)).toHaveLength(3)
  await appendFile(path.join(test.folder, 'waymark.sqlite'), 'rubbish')
  expect(await run('restore', folder, '--replace')).toMatchObject({
    code: 0,
    said: expect.stringContaining('Start the server as usual.') as string,
  })
  expect(
    await numbers(
      await startTestApp({ ...readConfig({}), dataFolder: test.folder, port: 0, logLevel: 'silent', token: TOKEN }),
    ),
  ).toEqual(before)
}, 60_000)

const ROOT = path.resolve(import.meta.dirname, '../..')
const NODE = path.join(ROOT, 'node_modules/.bin/node')
