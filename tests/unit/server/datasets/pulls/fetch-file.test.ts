import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createAddressGuard } from '#server/datasets/pulls/address-guard.ts'
import { fetchFile } from '#server/datasets/pulls/fetch-file.ts'
import { startFileServer } from '#tests/support/file-server.ts'

const HERE = createAddressGuard(['127.0.0.1', 'localhost'])
const NOBODY = createAddressGuard([])

const wanted = (url: string, more: object = {}) => ({
  url,
  header: null,
  version: {},
  signal: new AbortController().signal,
  ...more,
})

test('a file comes with its name and its version, which is asked about the next time', async () => {
  const files = await startFileServer()
  files.answer = ({ headers }, response) => {
    if (headers['if-none-match'] === '"v1"') return void response.writeHead(304).end()
    return void response
      .writeHead(200, {
        etag: '"v1"',
        'last-modified': 'Sat, 28 Mar 2026 12:00:00 GMT',
        'content-disposition': 'attachment; filename="../day.csv"',
      })
      .end('a,b')
  }
  const file = await fetchFile(HERE, wanted(`${files.url}/export?day=1`))
  expect(file).toMatchObject({
    fileName: 'day.csv',
    version: { etag: '"v1"', lastModified: 'Sat, 28 Mar 2026 12:00:00 GMT' },
  })
  expect(file && (await text(file.stream))).toBe('a,b')
  expect(await fetchFile(HERE, wanted(`${files.url}/export`, { version: file?.version }))).toBeNull()
  expect(files.asked[1]?.headers['if-modified-since']).toBe('Sat, 28 Mar 2026 12:00:00 GMT')
})

test('what is not encrypted, or not on the public internet, is asked nothing at all', async () => {
  const files = await startFileServer()
  await expect(fetchFile(NOBODY, wanted(files.url))).rejects.toThrow('Only addresses with https://')
  await expect(fetchFile(NOBODY, wanted(files.url.replace('http:', 'https:')))).rejects.toThrow(
    'not on the public internet (127.0.0.1)',
  )
  await expect(fetchFile(NOBODY, wanted('https://localhost/'))).rejects.toThrow('not on the public internet')
  await expect(fetchFile(NOBODY, wanted('ftp://example.org/'))).rejects.toThrow('Only addresses with https://')
  expect(files.asked).toEqual([])
})

test('a redirect is looked at like the first address, and the secret does not go to another server', async () => {
  const [first, second] = [await startFileServer(), await startFileServer()]
  const lead = (to: string) => {
    first.answer = ({ url }, response) => void response.writeHead(302, { location: url === '/hop' ? to : '/hop' }).end()
  }
  second.answer = (_request, response) => void response.writeHead(200).end('there')
  lead(`${second.url}/file.csv`)
  const header = { name: 'Authorization', value: 'Bearer s3cret' }
  const file = await fetchFile(HERE, wanted(first.url, { header }))
  expect(file && (await text(file.stream))).toBe('there')
  expect(first.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer s3cret', 'Bearer s3cret'])
  expect(second.asked.map(({ headers }) => headers.authorization)).toEqual([undefined])
  for (const to of [
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.2/',
    'https://10.0.0.1/',
    'file:///etc/passwd',
  ]) {
    lead(to)
    await expect(fetchFile(HERE, wanted(first.url))).rejects.toThrow(/not on the public internet|Only addresses/)
  }
  lead(`${first.url}/`)
  await expect(fetchFile(HERE, wanted(first.url))).rejects.toThrow('without end')
})

test.each([
  [401, 'does not let us in (401)'],
  [404, 'There is no such file'],
  [500, 'answered with 500'],
])('an answer of %i is said in words', async (status, words) => {
  const files = await startFileServer()
  files.answer = (_request, response) => void response.writeHead(status).end()
  await expect(fetchFile(HERE, wanted(files.url))).rejects.toThrow(words)
})
