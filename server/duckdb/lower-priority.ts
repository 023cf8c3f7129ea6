import { readdirSync } from 'node:fs'
import os from 'node:os'

const THREADS_ON_LINUX = '/proc/self/task'

/**
 * Lets every other program go first. Linux keeps a priority for each thread, a new one gets that of the thread that made it, and Node has
 * made its threads before this program's first line: to lower the process alone would leave all that computes as it was.
 */
export function lowerPriority(): void {
  for (const thread of threads()) {
    try {
      os.setPriority(thread, os.constants.priority.PRIORITY_BELOW_NORMAL)
    } catch {
      // It ended meanwhile.
    }
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
