import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** What tests start as processes of their own, by the name of Debian's package. */
export const EVERY_SERVICE = ['postgresql', 'redis-server', 'nginx', 'haproxy'] as const
export type Service = (typeof EVERY_SERVICE)[number]

/** What two nodes need. */
const NODE_SERVICES: readonly Service[] = ['postgresql', 'redis-server']

const POSTGRES_FOLDER = '/usr/lib/postgresql'

/** Where PostgreSQL's programs are: Debian's newest, else those on the path; `null`: not installed. */
export function postgresPrograms(): string | null {
  const versions = fs.existsSync(POSTGRES_FOLDER) ? fs.readdirSync(POSTGRES_FOLDER) : []
  const folders = versions
    .toSorted((one, other) => Number(other) - Number(one))
    .map((version) => path.join(POSTGRES_FOLDER, version, 'bin'))
  return [...folders, ...pathFolders()].find((folder) => fs.existsSync(path.join(folder, 'initdb'))) ?? null
}

const pathFolders = (): string[] => (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '')

/** Where administrators' programs are, which are not on everybody's path. */
const ADMIN_FOLDERS = ['/usr/sbin', '/usr/local/sbin']

/** Where this program is; `null`: not installed. */
export const programPath = (name: string): string | null =>
  [...pathFolders(), ...ADMIN_FOLDERS].map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file)) ??
  null

const IS_HERE: Readonly<Record<Service, () => boolean>> = {
  postgresql: () => postgresPrograms() !== null,
  'redis-server': () => programPath('redis-server') !== null,
  nginx: () => programPath('nginx') !== null,
  haproxy: () => programPath('haproxy') !== null,
}

/** Which of these packages are not installed. */
export const missingServices = (wanted: readonly Service[] = NODE_SERVICES): readonly Service[] =>
  wanted.filter((service) => !IS_HERE[service]())

/** The line that installs what is missing. */
export const aptLine = (missing: readonly Service[]): string => `apt-get install -y ${missing.join(' ')}`

/** Whether tests that need these can run. Says so loudly when they cannot; `tests/support/run-all.mjs` then fails the whole run. */
export function haveServices(...wanted: readonly Service[]): boolean {
  const missing = missingServices(wanted.length === 0 ? NODE_SERVICES : wanted)
  if (missing.length === 0) return true
  console.error(`\n  SKIPPED: these tests need ${missing.join(' and ')}. To run them: ${aptLine(missing)}\n`)
  return false
}

/** Throws in plain words when one is missing. */
export function needService(service: Service): void {
  if (!IS_HERE[service]()) throw new Error(`${service} is not installed: ${aptLine([service])}`)
}

/** The user as whom PostgreSQL has to run, because it refuses to be started by root; `null`: as whoever runs the tests. */
export function postgresUser(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}
