import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { scheduleBackups } from '#server/backup/schedule.ts'
import { HOUR_MS } from '#shared/lib/time.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

const nameOf = (at: number): string => `waymark-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`

async function open({ isMine = true, fails = 0 } = {}) {
  const folder = await temporaryFolder()
  let now = Date.UTC(2026, 0, 1)
  let left = fails
  const said: string[] = []
  const say = (_facts: object, words?: string): void => void said.push(words ?? '')
  const backups = scheduleBackups({
    plan: { folder, everyHours: 24, keep: 2 },
    isMine: () => isMine,
    logger: { info: say, error: say } as never,
    now: () => now,
    lookEveryMs: 5,
    async make(into) {
      if (left-- > 0) throw new Error('no room')
      await mkdir(path.join(into, nameOf(now)))
    },
  })
  onTestFinished(() => backups.close())
  const pass = (hours: number): void => void (now += hours * HOUR_MS)
  return { folder, said, pass, names: async () => (await readdir(folder)).toSorted() }
}

it('makes one when there is none, another a day later, and keeps the newest', async () => {
  const { pass, names, folder } = await open()
  await mkdir(path.join(folder, 'something else'))
  await mkdir(path.join(folder, `${nameOf(0)}.part`))
  for (let day = 1; day <= 4; day++) {
    await expect.poll(names).toContain(nameOf(Date.UTC(2026, 0, day)))
    pass(24)
  }
  await expect
    .poll(names)
    .toEqual(['something else', `${nameOf(0)}.part`, nameOf(Date.UTC(2026, 0, 4)), nameOf(Date.UTC(2026, 0, 5))])
})

it('says so when one could not be made, and tries again', async () => {
  const { said, names } = await open({ fails: 2 })
  await expect.poll(names).toHaveLength(1)
  await expect
    .poll(() => said)
    .toEqual(['a backup could not be made', 'a backup could not be made', 'a backup was made'])
})
