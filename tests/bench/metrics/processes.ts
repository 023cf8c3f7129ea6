import { execFileSync } from 'node:child_process'
import fs from 'node:fs'

const CLOCK_TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
const ENGINE = 'engine-process'

interface Process {
  readonly pid: number
  readonly parent: number
  readonly command: string
  /** User and system time since it started, in seconds. */
  readonly cpuSeconds: number
  readonly residentMib: number
}

/** A program and everything that it started: Linux only, since it reads /proc. */
function treeOf(pid: number): readonly Process[] {
  const all = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read(Number(name)) ?? [])
  const found = all.filter((process) => process.pid === pid)
  for (let at = 0; at < found.length; at += 1) found.push(...all.filter(({ parent }) => parent === found[at]?.pid))
  return found
}

function read(pid: number): Process | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name stands in brackets and may itself hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8')
    return {
      pid,
      parent: Number(fields[1]),
      command: fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS,
      residentMib: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024,
    }
  } catch {
    return null
  }
}

/** Resident memory of the server and all that it started, in MiB. */
export const residentMib = (pid: number): number => treeOf(pid).reduce((sum, { residentMib }) => sum + residentMib, 0)

/** What the process with the database engine has used of the processor so far, in seconds. */
export const engineCpuSeconds = (pid: number): number =>
  treeOf(pid)
    .filter(({ command }) => command.includes(ENGINE))
    .reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)

/** How often it is looked which processes there are: reading about all of a machine each time would take what is being measured. */
const LOOK_EVERY = 20

/** Watches the memory until it is asked for the highest. */
export function watchMemory(pid: number, everyMs = 100): { readonly peakMib: () => number } {
  let peak = 0
  let looks = 0
  let pids: readonly number[] = []
  const look = (): void => {
    if (looks++ % LOOK_EVERY === 0) pids = treeOf(pid).map((process) => process.pid)
    const mib = pids.reduce((sum, each) => sum + (read(each)?.residentMib ?? 0), 0)
    peak = Math.max(peak, mib)
  }
  look()
  const timer = setInterval(look, everyMs)
  return {
    peakMib() {
      clearInterval(timer)
      return Math.max(peak, residentMib(pid))
    },
  }
}
