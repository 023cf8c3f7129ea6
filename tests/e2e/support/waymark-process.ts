import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const START_TIMEOUT_MS = 60_000
/** What `npm start` runs: names and values of its environment, Node's flags, and the program. */
const START = /^exec env (?<env>(?:\S+=\S+ )+)node (?<args>.+)$/

/** The real program, started the way a person starts it, on a free port and a folder of its own. */
export interface WaymarkProcess {
  readonly url: string
  /** The link it printed: signs its opener in as owner. */
  readonly ownerLink: string
  readonly dataFolder: string
  readonly pid: number
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
  /** `kill -9` of everything. */
  kill(): Promise<void>
  /** Removes the data; the process must have ended. */
  clean(): Promise<void>
}

interface StartOptions {
  /** Starts again on the data of an earlier process. */
  readonly dataFolder?: string
  readonly port?: number
  readonly token?: string
}

export async function startWaymark({ dataFolder, port = 0, token }: StartOptions = {}): Promise<WaymarkProcess> {
  const folder = dataFolder ?? (await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-e2e-')))
  const { args, env } = await startCommand()
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: {
      ...process.env,
      ...env,
      PORT: String(port),
      WAYMARK_DATA: folder,
      ...(token !== undefined && { WAYMARK_TOKEN: token }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const ownerLink = await printedLink(child)
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const exited = once(child, 'exit')
    if (signal === 'SIGKILL' && child.pid !== undefined) process.kill(-child.pid, signal)
    else child.kill(signal)
    await exited
    return child.exitCode
  }
  return {
    url: new URL(ownerLink).origin,
    ownerLink,
    dataFolder: folder,
    pid: child.pid ?? -1,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    clean: () => fs.rm(folder, { recursive: true, force: true }),
  }
}

/** Not by npm itself: a signal goes to the program, and its process is the one that is watched. */
async function startCommand(): Promise<{ readonly args: string[]; readonly env: Record<string, string> }> {
  const { scripts } = JSON.parse(await fs.readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly start: string }
  }
  const { env = '', args = '' } = START.exec(scripts.start)?.groups ?? {}
  if (args === '') throw new Error(`"npm start" runs something else now: ${scripts.start}`)
  const assigned = env.trim().split(' ')
  return {
    args: args.split(' '),
    env: Object.fromEntries(assigned.map((one) => one.split('=') as [string, string])),
  }
}

/** The one link on standard output. What the program said is part of the error when none comes. */
function printedLink(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = []
    const fail = (why: string): void => reject(new Error(`Waymark ${why}. It said:\n${said.join('\n')}`))
    const timer = setTimeout(() => fail('printed no link in time'), START_TIMEOUT_MS)
    child.once('exit', (code) => fail(`ended with ${code}`))
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line)
        const link = /https?:\/\/\S+\/enter\/\S+/.exec(line)?.[0]
        if (link === undefined) return
        clearTimeout(timer)
        resolve(link)
      })
    }
  })
}
