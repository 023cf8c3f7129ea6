import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, vi } from 'vitest'
import { freePort } from './free-port.ts'
import { haveServices, programPath } from './services.ts'

const FOLDER = path.resolve(import.meta.dirname, '../../docs/deployment')

/** A proxy with the configuration that is shipped, in front of real nodes. */
export interface TestProxy {
  /** Everything it has logged. */
  log(): Promise<string>
  close(): Promise<void>
}

export interface ProxyKind {
  readonly name: 'nginx' | 'HAProxy'
  /** Whether it is installed. Says so loudly when it is not. */
  isHere(): boolean
  /** Throws with what the proxy says when it does not take the configuration. */
  check(nodes: readonly string[]): Promise<void>
  /** Resolves once it passes requests on. */
  start(port: number, nodes: readonly string[]): Promise<TestProxy>
}

interface Kind {
  readonly name: ProxyKind['name']
  readonly program: 'nginx' | 'haproxy'
  readonly file: string
  adapt(text: string, folder: string): string
  checkWith(file: string, folder: string): readonly string[]
  runWith(file: string, folder: string): readonly string[]
}

/** The shipped file for nodes and a port of this machine; everything else stays as it is. */
async function configure(kind: Kind, folder: string, port: number, nodes: readonly string[]): Promise<string> {
  const shipped = await readFile(path.join(FOLDER, kind.file), 'utf8')
  const adapted = nodes.reduce(
    (text, node, at) => text.replace(`node-${String(at + 1)}:4400`, new URL(node).host),
    shipped.replace(/(listen |bind :)8080/, (_whole, word: string) =>
      word === 'listen ' ? `listen 127.0.0.1:${String(port)}` : `bind 127.0.0.1:${String(port)}`,
    ),
  )
  if (/node-\d:4400|(listen |bind :)8080\b/.test(adapted)) throw new Error(`${kind.file} was not adapted`)
  const file = path.join(folder, kind.file)
  await writeFile(file, kind.adapt(adapted, folder))
  return file
}

const NGINX_FOLDERS = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']

const KINDS: readonly Kind[] = [
  {
    name: 'nginx',
    program: 'nginx',
    file: 'nginx.conf',
    // Where an installed nginx may write only as root.
    adapt: (text, folder) =>
      text
        .replace(
          '\nhttp {\n',
          `\nhttp {\n${NGINX_FOLDERS.map((name) => `  ${name}_temp_path ${folder}/${name};\n`).join('')}`,
        )
        .replace('/var/log/nginx/access.log', `${folder}/log`),
    checkWith: (file, folder) => ['-t', '-q', '-e', 'stderr', '-g', `pid ${folder}/pid;`, '-c', file],
    runWith: (file, folder) => ['-e', 'stderr', '-g', `daemon off; pid ${folder}/pid;`, '-c', file],
  },
  {
    name: 'HAProxy',
    program: 'haproxy',
    file: 'haproxy.cfg',
    adapt: (text) => text,
    checkWith: (file) => ['-c', '-q', '-f', file],
    runWith: (file) => ['-db', '-f', file],
  },
]

/** The proxies of docs/deployment. */
export const PROXIES: readonly ProxyKind[] = KINDS.map((kind) => ({
  name: kind.name,
  isHere: () => haveServices(kind.program),

  async check(nodes) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'waymark-proxy-'))
    try {
      const file = await configure(kind, folder, await freePort(), nodes)
      execFileSync(programPath(kind.program) ?? kind.program, kind.checkWith(file, folder), { stdio: 'pipe' })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },

  async start(port, nodes) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'waymark-proxy-'))
    const file = await configure(kind, folder, port, nodes)
    const logFile = path.join(folder, 'log')
    const output = fs.openSync(logFile, 'a')
    const child: ChildProcess = spawn(programPath(kind.program) ?? kind.program, kind.runWith(file, folder), {
      stdio: ['ignore', output, output],
    })
    fs.closeSync(output)
    const exited = once(child, 'exit')
    const log = (): Promise<string> => readFile(logFile, 'utf8')
    // Should the tests end without closing it.
    const endWithUs = (): void => void child.kill('SIGTERM')
    process.once('exit', endWithUs)
    const close = async (): Promise<void> => {
      process.off('exit', endWithUs)
      child.kill('SIGTERM')
      await exited
      await rm(folder, { recursive: true, force: true })
    }
    const answers = async (): Promise<number | null> => {
      if (child.exitCode !== null) throw new Error(`${kind.name} ended: ${await log()}`)
      return fetch(`http://127.0.0.1:${String(port)}/healthz`).then(
        ({ status }) => status,
        () => null,
      )
    }
    try {
      await vi.waitFor(async () => expect(await answers()).toBe(200), { timeout: 60_000 })
    } catch (error) {
      await close()
      throw error
    }
    return { log, close }
  },
}))
