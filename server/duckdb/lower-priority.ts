import { readdirSync, readlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const THREADS_ON_LINUX = '/proc/self/task'
const THIS_THREAD_ON_LINUX = '/proc/thread-self'

/**
 * Lets every other program go first. Linux keeps a priority for each thread, a new one gets that of the thread that made it, and Node has
 * made its threads before this program's first line: to lower the process alone would leave all that computes as it was. Where Linux groups
 * programs by session (`sched_autogroup_enabled`), it counts among those of one session only.
 */
export function lowerPriority(): void {
  for (const thread of threads()) lower(thread)
}

/** Lets all others go first, those of this process as well: for a worker's thread. Does nothing elsewhere than on Linux. */
export function lowerPriorityOfThread(): void {
  let link: string
  try {
    link = readlinkSync(THIS_THREAD_ON_LINUX)
  } catch {
    return
  }
  lower(Number(path.basename(link)))
}

/** The lowest: one step below normal still gets a tenth of a core, in slices that an edit has to wait for. */
function lower(thread: number): void {
  try {
    os.setPriority(thread, os.constants.priority.PRIORITY_LOW)
  } catch {
    // It ended meanwhile.
  }
}

/** By their ids; elsewhere than on Linux the process (0) stands for all. */
function threads(): readonly number[] {
  try {
    return readdirSync(THREADS_ON_LINUX).map(Number)
  } catch {
    return [0]
  }
}
