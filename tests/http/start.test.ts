import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const NODE = path.join(ROOT, 'node_modules/.bin/node')

interface Started {
  readonly child: ChildProcess
  /** Everything it has said so far, on both streams. */
  readonly said: () => string
  readonly exited: Promise<number | null>
}

function startServer(env: Readonly<Record<string, string>>): Started {
  // A process group of its own, as a terminal gives it.
  const child = spawn(NODE, ['server/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', ...env },
    detached: true,
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += data.toString()))
  const exited = once(child, 'close').then(([code]) => code as number | null)
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return { child, said: () => text, exited }
}

const LINK = /Open Waymark: (http:\/\/127\.0\.0\.1:\d+\/enter\/[\w-]{43})/

async function linkOf({ said, exited }: Started): Promise<string> {
  await Promise.race([expect.poll(said, { timeout: 20_000 }).toMatch(LINK), exited])
  const link = LINK.exec(said())?.[1]
  if (link === undefined) throw new Error(`No link, but: ${said()}`)
  return link
}

it.each(['SIGTERM', 'SIGINT'] as const)('prints one link that works, and stops cleanly on %s', async (signal) => {
  const server = startServer({ WAYMARK_DATA: await temporaryFolder() })
  const link = await linkOf(server)
  expect(server.said().match(/http:\/\//g)).toHaveLength(1)
  const entered = await fetch(link, { redirect: 'manual' })
  expect(entered.status).toBe(302)
  server.child.kill(signal)
  expect(await server.exited).toBe(0)
  await expect(fetch(link)).rejects.toThrow('fetch failed')
})

it('stops cleanly on Ctrl+C, which a terminal sends to every process of the group', async () => {
  const server = startServer({ WAYMARK_DATA: await temporaryFolder() })
  await linkOf(server)
  process.kill(-(server.child.pid ?? 0), 'SIGINT')
  expect(await server.exited).toBe(0)
  expect(server.said()).not.toMatch(/error|did not stop/i)
})

it('stops cleanly when it is told to while it starts', async () => {
  const WAYMARK_DATA = await temporaryFolder()
  const server = startServer({ WAYMARK_DATA })
  await expect.poll(() => readdir(WAYMARK_DATA), { timeout: 20_000 }).not.toEqual([])
  server.child.kill('SIGTERM')
  expect(await server.exited).toBe(0)
  expect(server.said()).not.toMatch(/error|did not stop/i)
})

it('refuses a data folder that another Waymark has', async () => {
  const WAYMARK_DATA = await temporaryFolder()
  await linkOf(startServer({ WAYMARK_DATA }))
  const second = startServer({ WAYMARK_DATA })
  expect(await second.exited).toBe(1)
  expect(second.said()).toContain('Another Waymark server is already using the data folder')
  expect(second.said()).not.toContain('    at ')
})

it('says in plain words when the port is taken', async () => {
  const other = net.createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const { port } = other.address() as net.AddressInfo
  const server = startServer({ WAYMARK_DATA: await temporaryFolder(), PORT: String(port) })
  expect(await server.exited).toBe(1)
  expect(server.said()).toContain(`Port ${String(port)} is in use`)
  expect(server.said()).not.toContain('    at ')
})

it('says in plain words when the data folder is a file', async () => {
  const file = path.join(await temporaryFolder(), 'file')
  await writeFile(file, '')
  const server = startServer({ WAYMARK_DATA: file })
  expect(await server.exited).toBe(1)
  expect(server.said()).toContain('is a file')
  expect(server.said()).not.toContain('    at ')
})

it('names wrong settings and ends with 2', async () => {
  const server = startServer({ PORT: 'many', WAYMARK_URL: 'here' })
  expect(await server.exited).toBe(2)
  expect(server.said()).toContain('PORT has to be a number')
  expect(server.said()).toContain('WAYMARK_URL has to be an address')
  expect(server.said()).not.toContain('    at ')
})
