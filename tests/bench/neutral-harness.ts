import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const PROJECT_FOLDER = path.resolve(import.meta.dirname, '../..')
/** What is not copied: made by using a harness. */
const MADE = new Set(['node_modules', 'out', 'results', 'dist'])

/** A neutral harness beside the repository; it and the peers it drives are no part of ours. */
export interface NeutralHarness {
  /** Its folder in `../shared/bench`. */
  readonly name: string
  /** The program that it is run by: tells whether it is there. */
  readonly program: string
  readonly install: readonly string[]
  /** `install` where the lock file leaves packages out that `npm ci` asks for. */
  readonly command?: 'ci' | 'install'
  /** What has to be done once after the peers were installed. */
  readonly prepare?: (folder: string) => Promise<void>
}

/**
 * Makes a working copy of a harness outside the repository, installs the peers into it, and gives its folder. `given`: a copy that is
 * ready to be used as it is. Throws, in words for the terminal, when there is none or the peers cannot be installed.
 */
export async function prepareCopy(harness: NeutralHarness, given: string | undefined): Promise<string> {
  const folder = given === undefined ? await copyAndInstall(harness) : path.resolve(given)
  if (!fs.existsSync(path.join(folder, 'node_modules'))) throw new Error(`No peers are installed in ${folder}.`)
  return folder
}

async function copyAndInstall({ name, program, install, command = 'ci', prepare }: NeutralHarness): Promise<string> {
  const shared = path.resolve(PROJECT_FOLDER, '../shared/bench', name)
  const copy = path.join(os.tmpdir(), `waymark-bench-${name}`)
  if (!fs.existsSync(path.join(shared, program))) {
    throw new Error(
      `NOTHING WAS MEASURED. The neutral harness is not at ${shared}: without it there are no peers to compare with. ` +
        'Name a copy that has its packages installed with --harness <folder>.',
    )
  }
  fs.cpSync(shared, copy, {
    recursive: true,
    filter: (source) => !MADE.has(path.relative(shared, source).split(path.sep)[0] ?? ''),
  })
  const lock = fs.readFileSync(path.join(copy, 'package-lock.json'))
  const stamp = path.join(copy, 'node_modules', '.installed-from')
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return copy
  console.log(`Installing the peers in ${copy} …`)
  const { code, text } = await runProcess('npm', [command, '--no-audit', '--no-fund', ...install], copy)
  if (code !== 0) throw new Error(`NOTHING WAS MEASURED. The peers could not be installed:\n${text}`)
  await prepare?.(copy)
  fs.writeFileSync(stamp, wanted)
  return copy
}

/** Longer than the slowest scenario with the slowest peer, unless it is slowed besides. */
const PROCESS_TIMEOUT_MS = 5 * 60_000

/** Runs to its end, in a process group of its own, so that nothing is left behind when it takes too long. */
export function runProcess(
  command: string,
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
  withinMs = PROCESS_TIMEOUT_MS,
): Promise<{ code: number; text: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment }
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += data.toString()))
    const timer = setTimeout(() => {
      text += '\ntook too long'
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, withinMs)
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code: code ?? -1, text })
    })
  })
}
