import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import type { ErrorBody } from '#shared/contract/errors.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { startTestApp } from '#tests/support/http-app.ts'

const PAGE = { accept: 'text/html' }

/** Large enough to be compressed. */
const START_PAGE = `<!doctype html><title>The app</title>${'<!-- -->'.repeat(200)}`

/** A folder as Vite leaves it. */
async function builtApp(): Promise<string> {
  const folder = await temporaryFolder()
  await mkdir(path.join(folder, 'assets'))
  await writeFile(path.join(folder, 'index.html'), START_PAGE)
  await writeFile(path.join(folder, 'theme.js'), '"theme"')
  await writeFile(path.join(folder, 'assets/index-abc123.js'), `export const text = "${'journey '.repeat(5_000)}"`)
  return folder
}

it('serves the start page at the app’s own addresses, and only there', async () => {
  const test = await startTestApp({ appFolder: await builtApp() })
  for (const address of ['/', '/index.html', '/journeys/abc', '/data?x=1']) {
    const { status, body, headers } = await test.request(address, { headers: PAGE })
    expect({ address, status, body }).toEqual({ address, status: 200, body: START_PAGE })
    expect(headers.get('cache-control')).toBe('no-cache')
  }
  for (const [address, headers] of [
    ['/api/nothing', PAGE],
    ['/assets/gone-123.js', PAGE],
    ['/journeys/abc', { accept: 'application/json' }],
  ] as const) {
    const answer = await test.request<ErrorBody>(address, { headers })
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } })
    expect(answer.headers.get('cache-control')).toBeNull()
  }
})

it('lets the scripts that stand in a start page run, and no others', async () => {
  const appFolder = await builtApp()
  const [theme, ahead] = ['document.title = 1', 'fetch("/ahead")\n']
  await writeFile(
    path.join(appFolder, 'index.html'),
    `<script>${theme}</script><script data-a="b">${ahead}</script><script type="module" src="/a.js"></script>`,
  )
  await writeFile(path.join(appFolder, 'view.html'), `<script>${theme}</script>`)
  const test = await startTestApp({ appFolder })
  const { headers } = await test.request('/journeys/abc', { headers: PAGE })
  const hashes = [theme, ahead].map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  expect(headers.get('content-security-policy')).toContain(`script-src 'self' ${hashes.join(' ')};`)
})

it('lets files that are named by their content be kept for ever, and the others be asked about', async () => {
  const test = await startTestApp({ appFolder: await builtApp() })
  const hashed = await test.request('/assets/index-abc123.js')
  expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(hashed.headers.get('content-type')).toContain('javascript')
  const plain = await test.request('/theme.js')
  expect(plain.headers.get('cache-control')).toBe('no-cache')
  // Not by fetch, which asks as if for a reload.
  const headers = { 'if-none-match': plain.headers.get('etag') ?? '' }
  expect((await test.app.fastify.inject({ url: '/theme.js', headers })).statusCode).toBe(304)
})

it.each(['br', 'gzip'])('compresses with %s, without a word of warning from Node', async (encoding) => {
  const test = await startTestApp({ appFolder: await builtApp() })
  const warnings: Error[] = []
  const listen = (warning: Error): number => warnings.push(warning)
  process.on('warning', listen)
  onTestFinished(() => void process.off('warning', listen))
  const answer = await test.request<string>('/assets/index-abc123.js', { headers: { 'accept-encoding': encoding } })
  expect(answer.headers.get('content-encoding')).toBe(encoding)
  expect(answer.body).toContain('journey journey')
  const page = await test.request<string>('/journeys/abc', { headers: { ...PAGE, 'accept-encoding': encoding } })
  expect(page.headers.get('content-encoding')).toBe(encoding)
  expect(page.body).toBe(START_PAGE)
  await new Promise((resolve) => setImmediate(resolve))
  expect(warnings).toEqual([])
})

it('gives out what was compressed when it was built, to whoever takes it', async () => {
  const appFolder = await builtApp()
  const asset = path.join(appFolder, 'assets/index-abc123.js')
  // Another text than the file’s own tells which of them came.
  await writeFile(`${asset}.br`, brotliCompressSync('as brotli'))
  await writeFile(`${asset}.gz`, gzipSync('as gzip'))
  const test = await startTestApp({ appFolder })
  for (const [encoding, body] of [
    ['br', 'as brotli'],
    ['gzip', 'as gzip'],
    ['identity', expect.stringContaining('journey journey')],
  ]) {
    const answer = await test.request<string>('/assets/index-abc123.js', {
      headers: { 'accept-encoding': String(encoding) },
    })
    expect(answer.body).toEqual(body)
    expect(answer.headers.get('content-type')).toContain('javascript')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('accept-encoding')
  }
})

it('gives nothing from outside its folder', async () => {
  const test = await startTestApp({ appFolder: await builtApp() })
  for (const address of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/assets/../../x', '/%00']) {
    const answer = await test.app.fastify.inject(address)
    expect({ address, isRefused: answer.statusCode >= 400 }).toEqual({ address, isRefused: true })
  }
})

it('says what to do when the app was never built', async () => {
  const test = await startTestApp({ appFolder: path.join(await temporaryFolder(), 'dist') })
  const answer = await test.request('/', { headers: PAGE })
  expect(answer.status).toBe(503)
  expect(answer.body).toContain('The web app is not built')
})
