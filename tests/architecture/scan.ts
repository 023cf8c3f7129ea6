import fs from 'node:fs'
import path from 'node:path'
import { MAY_IMPORT, PACKAGE_FENCES, ROOMS } from './rooms.ts'

export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string
  readonly text: string
}

export const ROOT = path.resolve(import.meta.dirname, '../..')

/** Every source file of src and server. */
export function sourceFiles(): SourceFile[] {
  return ['src', 'server'].flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => ({ path: path.relative(ROOT, file).replaceAll('\\', '/'), text: fs.readFileSync(file, 'utf8') })),
  )
}

interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'"\n;]*?(?:\n[^'"\n;]*?)*?\sfrom\s+)?['"]([^'"]+)['"]/g
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g
const MODULE_URL = /new URL\(\s*['"](\.[^'"]+\.ts)['"],\s*import\.meta\.url/g

export function importsOf(text: string): Import[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
  return [
    ...[...code.matchAll(IMPORT)].map((match) => ({ specifier: match[2] ?? '', typeOnly: match[1] !== undefined })),
    ...[...code.matchAll(DYNAMIC)].map((match) => ({ specifier: match[1] ?? '', typeOnly: false })),
    ...[...code.matchAll(MODULE_URL)].map((match) => ({ specifier: match[1] ?? '', typeOnly: false })),
  ]
}

const ALIASES: Readonly<Record<string, string>> = {
  '#shared/': 'src/shared/',
  '#src/': 'src/',
  '#server/': 'server/',
  '#tests/': 'tests/',
}

/** The file that a specifier names, from the root; undefined for a package. */
export function resolveImport(from: string, specifier: string): string | undefined {
  for (const [alias, folder] of Object.entries(ALIASES))
    if (specifier.startsWith(alias)) return folder + specifier.slice(alias.length)
  if (specifier.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier))
  return undefined
}

/** The room that a file stands in. */
export function roomOf(file: string): string {
  const feature = /^src\/features\/[^/]+/.exec(file)
  if (feature) return feature[0]
  const room = [...ROOMS].filter((room) => file.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0]
  return room ?? file.split('/')[0] ?? file
}

const wildcard = (room: string): string => (room.startsWith('src/features/') ? 'src/features/*' : room)

/** What is wrong with a file's imports, in words that name the rule. */
export function violationsOf(file: SourceFile): string[] {
  const room = roomOf(file.path)
  const allowed = MAY_IMPORT[wildcard(room)] ?? []
  return importsOf(file.text).flatMap(({ specifier, typeOnly }) => {
    if (specifier.includes('../../')) return [`${file.path}: "${specifier}" climbs two folders; use a # alias`]
    const target = resolveImport(file.path, specifier)
    if (target === undefined) {
      const fence = PACKAGE_FENCES.find(({ packages }) => packages.test(specifier))
      if (!fence || fence.rooms.includes(room)) return []
      return [`${file.path}: "${specifier}" stays in ${fence.rooms.join(', ')}`]
    }
    const targetRoom = roomOf(target)
    if (targetRoom === room) return []
    // A room's ports are promises without code: whoever is handed one may name its type.
    if (typeOnly && target.startsWith('server/') && target.endsWith('/ports.ts')) return []
    if (
      (allowed.includes(wildcard(targetRoom)) || allowed.includes(targetRoom)) &&
      !(wildcard(room) === 'src/features/*' && wildcard(targetRoom) === 'src/features/*')
    )
      return []
    return [`${file.path}: ${room} may not import ${targetRoom} ("${specifier}")`]
  })
}

/** Rules about a file's name and size. */
export function shapeViolationsOf(file: SourceFile): string[] {
  const name = path.posix.basename(file.path)
  const folder = path.posix.dirname(file.path)
  const wrong: string[] = []
  if (
    name.endsWith('.tsx')
      ? !/^[A-Z][A-Za-z0-9]*\.tsx$/.test(name) && name !== 'main.tsx'
      : !/^[a-z0-9]+(-[a-z0-9]+)*(\.d|\.config)?\.(ts|mjs)$/.test(name)
  )
    wrong.push(`${file.path}: .tsx is PascalCase after its component, .ts is kebab-case`)
  if (/^index\.tsx?$/.test(name)) wrong.push(`${file.path}: no barrels`)
  if (/(^|\/)(utils|helpers|common)(\/|$)/.test(folder)) wrong.push(`${file.path}: a folder says what it holds`)
  const lines = file.text.split('\n').length
  if (lines > 400) wrong.push(`${file.path}: ${lines} lines are two things (limit 400)`)
  if (/\bprocess\.env\b/.test(file.text) && !['server/config.ts', 'server/start.mjs'].includes(file.path))
    wrong.push(`${file.path}: the environment is read in server/config.ts only`)
  return wrong
}
